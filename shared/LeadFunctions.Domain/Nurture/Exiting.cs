using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Nurture;

/// <summary>What ends a run before its last step. Asked at every step, at every change of the lead, and in the commit that claims a mail.</summary>
public static class Exiting
{
    /// <returns>The reason of the first rule that holds; null when none does.</returns>
    public static string? Why(Sequence sequence, Facts facts) =>
        sequence.Exits.FirstOrDefault(exit => exit.When?.Holds(facts) == true)?.Reason;

    /// <summary>The same after signals of people: <c>reply</c>, <c>meeting-booked</c>.</summary>
    public static string? Why(Sequence sequence, IReadOnlyList<string> signals) =>
        sequence.Exits.FirstOrDefault(exit => exit.Signals.Any(signals.Contains))?.Reason;
}
