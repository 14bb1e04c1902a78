using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Bench.Nurture;

/// <summary>Leads that said yes and stand in the first sequence.</summary>
internal static class Runs
{
    private const int AtOnce = 2000;
    private static readonly byte[] Key = new byte[32];

    /// <param name="nextAt">Of the lead of this number.</param>
    public static async Task StoreAsync(ILeadStore store, int count, Func<int, DateTimeOffset> nextAt, DateTimeOffset now)
    {
        // In an order of their own, so that due leads lie scattered.
        foreach (var some in Enumerable.Range(0, count).Select(index => (int)(index * 7_368_787L % count)).Chunk(AtOnce))
        {
            var results = await Task.WhenAll(some.Select(index => store.CommitAsync(new Commit { Lead = Of(LeadId.Of(EmailOf(index), Key), EmailOf(index), nextAt(index), now, "v1") }, default)));
            if (results.Any(result => result != CommitResult.Committed))
            {
                throw new InvalidOperationException("A new lead was not new.");
            }
        }
    }

    public static string EmailOf(int index) => $"person{index}@company{index % 50_000}.example";

    public static Lead Of(string id, string email, DateTimeOffset nextAt, DateTimeOffset now, string version) => Capture.New(id, email, now.AddDays(-4)) with
    {
        Attributes = new[] { "firstName", "company", "title", "country" }.ToDictionary(name => name, name => new AttributeValue(name == "country" ? "US" : "Some " + name, now, AttributeSource.Form)),
        Consents = [new ConsentGiven("marketing", true, "v1", now.AddDays(-4), "form:newsletter")],
        Enrolments = [new Enrolment("new-lead:1", "new-lead", "1", version, now.AddDays(-4), "matched") { Step = "welcome", NextAt = nextAt }],
        DueAt = nextAt,
    };
}
