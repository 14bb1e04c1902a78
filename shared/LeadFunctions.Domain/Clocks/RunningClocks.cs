using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Clocks;

/// <summary>What a lead's clocks do as time passes: each mark once, never before its instant, whoever asks and however often.</summary>
public static class RunningClocks
{
    /// <summary>Ended clocks that stay on the lead; the activities have them all.</summary>
    public const int MostEnded = 20;

    /// <summary>The next instant at which a clock of the lead does something.</summary>
    public static DateTimeOffset? NextMark(Lead lead, Playbook playbook)
    {
        DateTimeOffset? next = null;
        foreach (var clock in lead.Clocks)
        {
            if (ClockTime.Next(clock, PolicyOf(clock, playbook), playbook) is { } mark && (next is null || mark.At < next))
            {
                next = mark.At;
            }
        }

        return next;
    }

    /// <summary>By when somebody must answer this lead: the earliest deadline that has not passed. Null when nothing runs.</summary>
    public static DateTimeOffset? DueBy(Lead lead, Playbook playbook) =>
        lead.Clocks.Where(clock => clock is { IsOpen: true, BreachedAt: null }).Min(clock => ClockTime.Deadline(clock, playbook));

    /// <summary>Who let an open clock of this lead lapse: they do not get it back while it is open.</summary>
    public static IReadOnlyList<string> LapsedBy(Lead lead) =>
        lead.Clocks.Count == 0 ? [] : [.. lead.Clocks.Where(clock => clock.IsOpen).SelectMany(clock => clock.LapsedBy).Distinct()];

    /// <summary>Every mark that is due, in order. Stops before a step that moves the lead: that one is <see cref="DueStep"/>, and takes a step of its own.</summary>
    public static ClockChange Advance(Lead lead, Playbook playbook, DateTimeOffset now)
    {
        var change = new ClockChange(lead);
        foreach (var clock in lead.Clocks)
        {
            change = Advance(change, clock, playbook, now);
        }

        return change;
    }

    /// <summary>The escalation step that moves the lead and is due, if there is one.</summary>
    public static (Clock Clock, EscalationStep Step)? DueStep(Lead lead, Playbook playbook, DateTimeOffset now)
    {
        foreach (var clock in lead.Clocks)
        {
            var policy = PolicyOf(clock, playbook);
            if (ClockTime.Next(clock, policy, playbook) is { Kind: ClockMarkKind.Step } mark && mark.At <= now && policy!.Escalation[mark.Value] is { Do: not EscalationKind.Tell } step)
            {
                return (clock, step);
            }
        }

        return null;
    }

    /// <summary>The lead with a due step of one of its clocks carried out.</summary>
    public static ClockChange Take(Lead lead, Clock clock, EscalationStep step, DateTimeOffset now)
    {
        var lapsed = step.Do == EscalationKind.Reroute && lead.Owner is { } owner ? clock.LapsedBy.Append(owner.PersonId).Distinct() : clock.LapsedBy;
        var taken = clock with { Steps = clock.Steps + 1, EscalatedAt = Milliseconds.Down(now), LapsedBy = [.. lapsed] };
        var what = step.Do == EscalationKind.Reroute ? ClockEvents.Rerouted : ClockEvents.Recycled;
        return new ClockChange(lead)
            .Replace(taken)
            .Tell(step.Tell, clock, "step:" + clock.Steps, what)
            .Note(clock, "step:" + clock.Steps, now, what, null, step.Reason);
    }

    internal static SlaPolicy? PolicyOf(Clock clock, Playbook playbook) => playbook.Sla.FirstOrDefault(policy => policy.Id == clock.Policy);

    internal static ClockChange Advance(ClockChange change, Clock clock, Playbook playbook, DateTimeOffset now)
    {
        var policy = PolicyOf(clock, playbook);
        while (ClockTime.Next(clock, policy, playbook) is { } mark && mark.At <= now)
        {
            if (mark.Kind == ClockMarkKind.Step && policy!.Escalation[mark.Value].Do != EscalationKind.Tell)
            {
                break;
            }

            (change, clock) = Pass(change, clock, policy, mark, now);
        }

        return change;
    }

    private static (ClockChange, Clock) Pass(ClockChange change, Clock clock, SlaPolicy? policy, ClockMark mark, DateTimeOffset now)
    {
        switch (mark.Kind)
        {
            case ClockMarkKind.Warn:
                var warned = clock with { Warned = [.. clock.Warned, mark.Value] };
                var name = "warn:" + mark.Value;
                return (change.Replace(warned).Tell(policy!.TellOnWarn, clock, name, ClockEvents.Warned).Note(clock, name, now, ClockEvents.Warned, mark.At, $"{mark.Value} %"), warned);
            case ClockMarkKind.Breach:
                var breached = clock with { Outcome = ClockOutcome.Breached, BreachedAt = mark.At, EscalatedAt = Milliseconds.Down(now) };
                return (change.Replace(breached).Tell(policy!.TellOnBreach, clock, "breach", ClockEvents.Breached).Note(clock, "breach", now, ClockEvents.Breached, mark.At, null), breached);
            case ClockMarkKind.Step:
                var told = clock with { Steps = clock.Steps + 1, EscalatedAt = Milliseconds.Down(now) };
                var step = "step:" + mark.Value;
                return (change.Replace(told).Tell(policy!.Escalation[mark.Value].Tell, clock, step, ClockEvents.Escalated).Note(clock, step, now, ClockEvents.Escalated, mark.At, null), told);
            case ClockMarkKind.Resume:
                var resumed = PausedClocks.RunOn(clock, mark.At);
                return (change.Replace(resumed).Note(clock, "resumed:" + clock.Legs.Count, now, ClockEvents.Resumed, mark.At, "the longest pause is over"), resumed);
            case ClockMarkKind.Orphaned:
                return change.CallOff(clock, now, "its policy is no longer in the playbook");
            default:
                throw new ArgumentOutOfRangeException(nameof(mark), mark.Kind, "Not a mark.");
        }
    }
}
