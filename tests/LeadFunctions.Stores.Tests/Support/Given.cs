using LeadFunctions.Domain;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Support;

/// <summary>Leads, signals and messages for tests.</summary>
public static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Lead Lead(string name, decimal score = 0, string band = "cold") => new()
    {
        Id = "ld_" + name,
        Email = name + "@example.com",
        CreatedAt = Noon,
        UpdatedAt = Noon,
        Score = ScoreSnapshot.None with { Total = new Points((long)(score * 1000)), Band = band, Grade = "B2" },
    };

    public static Signal Signal(string id, int minute = 0) => new(id, "pricing-page-view", Noon.AddMinutes(minute), "track");

    public static Activity Received(string id, int minute = 0, Verdict verdict = Verdict.Unknown) =>
        new Activity.SignalReceived(id, Noon.AddMinutes(minute), Signal(id, minute) with { Verdict = verdict });

    public static Message.SignalArrived Arrived(string lead, string id) => new(lead, lead + "@example.com", [Signal(id)]);

    public static Outgoing[] Now(params Message[] messages) => [.. messages.Select(message => new Outgoing(message))];

    public static Dictionary<string, AttributeValue> Attributes(params (string Name, string Value)[] values) =>
        values.ToDictionary(value => value.Name, value => new AttributeValue(value.Value, Noon, AttributeSource.Form));
}
