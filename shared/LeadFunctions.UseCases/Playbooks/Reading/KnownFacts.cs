using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>What a condition may ask for. A misspelt fact would never match and never complain, so it is an error.</summary>
internal static class KnownFacts
{
    /// <summary>Follow from the lead; see <c>Domain/Leads/LeadFacts.cs</c>.</summary>
    public static readonly IReadOnlyList<string> Derived =
    [
        "emailDomain", "freeEmail", "disposable", "student", "competitor", "role",
        "score", "fit", "engagement", "band", "grade", "stage", "ageDays", "inactiveDays",
        "source", "medium", "campaign", "firstSource", "firstMedium", "firstCampaign", "lastSource", "lastMedium", "lastCampaign",
    ];

    /// <summary>Attributes that forms, imports and enrichment fill.</summary>
    public static readonly IReadOnlyList<string> Attributes =
    [
        "email", "name", "firstName", "lastName", "title", "company", "companySize", "industry", "country", "region", "city", "phone", "website",
        "product", "message", "revenue", "usesCompetitor", "spam",
    ];

    public static IReadOnlySet<string> Of(IReadOnlyList<FormDefinition> forms, IReadOnlyList<string> own) =>
        new HashSet<string>([.. Derived, .. Attributes, .. own, .. forms.SelectMany(form => form.Fields.Values)], StringComparer.Ordinal);
}
