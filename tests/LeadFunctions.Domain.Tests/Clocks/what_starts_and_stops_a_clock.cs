using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Tests.Playbooks;
using static LeadFunctions.Domain.Tests.Clocks.Promises;

namespace LeadFunctions.Domain.Tests.Clocks;

public class what_starts_and_stops_a_clock
{
    private static readonly Rulebook FiveMinutes = Book(FirstContact(5));
    private static readonly Rulebook B2b = Book(Shipped.B2b with { Calendars = [] });

    [Fact]
    public void a_stage_starts_it_and_the_first_human_contact_stops_it()
    {
        var started = FiveMinutes.Promoted(Monday);
        var met = FiveMinutes.Follow(started.Lead, Monday.AddMinutes(2), null, Acted("contact", Monday.AddMinutes(2)));

        Assert.Equal(["started"], started.What());
        Assert.Equal(["met"], met.What());
        var clock = Assert.Single(met.Lead.Clocks);
        Assert.Equal((ClockOutcome.Met, "ana", "contact"), (clock.Outcome, clock.EndedBy, clock.EndedOn));
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2)), (clock.WorkingResponse, clock.WallResponse));
        Assert.Empty(met.Told);
    }

    [Theory]
    [InlineData("accept", "reached")]
    [InlineData("contact", "auto-reply")]
    public void neither_another_action_nor_an_automatic_reply_stops_it(string action, string outcome) =>
        Assert.True(FiveMinutes.Follow(FiveMinutes.Promoted(Monday).Lead, Monday.AddMinutes(2), null, Acted(action, Monday.AddMinutes(2), outcome)).Lead.Clocks[0].IsOpen);

    [Fact]
    public void an_assignment_does_not_stop_it() =>
        Assert.True(FiveMinutes.Follow(FiveMinutes.Promoted(Monday).Lead, Monday.AddMinutes(1), lead => lead with { Owner = new("ana", Monday, "r", "d") }).Lead.Clocks[0].IsOpen);

    [Theory]
    [InlineData(300_000, ClockOutcome.Met)]
    [InlineData(300_001, ClockOutcome.Breached)]
    public void an_answer_at_the_deadline_is_in_time_and_a_millisecond_later_is_not(int milliseconds, ClockOutcome outcome)
    {
        var at = Monday.AddMilliseconds(milliseconds);
        var change = FiveMinutes.Follow(FiveMinutes.Promoted(Monday).Lead, at, null, Acted("contact", at));

        Assert.Equal(outcome, change.Lead.Clocks[0].Outcome);
        Assert.Equal(outcome == ClockOutcome.Met ? ["met"] : ["breached", "late"], change.What());
    }

    [Fact]
    public void a_contact_logged_before_the_deadline_wins_though_the_watcher_was_faster_to_write()
    {
        var breached = FiveMinutes.Follow(FiveMinutes.Promoted(Monday).Lead, Monday.AddMinutes(5), null).Lead;
        var change = FiveMinutes.Follow(breached, Monday.AddMinutes(5.1), null, Acted("contact", Monday.AddMinutes(4.9)));

        Assert.Equal((ClockOutcome.Met, null), (change.Lead.Clocks[0].Outcome, change.Lead.Clocks[0].BreachedAt));
    }

    [Fact]
    public void a_lead_that_leaves_the_stages_ends_it_and_an_sal_still_waits_for_its_contact()
    {
        var started = FiveMinutes.Promoted(Monday).Lead;

        Assert.True(FiveMinutes.Follow(started, Monday, lead => lead with { Stage = Stage.Sal }).Lead.Clocks[0].IsOpen);
        var ended = FiveMinutes.Follow(started, Monday, lead => lead with { Stage = Stage.Disqualified }).Lead.Clocks[0];
        Assert.Equal((ClockOutcome.Cancelled, "the lead is now disqualified"), (ended.Outcome, ended.EndedOn));
    }

    [Fact]
    public void an_answer_while_it_is_paused_never_counts_as_met()
    {
        var paused = PausedClocks.Pause(FiveMinutes.Promoted(Monday).Lead, null, "ana", "busy", FiveMinutes.Playbook, Monday.AddMinutes(1)).Change!.Lead;
        var change = FiveMinutes.Follow(paused, Monday.AddMinutes(2), null, Acted("contact", Monday.AddMinutes(2)));

        Assert.Equal(["unmeasured"], change.What());
        Assert.Equal((ClockOutcome.Paused, TimeSpan.FromMinutes(1)), (change.Lead.Clocks[0].Outcome, change.Lead.Clocks[0].WorkingResponse));
    }

    [Fact]
    public void pausing_again_and_again_ends_where_one_long_pause_does()
    {
        var rules = Book(FirstContact(5) with { MaxPause = TimeSpan.FromHours(1) });
        var (lead, now) = (rules.Promoted(Monday).Lead, Monday);
        foreach (var _ in Enumerable.Range(0, 11))
        {
            lead = PausedClocks.Pause(lead, null, "ana", "busy", rules.Playbook, now).Change!.Lead;
            lead = PausedClocks.Resume(lead, null, "ana", "free", rules.Playbook, now.AddMinutes(5)).Change!.Lead;
            now = now.AddMinutes(5);
        }

        // The last one ends by itself, five minutes on.
        lead = PausedClocks.Pause(lead, null, "ana", "busy", rules.Playbook, now).Change!.Lead;
        now = now.AddMinutes(5);
        Assert.Equal("it has been paused for as long, or as often, as it may be", PausedClocks.Pause(lead, null, "ana", "busy", rules.Playbook, now).Refusal);
        Assert.Equal(Monday.AddMinutes(65), RunningClocks.DueBy(lead, rules.Playbook));
    }

    [Fact]
    public void rows_of_a_file_start_nothing() =>
        Assert.Empty(FiveMinutes.Promoted(Monday, null, Arrived("demo-request", Monday, "import")).Lead.Clocks);

    [Fact]
    public void a_published_playbook_starts_nothing_in_the_past()
    {
        var mql = Book().Promoted(Monday).Lead;

        Assert.Empty(FiveMinutes.Follow(mql, Monday.AddHours(1), null).Lead.Clocks);
    }

    [Fact]
    public void a_playbook_without_the_policy_calls_its_clock_off()
    {
        var change = Book().Follow(FiveMinutes.Promoted(Monday).Lead, Monday.AddMinutes(1), null);

        Assert.Equal("its policy is no longer in the playbook", change.Lead.Clocks[0].EndedOn);
        Assert.Empty(change.Told);
    }

    [Fact]
    public void a_published_target_leaves_a_running_clock_as_it_was() =>
        Assert.Equal(Monday.AddMinutes(5), RunningClocks.DueBy(Book(FirstContact(1)).Follow(FiveMinutes.Promoted(Monday).Lead, Monday.AddMinutes(2), null).Lead, Book(FirstContact(1)).Playbook));

    [Fact]
    public void ended_clocks_do_not_pile_up()
    {
        var lead = Raw();
        for (var i = 0; i < 50; i++)
        {
            var at = Monday.AddHours(i);
            lead = FiveMinutes.Promoted(at, lead).Lead;
            lead = FiveMinutes.Follow(lead, at.AddMinutes(1), one => one with { Stage = Stage.Raw }).Lead;
        }

        Assert.Equal(RunningClocks.MostEnded, lead.Clocks.Count);
        Assert.Equal(Monday.AddHours(49), lead.Clocks[^1].StartedAt);
    }

    [Theory]
    [InlineData("warm", null, "first-contact-warm", 60)]
    [InlineData("mql", null, "first-contact-warm", 60)]
    [InlineData("sal", null, "first-contact-hot", 5)]
    [InlineData("sql", null, "first-contact-hot", 5)]
    [InlineData("cold", "demo-request", "first-contact-hot", 5)]
    public void b2b_asks_for_five_minutes_when_hot_and_an_hour_when_warm(string band, string? signal, string policy, int minutes)
    {
        var lead = Raw() with { Score = Raw().Score with { Band = band } };
        var change = B2b.Promoted(Monday, lead, signal is null ? [] : [Arrived(signal, Monday, "form:demo")]);

        var clock = Assert.Single(change.Lead.Clocks);
        Assert.Equal((policy, TimeSpan.FromMinutes(minutes)), (clock.Policy, clock.Target));
    }

    [Fact]
    public void b2b_makes_a_warm_lead_that_rises_a_hot_one()
    {
        var warm = B2b.Promoted(Monday).Lead;
        var hot = B2b.Follow(warm, Monday.AddMinutes(20), null, CrossedInto("sal", Monday.AddMinutes(20)));

        Assert.Equal(["cancelled", "started"], hot.What());
        Assert.Equal("replaced by first-contact-hot", hot.Lead.Clocks[0].EndedOn);
        Assert.Equal(Monday.AddMinutes(25), RunningClocks.DueBy(hot.Lead, B2b.Playbook));
    }

    [Fact]
    public void b2b_keeps_the_warm_clock_when_it_is_due_sooner()
    {
        var warm = B2b.Promoted(Monday).Lead;

        Assert.Equal(Monday.AddMinutes(60), RunningClocks.DueBy(B2b.Follow(warm, Monday.AddMinutes(56), null, CrossedInto("sal", Monday.AddMinutes(56))).Lead, B2b.Playbook));
    }

    [Fact]
    public void b2b_gives_a_lead_in_touch_that_rises_a_day()
    {
        var called = B2b.Follow(B2b.Promoted(Monday).Lead, Monday.AddMinutes(2), null, Acted("contact", Monday.AddMinutes(2))).Lead;
        var risen = B2b.Follow(called, Monday.AddDays(3), null, CrossedInto("sal", Monday.AddDays(3))).Lead;

        Assert.Equal(("sal-outreach", Monday.AddDays(4)), (risen.Clocks[^1].Policy, RunningClocks.DueBy(risen, B2b.Playbook)));
    }

    [Fact]
    public void b2b_hears_a_hand_that_is_raised_again()
    {
        var called = B2b.Follow(B2b.Promoted(Monday).Lead, Monday.AddMinutes(2), null, Acted("contact", Monday.AddMinutes(2))).Lead;
        var asks = B2b.Follow(called, Monday.AddDays(3), null, Arrived("demo-request", Monday.AddDays(3), "form:demo")).Lead;

        Assert.Equal(("first-contact-hot", Monday.AddDays(3).AddMinutes(5)), (asks.Clocks[^1].Policy, RunningClocks.DueBy(asks, B2b.Playbook)));
    }
}
