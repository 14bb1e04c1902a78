using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Tests.Nurture;

/// <summary>Entering, waiting, branching, sending, leaving.</summary>
public class a_run_through_a_sequence
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Facts Raw = new(new Dictionary<string, string> { ["stage"] = "raw" });
    private static readonly Facts Mql = new(new Dictionary<string, string> { ["stage"] = "mql" });

    private static readonly Sequence Welcome = new("new-lead", "New lead")
    {
        Entry = new SequenceEntry(Stage("raw"), [], null),
        Exits = [new ExitRule("became an MQL", Stage("mql"), []), new ExitRule("replied", null, ["reply"])],
        Steps =
        [
            new SequenceStep.Send("welcome", "welcome"),
            new SequenceStep.Wait("three-days", TimeSpan.FromDays(3)),
            new SequenceStep.WaitFor("opens", ["email-click"], TimeSpan.FromDays(4), "nudge"),
            new SequenceStep.Send("case", "case-study"),
            new SequenceStep.Exit("enough", "clicked"),
            new SequenceStep.Send("nudge", "nudge"),
        ],
    };

    [Fact]
    public void begins_when_a_lead_comes_to_match_and_not_while_it_goes_on_matching()
    {
        Assert.NotNull(Entering.Try(Welcome, [], null, Raw, [], At(Start)));
        Assert.NotNull(Entering.Try(Welcome, [], Mql, Raw, [], At(Start)));
        Assert.Null(Entering.Try(Welcome, [], Raw, Raw, [], At(Start)));
        Assert.Null(Entering.Try(Welcome, [], null, Mql, [], At(Start)));
    }

    [Fact]
    public void begins_at_a_signal_whatever_was_before()
    {
        var post = Welcome with { Entry = new SequenceEntry(new Condition.Always(), ["demo-attended"], null) };

        Assert.Equal("signal:demo-attended", Entering.Try(post, [], Raw, Raw, ["page-view", "demo-attended"], At(Start))!.By);
        Assert.Null(Entering.Try(post, [], null, Raw, ["page-view"], At(Start)));
    }

    [Fact]
    public void begins_again_only_as_the_sequence_allows()
    {
        var first = Begin().End(EnrolmentState.Exited, "replied", Start);
        var again = Welcome with { Reentry = new Reentry.AfterExit(TimeSpan.FromDays(30), Most: 2) };
        var second = Entering.Try(again, [first], Mql, Raw, [], At(Start.AddDays(30)))!;

        Assert.Null(Entering.Try(Welcome, [first], Mql, Raw, [], At(Start.AddYears(1))));
        Assert.Null(Entering.Try(again, [first], Mql, Raw, [], At(Start.AddDays(29))));
        Assert.Equal("new-lead:2", second.Id);
        Assert.Null(Entering.Try(again, [first, second], Mql, Raw, [], At(Start.AddYears(1))));
        Assert.Null(Entering.Try(again, [first, second.End(EnrolmentState.Completed, "", Start)], Mql, Raw, [], At(Start.AddYears(1))));
        Assert.NotNull(Entering.Try(again with { Reentry = new Reentry.Always() }, [first, second.End(EnrolmentState.Completed, "", Start)], Mql, Raw, [], At(Start.AddYears(1))));
    }

    [Fact]
    public void sends_waits_for_a_click_and_ends_when_it_came()
    {
        var (run, mail) = Step(Begin(), Start);
        Assert.Equal("welcome", mail);

        run = Advancing.Sent(run, Welcome, Start.AddSeconds(5));
        (run, mail) = Step(run, Start.AddSeconds(5));
        Assert.Null(mail);
        Assert.Equal(Start.AddSeconds(5).AddDays(3), run.NextAt);

        (run, _) = Step(run, run.NextAt!.Value);
        Assert.Equal("opens", run.Step);
        run = Advancing.Heard(run, Welcome, ["email-click"], Start.AddDays(4));
        (run, mail) = Step(run, Start.AddDays(4));
        Assert.Equal("case", mail);

        (run, _) = Step(Advancing.Sent(run, Welcome, Start.AddDays(4)), Start.AddDays(4));
        Assert.Equal((EnrolmentState.Exited, "clicked", 2), (run.State, run.EndedWhy, run.Sent));
    }

    [Fact]
    public void a_click_that_never_comes_leads_on_at_the_timeout_however_late_anybody_looks()
    {
        var run = Advancing.Sent(Step(Begin(), Start).Run, Welcome, Start);

        var (late, mail) = Step(run, Start.AddDays(20));

        Assert.Equal("nudge", mail);
        Assert.Equal(Start.AddDays(7), late.StepSince);
    }

    [Fact]
    public void asked_early_or_twice_it_does_nothing_new()
    {
        var run = Step(Advancing.Sent(Step(Begin(), Start).Run, Welcome, Start), Start).Run;

        Assert.Equal((run, (string?)null), Step(run, run.NextAt!.Value.AddTicks(-1)));
        var sending = Step(Begin(), Start).Run;
        Assert.Equal((sending, (string?)null), Step(sending, Start.AddSeconds(1)));
        Assert.Equal("welcome", Step(sending, Start + Advancing.SendAgainAfter).Mail);
    }

    [Fact]
    public void an_exit_rule_ends_it_at_the_next_look()
    {
        var advanced = Advancing.On(Begin(), Welcome, Mql, "UTC", Start, () => new ReleaseTime(Start, []));

        Assert.Equal((EnrolmentState.Exited, "became an MQL"), (advanced.Run.State, advanced.Run.EndedWhy));
        Assert.Empty(advanced.Effects);
        Assert.Equal("replied", Exiting.Why(Welcome, ["reply"]));
    }

    [Fact]
    public void a_mail_outside_hours_is_held_with_its_reason_and_never_dropped()
    {
        var later = Start.AddHours(10);
        var advanced = Advancing.On(Begin(), Welcome, Raw, "UTC", Start, () => new ReleaseTime(later, ["outside sending hours"]));

        Assert.Equal((later, "outside sending hours"), (advanced.Run.NextAt, advanced.Run.Hold));
        Assert.Empty(advanced.Effects);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T00:30:00Z", 2, "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00Z", 2, "2026-10-25T01:00:00Z")]
    [InlineData("America/New_York", "2026-06-01T13:00:00Z", 9, "2026-06-01T13:00:00Z")]
    [InlineData("America/New_York", "2026-06-01T13:00:01Z", 9, "2026-06-02T13:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-06-01T13:00:00Z", 9, "2026-06-01T19:00:00Z")]
    public void waits_until_the_recipients_clock_shows_a_time(string zone, string since, int hour, string expected)
    {
        var sequence = Welcome with { Steps = [new SequenceStep.WaitUntil("morning", new TimeOnly(hour, 0)), new SequenceStep.Send("a", "a")] };
        var start = DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture);
        var run = Entering.Try(sequence, [], null, Raw, [], At(start))!;

        var advanced = Advancing.On(run, sequence, Raw, zone, start, () => new ReleaseTime(start, []));

        var next = advanced.Effects.Count > 0 ? start : advanced.Run.NextAt;
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), next);
    }

    [Fact]
    public void branches_by_what_the_lead_is_now()
    {
        var sequence = Welcome with
        {
            Exits = [],
            Steps = [new SequenceStep.Branch("b", Stage("mql"), "hot", null), new SequenceStep.Send("cold", "cold"), new SequenceStep.Send("hot", "hot")],
        };
        var run = Entering.Try(sequence with { Entry = new SequenceEntry(new Condition.Always(), [], null) }, [], null, Raw, [], At(Start))!;

        Assert.Equal("cold", ((NurtureEffect.SendMail)Advancing.On(run, sequence, Raw, "UTC", Start, Now).Effects.Single()).Template);
        Assert.Equal("hot", ((NurtureEffect.SendMail)Advancing.On(run, sequence, Mql, "UTC", Start, Now).Effects.Single()).Template);
    }

    private static ReleaseTime Now() => new(Start, []);

    private static Enrolment Begin() => Entering.Try(Welcome, [], null, Raw, [], At(Start))!;

    private static (Enrolment Run, string? Mail) Step(Enrolment run, DateTimeOffset now)
    {
        var advanced = Advancing.On(run, Welcome, Raw, "UTC", now, () => new ReleaseTime(now, []));
        return (advanced.Run, advanced.Effects.OfType<NurtureEffect.SendMail>().SingleOrDefault()?.StepId);
    }

    private static Moment At(DateTimeOffset now) => new(now, now, "v1");

    private static Condition.In Stage(string stage) => new("stage", [stage]);
}
