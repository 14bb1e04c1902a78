using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>Keeping the data clean (semantics 11), one kind of it: looks, changes unless it is a dry run, and leaves a report (register <c>hygiene</c>).</summary>
public abstract class HygieneRun(ILeadStore leads) : ITimed
{
    protected ILeadStore Leads => leads;

    /// <summary>As in the timetable and in its route.</summary>
    public abstract string Name { get; }

    public async Task<string> RunAsync(DateTimeOffset now, CancellationToken ct) => string.Join("; ", (await RunAsync(false, "system", now, ct)).Lines);

    public async Task<HygieneReport> RunAsync(bool dryRun, string by, DateTimeOffset now, CancellationToken ct)
    {
        var report = new HygieneReport(now, dryRun, by, 0, 0, []);
        report = await LookAsync(report, ct);
        for (; ; )
        {
            var kept = await leads.FindRegisterAsync(RegisterNames.Hygiene, Name, ct);
            var write = new RegisterWrite(RegisterNames.Hygiene, Name, JsonSerializer.Serialize(report, WireJson.Default.HygieneReport), kept?.Version ?? 0);
            if (await leads.CommitAsync(new Commit { Registers = [write] }, ct) == CommitResult.Committed)
            {
                return report;
            }
        }
    }

    /// <summary>The latest report; null before the first.</summary>
    public static async Task<HygieneReport?> LastAsync(ILeadStore leads, string name, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Hygiene, name, ct) is { } kept ? JsonSerializer.Deserialize(kept.Value, WireJson.Default.HygieneReport) : null;

    /// <param name="report">To be filled in; says whether anything may be changed.</param>
    protected abstract Task<HygieneReport> LookAsync(HygieneReport report, CancellationToken ct);
}

/// <summary>What a run did, without personal data. Stored.</summary>
/// <param name="Looked">How many it looked at.</param>
/// <param name="Changed">How many it changed, or would change.</param>
public sealed record HygieneReport(DateTimeOffset At, bool DryRun, string By, int Looked, int Changed, IReadOnlyList<string> Lines);
