using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>Why a condition holds, as the facts it asked for: <c>title is VP Sales; companySize is 700</c>.</summary>
internal static class ConditionWords
{
    public static string Of(Condition condition, Facts facts)
    {
        var asked = FactsOf(condition).Distinct().ToArray();
        return asked.Length == 0 ? "holds for every lead" : string.Join("; ", asked.Select(fact => $"{fact} is {facts.Text(fact) ?? "unknown"}"));
    }

    public static IEnumerable<string> FactsOf(Condition condition) => condition switch
    {
        Condition.Always => [],
        Condition.All all => all.Of.SelectMany(FactsOf),
        Condition.Any any => any.Of.SelectMany(FactsOf),
        Condition.Not not => FactsOf(not.Of),
        Condition.In one => [one.Fact],
        Condition.HasWord one => [one.Fact],
        Condition.Between one => [one.Fact],
        Condition.IsTrue one => [one.Fact],
        Condition.Present one => [one.Fact],
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
    };
}
