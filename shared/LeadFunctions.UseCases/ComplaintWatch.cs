using System.Text.Json;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// The complaint brake as it is stored: one for all processes, and it outlives them. A complaint is counted in the commit of its effect, so once; the mails that it
/// is a share of are read from the figures of the last days only when there is one. Figures come a moment after the mails, so the brake errs on the side of stopping.
/// </summary>
public sealed class ComplaintWatch(ILeadStore leads)
{
    private const string Key = "complaints";

    /// <returns>Until when no mail of a sequence goes; null when they may.</returns>
    public async Task<DateTimeOffset?> PausedUntilAsync(DateTimeOffset now, CancellationToken ct) => (await FindAsync(ct)).Brake.PausedUntil(now);

    /// <returns>What goes into the commit of these complaints.</returns>
    public async Task<RegisterWrite> CountedAsync(int complaints, DateTimeOffset now, CancellationToken ct)
    {
        var (found, version) = await FindAsync(ct);
        var brake = found;
        for (; complaints > 0; complaints--)
        {
            brake = brake.Complained(now, await SentAsync(brake.MailsFrom(now), ct));
        }

        if (brake.Since != found.Since)
        {
            UseCaseMeters.Brakes.Add(1);
        }

        return new RegisterWrite(RegisterNames.Brake, Key, JsonSerializer.Serialize(brake, WireJson.Default.ComplaintBrake), version);
    }

    private async Task<(ComplaintBrake Brake, long Version)> FindAsync(CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Brake, Key, ct) is { } entry
            ? (JsonSerializer.Deserialize(entry.Value, WireJson.Default.ComplaintBrake)!, entry.Version)
            : (ComplaintBrake.Off, 0);

    private async Task<long> SentAsync(DateOnly from, CancellationToken ct)
    {
        var prefix = Families.Bucket(Families.Flow, from)[..(Families.Flow.Length + 1)];
        var days = await leads.ListRegisterAsync(RegisterNames.Figures, Families.Bucket(Families.Flow, from.AddDays(-1)), 10, ct);
        return days.Where(day => day.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Sum(day => JsonSerializer.Deserialize(day.Value.Value, WireJson.Default.DictionaryStringInt64)!.GetValueOrDefault(Measures.Sent));
    }
}
