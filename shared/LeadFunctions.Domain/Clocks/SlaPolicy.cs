using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Clocks;

/// <summary>What a company promises itself about a lead (semantics 5): what starts the clock, how long it may run, what stops it, who hears of it.</summary>
/// <param name="Tier">As people call it: <c>hot</c>, <c>warm</c>.</param>
/// <param name="Starts">Any of them starts it.</param>
public sealed record SlaPolicy(string Id, string Name, string Tier, IReadOnlyList<SlaStart> Starts, SlaTarget Target)
{
    /// <summary>Names of <see cref="LifecycleAction"/>, any of which may stop a clock.</summary>
    public static readonly IReadOnlyList<string> Answers =
        ["accept", "reject", "contact", "qualify", "disqualify", "recycle", "reactivate", "convert", "win", "lose", "kickoff"];

    /// <summary>At most one clock of a group runs on a lead: the one with the earliest deadline.</summary>
    public string Group { get; init; } = Id;

    /// <summary>Stages in which the promise means something; a lead that leaves them ends the clock.</summary>
    public IReadOnlyList<Stage> During { get; init; } = [];

    /// <summary>Whose minutes count; null counts every minute of the day and the night.</summary>
    public string? Calendar { get; init; }

    /// <summary>The owner's own calendar comes first, where the owner has one.</summary>
    public bool OwnerHours { get; init; }

    /// <summary>Percentages of the target, ascending.</summary>
    public IReadOnlyList<int> WarnAt { get; init; } = [];

    /// <summary>Names of lifecycle actions that answer it: <c>contact</c>, <c>accept</c>.</summary>
    public IReadOnlyList<string> StopsOn { get; init; } = [];

    public IReadOnlyList<SlaReceiver> TellOnWarn { get; init; } = [];

    public IReadOnlyList<SlaReceiver> TellOnBreach { get; init; } = [];

    /// <summary>What follows a breach that nobody answers, one after the other.</summary>
    public IReadOnlyList<EscalationStep> Escalation { get; init; } = [];

    /// <summary>All pauses of one clock together; then it runs on by itself.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromDays(5);
}

/// <summary>One thing that starts a clock.</summary>
/// <param name="When">Must hold for the lead at that instant; knows <see cref="SlaFacts"/> besides the lead's own facts.</param>
public abstract record SlaStart(Condition When)
{
    public sealed record StageEntered(Stage Stage, Condition When) : SlaStart(When);

    /// <summary>The score went up over the lower bound of one of these bands.</summary>
    public sealed record BandReached(IReadOnlyList<string> Bands, Condition When) : SlaStart(When);

    public sealed record SignalArrived(string Signal, Condition When) : SlaStart(When);

    /// <summary>A form or event that asks for a person.</summary>
    public sealed record HandRaised(Condition When) : SlaStart(When);

    public sealed record HandoffOffered(HandoffKind Handoff, Condition When) : SlaStart(When);
}

/// <summary>Facts that only the start of a clock can ask for.</summary>
public static class SlaFacts
{
    /// <summary>What just happened is a request for a person.</summary>
    public const string HandRaise = "handRaise";

    /// <summary>A clock of the same group is already running.</summary>
    public const string Waiting = "waiting";

    public static readonly IReadOnlyList<string> All = [HandRaise, Waiting];
}

/// <summary>How long a clock may run.</summary>
public abstract record SlaTarget
{
    private SlaTarget()
    {
    }

    /// <summary>So much working time.</summary>
    public sealed record Working(TimeSpan Time) : SlaTarget;

    /// <summary>
    /// Until the close of business of the n-th working day after the day it starts on. A working day is a date (in the calendar's zone) on which a
    /// window opens; the day of the start does not count, whatever the hour.
    /// </summary>
    public sealed record BusinessDays(int Days) : SlaTarget;
}

public enum SlaReceiver
{
    /// <summary>Who owns the lead; the managers while nobody does.</summary>
    Owner,

    /// <summary>The owner's manager; every manager when the owner has none.</summary>
    Manager,
}

/// <summary>One step after a breach.</summary>
/// <param name="After">Working time since the breach was told, or since the step before.</param>
/// <param name="Reason">For <see cref="EscalationKind.Recycle"/>: why the lead goes back.</param>
public sealed record EscalationStep(TimeSpan After, EscalationKind Do, string? Reason, IReadOnlyList<SlaReceiver> Tell);

public enum EscalationKind
{
    /// <summary>Tells somebody, and nothing else.</summary>
    Tell,

    /// <summary>Takes the lead from its owner; the routing rules choose among everybody else.</summary>
    Reroute,

    /// <summary>Gives it back to marketing.</summary>
    Recycle,
}
