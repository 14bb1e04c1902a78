using LeadFunctions.Domain;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Bench.Decay;

/// <summary>Leads as they look after some weeks: seven attributes, ten events, one due a second.</summary>
internal sealed class ManyLeads(int count)
{
    public static readonly DateTimeOffset FirstDue = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Key = new byte[32];
    private static readonly string[] Signals = ["page-view", "pricing-page-view", "email-click", "webinar-attended", "demo-request"];

    public int Count => count;

    /// <summary>A keyed hash, so neighbours in time are not neighbours in the file.</summary>
    public static string IdOf(int index) => LeadId.Of(EmailOf(index), Key);

    /// <summary>Ascending by id, so in an order of their own: due leads lie scattered.</summary>
    public IEnumerable<Lead> All() => Enumerable.Range(0, count).Select(index => (Id: IdOf(index), index)).OrderBy(lead => lead.Id, StringComparer.Ordinal).Select(lead => LeadOf(lead.index));

    private static string EmailOf(int index) => $"person{index}@company{index % 50_000}.example";

    public static Lead LeadOf(int index) => new()
    {
        Id = IdOf(index),
        Email = EmailOf(index),
        CreatedAt = FirstDue.AddDays(-30),
        UpdatedAt = FirstDue,
        LastActivityAt = FirstDue.AddDays(-2),
        DueAt = FirstDue.AddSeconds(index),
        Attributes = new[] { "firstName", "lastName", "company", "title", "country", "industry", "companySize" }
            .ToDictionary(name => name, name => new AttributeValue($"{name} {index % 1000}", FirstDue, AttributeSource.Form)),
        Ledger = [.. Enumerable.Range(0, 10).Select(number => new LedgerEvent($"ev-{index}-{number}", Signals[number % Signals.Length], FirstDue.AddHours(-number)))],
        Score = ScoreSnapshot.None with { Total = new Points(index * 7919L % 100_000), Band = $"band{index * 7919L % 100_000 / 20_000}" },
    };
}
