using System.Globalization;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Reports;

/// <summary>A condition as people write it: <c>companySize from 500 and country in US, CA</c>.</summary>
internal static class ConditionText
{
    public static string Of(Condition condition) => condition switch
    {
        Condition.Always => "every lead",
        Condition.All all => string.Join(" and ", all.Of.Select(Inner)),
        Condition.Any any => string.Join(" or ", any.Of.Select(Inner)),
        Condition.Not not => "not " + Inner(not.Of),
        Condition.In one => $"{one.Fact} in {string.Join(", ", one.Values)}",
        Condition.HasWord one => $"{one.Fact} has {string.Join(", ", one.Words)}",
        Condition.Between one => $"{one.Fact} {Range(one)}",
        Condition.IsTrue one => one.Fact,
        Condition.Present one => one.Fact + " is known",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
    };

    private static string Inner(Condition condition) => condition is Condition.All { Of.Count: > 1 } or Condition.Any { Of.Count: > 1 } ? $"({Of(condition)})" : Of(condition);

    private static string Range(Condition.Between one) => (one.Min, one.Max) switch
    {
        ({ } min, { } max) => $"{Number(min)} to {Number(max)}",
        ({ } min, null) => "from " + Number(min),
        (null, { } max) => "up to " + Number(max),
        _ => "is a number",
    };

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
