using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Bench.Score;

/// <summary>The shipped b2b playbook and leads with a year of events in its signals: page views mostly and in sessions, then mail, content, requests.</summary>
internal static class B2bLeads
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Pages = ["page-view", "page-view", "product-page-view", "blog-post-view", "pricing-page-view"];

    private static readonly string[] Others =
    [
        "email-open", "email-open", "email-click", "whitepaper-download", "webinar-registration", "webinar-attendance", "case-study-download",
        "demo-request", "contact-form", "trial-signup", "unsubscribe",
    ];

    private static readonly string[] Titles = ["CEO", "VP Sales", "Director of Marketing", "Product Manager", "Engineer", "Head of IT"];

    public static Playbook Playbook() => ReadPlaybook.FromYaml(ShippedPlaybooks.Text("b2b")!, "b2b.yaml").Playbook!;

    /// <returns>Leads with exactly so many events together, in the order a store keeps them.</returns>
    public static ScoringInput[] Make(int leads, int events)
    {
        var random = new Random(1_000_003);
        return [.. Enumerable.Range(0, leads).Select(i => Lead(random, i, ((i + 1L) * events / leads) - ((long)i * events / leads)))];
    }

    private static ScoringInput Lead(Random random, int number, long events)
    {
        var at = Now.AddDays(-365 * random.NextDouble());
        var ledger = new List<LedgerEvent>();
        for (var i = 0; i < events; i++)
        {
            // Half of the time the next thing happens within minutes, otherwise within the rest of the year.
            at += random.Next(2) == 0 ? TimeSpan.FromSeconds(random.Next(5, 900)) : (Now - at) * random.NextDouble() * 0.3;
            ledger.Add(new($"sig_{number}_{i}", random.Next(3) < 2 ? Pages[random.Next(Pages.Length)] : Others[random.Next(Others.Length)], at));
        }

        var facts = new Dictionary<string, string>
        {
            ["title"] = Titles[random.Next(Titles.Length)],
            ["companySize"] = random.Next(1, 2000).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["industry"] = random.Next(2) == 0 ? "Software" : "Retail",
            ["country"] = random.Next(2) == 0 ? "US" : "DE",
            ["freeEmail"] = random.Next(5) == 0 ? "true" : "false",
        };
        return new(new Facts(facts), [.. ledger.Order(Comparer<LedgerEvent>.Create((left, right) => LedgerOrder.Compare(left, right)))], [], at);
    }
}
