namespace LeadFunctions.Domain.Nurture;

/// <summary>One run of one lead through one sequence, as the lead keeps it.</summary>
/// <param name="Id"><c>{sequence}:{instance}</c>; unique on the lead.</param>
/// <param name="Instance">What tells one run from another: its number, or a deal's id.</param>
/// <param name="PlaybookVersion">Pinned: the steps of this version are run to the end.</param>
/// <param name="By">Why or by whom: <c>matched</c>, <c>signal:…</c>, a person.</param>
public sealed record Enrolment(string Id, string SequenceId, string Instance, string PlaybookVersion, DateTimeOffset EnteredAt, string By)
{
    /// <summary>Ended runs kept on the lead; the timeline has them all.</summary>
    public const int MostEnded = 20;

    public EnrolmentState State { get; init; } = EnrolmentState.Active;

    /// <summary>The step it stands at; null when it has ended.</summary>
    public string? Step { get; init; }

    /// <summary>Since when it stands there.</summary>
    public DateTimeOffset StepSince { get; init; } = EnteredAt;

    /// <summary>When to look at it again; null when it has ended.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Why a mail that is due waits: <c>outside sending hours until …</c>.</summary>
    public string? Hold { get; init; }

    public int Sent { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? EndedWhy { get; init; }

    public bool IsActive => State == EnrolmentState.Active;

    public Enrolment End(EnrolmentState state, string why, DateTimeOffset at) =>
        this with { State = state, Step = null, NextAt = null, Hold = null, EndedAt = at, EndedWhy = why };
}

/// <summary>Stored by name: never rename one.</summary>
public enum EnrolmentState
{
    Active,

    /// <summary>Went through all steps.</summary>
    Completed,

    /// <summary>An exit rule, an exit step or a suppression ended it.</summary>
    Exited,

    /// <summary>A person took it out.</summary>
    Removed,
}

/// <summary>A mail that was claimed for a lead: what caps count.</summary>
public sealed record SentMark(DateTimeOffset At, string EffectKey);
