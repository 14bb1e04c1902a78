using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Bench.Score;

/// <summary>The 40 additive rules of <c>peers/rules.json</c> in our own words, and synthetic leads for them in both shapes: our facts, the peers' JSON.</summary>
internal static class AdditiveScore
{
    private static readonly string[] Seniorities = ["c-level", "founder", "vp", "director", "manager", "individual", "intern"];
    private static readonly string[] Departments = ["sales", "marketing", "it", "engineering", "hr", "legal", "finance"];
    private static readonly string[] Industries = ["software", "saas", "fintech", "consulting", "media", "telecom", "manufacturing", "retail", "education", "energy"];
    private static readonly string[] Countries = ["US", "CA", "GB", "DE", "FR", "NL", "SE", "AU", "NZ", "JP", "SG", "XX", "BR", "IN"];
    private static readonly string[] Sources = ["referral", "partner", "organic", "webinar", "paid", "social", "list", "direct"];

    public static ScoringModel Model(string rulesJson)
    {
        var fit = JsonNode.Parse(rulesJson)!.AsArray().Select(rule => rule!).Select(rule =>
            new FitRule((string)rule["id"]!, (string)rule["id"]!, (string)rule["id"]!, When(rule), (int)rule["points"]!, null)).ToArray();
        return ScoringModel.Compile(new() { Name = "bench", Version = "bench", Scoring = new() { Fit = fit, Min = -10_000, Max = 10_000 } });
    }

    public static Dictionary<string, object>[] Leads(int count)
    {
        var random = new Random(20260302);
        return [.. Enumerable.Range(0, count).Select(_ => Lead(random))];
    }

    /// <summary>As a lead has them: text by name.</summary>
    public static Facts Facts(Dictionary<string, object> lead) => new(lead.ToDictionary(
        pair => pair.Key, pair => pair.Value is bool flag ? (flag ? "true" : "false") : Convert.ToString(pair.Value, CultureInfo.InvariantCulture)!));

    public static string Json(Dictionary<string, object> lead) => JsonSerializer.Serialize(lead);

    private static Condition When(JsonNode rule)
    {
        var fact = (string)rule["fact"]!;
        return rule["in"] is JsonArray values ? new Condition.In(fact, [.. values.Select(value => (string)value!)])
            : rule["is"] is not null ? new Condition.IsTrue(fact)
            : new Condition.Between(fact, (double?)rule["min"], (double?)rule["max"]);
    }

    private static Dictionary<string, object> Lead(Random random)
    {
        string Of(string[] values) => values[random.Next(values.Length)];
        return new()
        {
            ["seniority"] = Of(Seniorities),
            ["department"] = Of(Departments),
            ["companySize"] = (int)Math.Pow(10, random.NextDouble() * 4),
            ["industry"] = Of(Industries),
            ["country"] = Of(Countries),
            ["source"] = Of(Sources),
            ["pageViews"] = random.Next(40),
            ["pricingViews"] = random.Next(5),
            ["emailClicks"] = random.Next(6),
            ["webinars"] = random.Next(3),
            ["downloads"] = random.Next(5),
            ["daysSinceVisit"] = random.Next(120),
            ["freeEmail"] = random.Next(4) == 0,
            ["competitor"] = random.Next(50) == 0,
            ["hasPhone"] = random.Next(2) == 0,
            ["student"] = random.Next(20) == 0,
        };
    }
}
