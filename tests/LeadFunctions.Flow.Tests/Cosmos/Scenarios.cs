using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests.Cosmos;

/// <summary>
/// What reaches a company in one random story of a few people and their browsers: forms, beacons, machines. With repeats, and in an order that need not be that of
/// events. The same seed gives the same messages, to any host.
/// </summary>
internal sealed record Scenario(IReadOnlyList<Message> Messages, IReadOnlyList<string> Emails, IReadOnlyList<string> Visitors)
{
    private static readonly string[] Forms = ["demo", "newsletter", "whitepaper", "contact", "webinar"];
    private static readonly string[] Pages = ["page-view", "pricing-page-view", "product-page-view", "blog-post-view"];

    public static Scenario Of(int seed, Company company)
    {
        var random = new Random(seed);
        string[] emails = [.. Enumerable.Range(0, random.Next(1, 4)).Select(person => $"p{person}.s{seed}@firm{seed}.example")];
        string[] visitors = [.. emails.Select((_, person) => $"v{person}-s{seed}")];
        var messages = new List<Message>();
        for (var number = 0; number < random.Next(2, 12); number++)
        {
            var person = random.Next(emails.Length);
            messages.Add(random.Next(3) == 0
                ? company.Arrived(emails[person], Filled(company, random, $"f{seed}-{number}", visitors[person]))
                : new Message.VisitorSeen(visitors[person], [.. Enumerable.Range(0, random.Next(1, 8)).Select(view => Viewed(company, random, $"e{seed}-{number}-{view}", visitors[person]))]));
        }

        var repeated = messages.Concat(messages.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(repeated);
        return new Scenario(repeated, emails, visitors);
    }

    private static Signal Filled(Company company, Random random, string id, string visitor) =>
        company.Filled(Forms[random.Next(Forms.Length)], ("name", "Jane Doe"), ("title", random.Next(2) == 0 ? "CEO" : "Engineer"), ("companySize", "200")) with
        {
            Id = id,
            At = company.Now.AddMinutes(-random.Next(10_000)),
            VisitorId = random.Next(2) == 0 ? visitor : null,
            Verdict = random.Next(8) == 0 ? Verdict.Machine : Verdict.Unknown,
        };

    private static Signal Viewed(Company company, Random random, string id, string visitor) =>
        new(id, Pages[random.Next(Pages.Length)], company.Now.AddMinutes(-random.Next(10_000)), SignalSource.Track)
        {
            VisitorId = visitor,
            Page = new PageView($"https://acme.example/{random.Next(9)}"),
            Verdict = random.Next(8) == 0 ? Verdict.Machine : Verdict.Unknown,
        };
}
