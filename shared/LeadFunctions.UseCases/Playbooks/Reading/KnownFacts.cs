using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>What a condition may ask for. A misspelt fact would never match and never complain, so it is an error.</summary>
internal static class KnownFacts
{
    /// <summary>What scoring decides. A rule of the score cannot ask for them: the score would depend on itself.</summary>
    private static readonly string[] Scored = ["score", "fit", "engagement", "band", "grade"];

    /// <summary>Attributes that forms, imports and enrichment fill.</summary>
    private static readonly string[] Attributes =
    [
        "name", "firstName", "lastName", "title", "company", "companySize", "industry", "country", "region", "city", "phone", "website",
        "product", "message", "revenue", "usesCompetitor", "spam",
    ];

    /// <param name="own">The company's own attributes.</param>
    public static IReadOnlySet<string> Of(IReadOnlyList<FormDefinition> forms, IEnumerable<string> own) =>
        new HashSet<string>([.. LeadFacts.Derived, .. Attributes, .. own, .. forms.SelectMany(form => form.Fields.Values)], StringComparer.Ordinal);

    public static IReadOnlySet<string> BeforeScoring(IReadOnlySet<string> facts) => facts.Except(Scored).ToHashSet(StringComparer.Ordinal);
}
