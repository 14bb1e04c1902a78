using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Tries the leads that wait for an owner again, first in, first out. Run by a timer and after anything that may free somebody.</summary>
public sealed class DrainHolding(ILeadStore leads, IMessageQueue queue)
{
    private const int PageSize = 100;

    /// <returns>How many were tried.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var waiting = await leads.ListRegisterAsync(RegisterNames.Holding, null, PageSize, ct);
        if (waiting.Count > 0)
        {
            await queue.EnqueueAsync([.. waiting.Select(entry => new Outgoing(new Message.LeadNeedsOwner(LeadOf(entry.Value.Value), "held")))], ct);
        }

        return waiting.Count;
    }

    /// <summary>Keys sort by the instant the wait began.</summary>
    public static string KeyOf(string leadId, DateTimeOffset since) =>
        since.ToUnixTimeMilliseconds().ToString("D15", System.Globalization.CultureInfo.InvariantCulture) + ":" + leadId;

    public static string ValueOf(string leadId) => JsonSerializer.Serialize(leadId, WireJson.Default.String);

    private static string LeadOf(string value) => JsonSerializer.Deserialize(value, WireJson.Default.String)!;
}
