using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Whether one condition holds whenever another does. Says yes only when it is sure.</summary>
internal static class Covering
{
    public static bool Covers(Condition wide, Condition narrow) => (wide, narrow) switch
    {
        (Condition.Always, _) => true,
        (Condition.All all, _) => all.Of.All(part => Covers(part, narrow)),
        (_, Condition.Any any) => any.Of.Count > 0 && any.Of.All(part => Covers(wide, part)),
        (Condition.Any any, _) when any.Of.Any(part => Covers(part, narrow)) => true,
        (_, Condition.All all) => all.Of.Any(part => Covers(wide, part)),
        (Condition.Not wideNot, Condition.Not narrowNot) => Covers(narrowNot.Of, wideNot.Of),
        (Condition.Present present, _) => present.Fact == FactOf(narrow),
        (Condition.IsTrue one, Condition.IsTrue other) => one.Fact == other.Fact,
        (Condition.In one, Condition.In other) => one.Fact == other.Fact && other.Values.All(value => one.Values.Contains(value, StringComparer.OrdinalIgnoreCase)),
        (Condition.HasWord one, Condition.In other) => one.Fact == other.Fact && other.Values.All(value => HasOneOf(value, one.Words)),
        (Condition.HasWord one, Condition.HasWord other) => one.Fact == other.Fact && other.Words.All(word => HasOneOf(word, one.Words)),
        (Condition.Between one, Condition.Between other) => one.Fact == other.Fact
            && (one.Min is null || other.Min >= one.Min) && (one.Max is null || other.Max <= one.Max),
        _ => false,
    };

    private static bool HasOneOf(string text, IReadOnlyList<string> words) => words.Any(word => WholeWord.IsIn(text, word));

    /// <summary>The fact that must be given for the condition to hold.</summary>
    private static string? FactOf(Condition condition) => condition switch
    {
        Condition.In { Values.Count: > 0 } test => test.Fact,
        Condition.HasWord test => test.Fact,
        Condition.Between test => test.Fact,
        Condition.IsTrue test => test.Fact,
        Condition.Present test => test.Fact,
        _ => null,
    };
}
