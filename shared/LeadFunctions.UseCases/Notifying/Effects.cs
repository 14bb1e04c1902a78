using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Notifying;

/// <summary>How far an effect is, as stored under its permanent key, with the version a conditional write needs.</summary>
public sealed record Effect(string Key, string State, long Version)
{
    public const string Free = "free";
    public const string Claimed = "claimed";
    public const string Sent = "sent";
    public const string Unknown = "unknown";

    private const string InDigest = "in:";

    /// <summary>Nobody has touched it yet.</summary>
    public bool IsNew => Version == 0;

    public bool IsSettled => State is Sent or Unknown;

    /// <summary>The effect key of the digest that it goes out with; null when it goes by itself.</summary>
    public string? Digest => State.StartsWith(InDigest, StringComparison.Ordinal) ? State[InDigest.Length..] : null;

    public static async Task<Effect> FindAsync(ILeadStore leads, string key, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Effects, key, ct) is { } entry
            ? new Effect(key, JsonSerializer.Deserialize(entry.Value, WireJson.Default.String) ?? Free, entry.Version)
            : new Effect(key, Free, 0);

    public RegisterWrite Becomes(string state) => new(RegisterNames.Effects, Key, JsonSerializer.Serialize(state, WireJson.Default.String), Version);

    public RegisterWrite GoesWith(string digestKey) => Becomes(InDigest + digestKey);
}
