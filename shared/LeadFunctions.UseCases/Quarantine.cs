using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>What a webhook sent that we do not understand (yet): a new kind of event, a test. Kept as it came for some days, and counted.</summary>
public sealed class Quarantine(ILeadStore leads) : ForgettingRegister(leads, RegisterNames.Quarantine)
{
    private const int LongestRaw = 8_000;

    /// <summary>Durable when it returns. One that is there already stays as it is.</summary>
    public async Task KeepAsync(Quarantined kept, DateTimeOffset now, CancellationToken ct)
    {
        var found = await FindAsync($"{kept.Source}:{kept.Id}", now, ct);
        if (found.Value is null)
        {
            var cut = kept with { Raw = kept.Raw.Length > LongestRaw ? kept.Raw[..LongestRaw] : kept.Raw };
            // A conflict means that somebody else kept it just now.
            _ = await Leads.CommitAsync(new Commit { Registers = [found.Write(JsonSerializer.Serialize(cut, WireJson.Default.Quarantined))] }, ct);
        }
    }

    /// <summary>Oldest first, after <paramref name="afterKey"/>.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, Quarantined>>> ListAsync(string? afterKey, int limit, CancellationToken ct) =>
        [.. (await Leads.ListRegisterAsync(RegisterNames.Quarantine, afterKey, limit, ct))
            .Select(entry => KeyValuePair.Create(entry.Key, JsonSerializer.Deserialize(entry.Value.Value, WireJson.Default.Quarantined)!))];
}

/// <param name="Source"><c>sendgrid</c>.</param>
/// <param name="Id">The event's own id, or a hash of it.</param>
/// <param name="Type">As the source calls it.</param>
/// <param name="Raw">As it came, cut; hostile text.</param>
public sealed record Quarantined(string Source, string Id, string Type, DateTimeOffset At, string Raw);
