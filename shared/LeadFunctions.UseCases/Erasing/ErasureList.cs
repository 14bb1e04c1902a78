using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Erasing;

/// <summary>
/// Who was erased, by lead id (a keyed hash of the address) and instant: register <c>erased</c>. What happened before that instant is never stored again, nor
/// is anything from a file; a form that the person fills in later is.
/// </summary>
public static class ErasureList
{
    public static async Task<(ErasedLead? Entry, long Version)> FindAsync(ILeadStore leads, string leadId, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Erased, leadId, ct) is { } entry ? (Read(entry), entry.Version) : (null, 0);

    public static RegisterWrite Write(string leadId, ErasedLead entry, long version) =>
        new(RegisterNames.Erased, leadId, JsonSerializer.Serialize(entry, WireJson.Default.ErasedLead), version);

    /// <summary>What may still be said about a lead that is not there.</summary>
    public static async Task<List<Signal>> WithoutErasedAsync(ILeadStore leads, string leadId, List<Signal> signals, CancellationToken ct) =>
        (await FindAsync(leads, leadId, ct)).Entry is { } erased
            ? signals.FindAll(signal => signal.At > erased.At && !signal.Source.StartsWith(SignalSource.Import, StringComparison.Ordinal))
            : signals;

    public static async Task<IReadOnlyList<KeyValuePair<string, ErasedLead>>> AllAsync(ILeadStore leads, CancellationToken ct) =>
        [.. (await leads.ListRegisterAsync(RegisterNames.Erased, null, int.MaxValue, ct)).Select(entry => KeyValuePair.Create(entry.Key, Read(entry.Value)))];

    private static ErasedLead Read(RegisterEntry entry) => JsonSerializer.Deserialize(entry.Value, WireJson.Default.ErasedLead)!;
}

/// <summary>An entry of the erasure list, as stored.</summary>
/// <param name="State">One of the words here: how far it has come.</param>
public sealed record ErasedLead(DateTimeOffset At, string State)
{
    /// <summary>From a list older than the store: nothing has been done about it here.</summary>
    public const string Listed = "listed";

    /// <summary>Off every desk and suppressed; what is stored is being erased.</summary>
    public const string Started = "started";

    public const string Done = "done";
}
