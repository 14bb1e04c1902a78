using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Nurture;

/// <summary>A nurture sequence (seed 000 section 5): who enters, what happens step by step, what ends it early.</summary>
public sealed record Sequence(string Id, string Name)
{
    /// <summary>In the seed's words: <c>Raw leads</c>.</summary>
    public string Target { get; init; } = "";

    /// <summary>In the seed's words: <c>2-3 weeks</c>. A test compares the steps with it.</summary>
    public string Duration { get; init; } = "";

    /// <summary>In the seed's words: <c>4-5</c>.</summary>
    public string Emails { get; init; } = "";

    public string Goal { get; init; } = "";

    public SequenceEntry Entry { get; init; } = new(new Condition.Always(), [], null);

    public Reentry Reentry { get; init; } = new Reentry.Never();

    /// <summary>Tried in order at every step and again when a mail is claimed; suppression ends every commercial sequence before them.</summary>
    public IReadOnlyList<ExitRule> Exits { get; init; } = [];

    public IReadOnlyList<SequenceStep> Steps { get; init; } = [];

    /// <summary>Needs a lawful basis, obeys caps and suppression. A transactional one does not count.</summary>
    public bool Commercial { get; init; } = true;

    public int IndexOf(string stepId)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            if (Steps[i].Id == stepId)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>Who enters: a lead that comes to match, or one that matches when a signal arrives.</summary>
/// <param name="Signals">When there are any: only at one of these; otherwise whenever <paramref name="When"/> turns from not holding to holding.</param>
/// <param name="InactiveFor">Only after so long without a sign of life.</param>
public sealed record SequenceEntry(Condition When, IReadOnlyList<string> Signals, TimeSpan? InactiveFor);

/// <summary>Whether somebody who was in a sequence may come again. Nobody is in one twice at once.</summary>
public abstract record Reentry
{
    private Reentry()
    {
    }

    public sealed record Never : Reentry;

    /// <param name="Cooldown">Since the last run ended.</param>
    /// <param name="Most">Runs in all; null is no bound.</param>
    public sealed record AfterExit(TimeSpan Cooldown, int? Most) : Reentry;

    public sealed record Always : Reentry;
}

/// <summary>What ends a run early: a condition that holds, or one of these signals.</summary>
public sealed record ExitRule(string Reason, Condition? When, IReadOnlyList<string> Signals);
