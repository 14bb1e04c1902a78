using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using static LeadFunctions.Domain.Tests.Clocks.Promises;

namespace LeadFunctions.Domain.Tests.Clocks;

/// <summary>Ten minutes; a warning at half; then the manager after 5 more, a new owner after 10 more, and back to marketing after 20 more.</summary>
public class who_hears_of_a_breach
{
    private static readonly Rulebook Rules = Book(FirstContact(10) with
    {
        WarnAt = [50],
        Escalation =
        [
            new(TimeSpan.FromMinutes(5), EscalationKind.Tell, null, [SlaReceiver.Manager]),
            new(TimeSpan.FromMinutes(10), EscalationKind.Reroute, null, []),
            new(TimeSpan.FromMinutes(20), EscalationKind.Recycle, "no-response", []),
        ],
    });

    private static Lead Owned => Rules.Promoted(Monday, Raw() with { Owner = new("ana", Monday, "r", "d") }).Lead;

    [Fact]
    public void the_owner_is_warned_and_owner_and_manager_hear_of_the_breach()
    {
        var change = Rules.Follow(Owned, Monday.AddMinutes(10), null);

        Assert.Equal(["warned", "breached"], change.What());
        Assert.Equal([("warned", 1), ("breached", 2)], change.Told.Select(told => (told.What, told.Whom.Count)));
        Assert.All(change.Told, told => Assert.StartsWith("clock:first-contact:" + Monday.ToUnixTimeMilliseconds(), told.Occasion, StringComparison.Ordinal));
    }

    [Fact]
    public void nothing_is_told_twice_however_often_it_is_looked_at()
    {
        var (lead, told) = (Owned, new List<string>());
        for (var second = 0; second <= 60 * 16; second += 7)
        {
            var change = Rules.Follow(lead, Monday.AddSeconds(second), null);
            told.AddRange(change.Told.Select(one => $"{one.What} {second}"));
            lead = change.Lead;
        }

        Assert.Equal(["warned 301", "breached 602", "escalated 903"], told);
    }

    [Fact]
    public void an_outage_skips_nobody()
    {
        // Three days nobody looked: the breach is told now, and everybody after it has their time from now on.
        var now = Monday.AddDays(3);
        var change = Rules.Follow(Owned, now, null);

        Assert.Equal(["warned", "breached"], change.What());
        Assert.Null(RunningClocks.DueStep(change.Lead, Rules.Playbook, now));
        Assert.Equal(now.AddMinutes(5), RunningClocks.NextMark(change.Lead, Rules.Playbook));
    }

    [Fact]
    public void a_step_that_moves_the_lead_waits_for_who_can_move_it()
    {
        var lead = Owned;
        foreach (var minutes in new[] { 10, 15, 24 })
        {
            lead = Rules.Follow(lead, Monday.AddMinutes(minutes), null).Lead;
            Assert.Null(RunningClocks.DueStep(lead, Rules.Playbook, Monday.AddMinutes(minutes)));
        }

        var (clock, step) = RunningClocks.DueStep(lead, Rules.Playbook, Monday.AddMinutes(25))!.Value;
        Assert.Equal(EscalationKind.Reroute, step.Do);
        Assert.Empty(Rules.Follow(lead, Monday.AddMinutes(25), null).Activities);

        var taken = RunningClocks.Take(lead, clock, step, Monday.AddMinutes(25)).Lead;
        Assert.Equal(["ana"], RunningClocks.LapsedBy(taken));
        Assert.Null(RunningClocks.DueStep(taken, Rules.Playbook, Monday.AddMinutes(44.9)));
        Assert.Equal(EscalationKind.Recycle, RunningClocks.DueStep(taken, Rules.Playbook, Monday.AddMinutes(45))!.Value.Step.Do);
    }

    [Fact]
    public void an_answer_ends_the_chain()
    {
        var breached = Rules.Follow(Owned, Monday.AddMinutes(12), null).Lead;
        var late = Rules.Follow(breached, Monday.AddMinutes(14), null, Acted("contact", Monday.AddMinutes(14)));

        Assert.Equal(["late"], late.What());
        Assert.Null(RunningClocks.NextMark(late.Lead, Rules.Playbook));
        Assert.Equal((ClockOutcome.Breached, Monday.AddMinutes(10), TimeSpan.FromMinutes(14)), (late.Lead.Clocks[0].Outcome, late.Lead.Clocks[0].BreachedAt, late.Lead.Clocks[0].WorkingResponse));
    }

    [Fact]
    public void a_clock_that_is_set_back_tells_nothing_again()
    {
        var breached = Rules.Follow(Owned, Monday.AddMinutes(10), null).Lead;

        Assert.Empty(Rules.Follow(breached, Monday.AddMinutes(-60), null).Activities);
        Assert.Empty(Rules.Follow(breached, Monday.AddMinutes(10), null).Activities);
    }
}
