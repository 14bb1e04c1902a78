using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// An entry of the timetable is due -> it runs, and what became of it is kept (register <c>timers</c>). A run that was missed while nothing ran is made up for
/// once, however many were missed; a failed one waits for its next time.
/// </summary>
public sealed class RunTimer(ILeadStore leads, TimeProvider clock)
{
    /// <summary>When the entry runs next. Ticks of a new installation run at once, the others wait for their first time.</summary>
    public async Task<DateTimeOffset> DueAtAsync(TimetableEntry entry, CancellationToken ct)
    {
        var (kept, _) = await FindAsync(leads, entry.Name, ct);
        if (kept is not null)
        {
            return entry.Next(kept.LastAt ?? kept.Since);
        }

        var now = clock.GetUtcNow();
        // Remembered, so that a host that is never up at that hour still sees that it missed one.
        await KeepAsync(entry, _ => new TimerRun(now), ct);
        return entry.IsTick ? now : entry.Next(now);
    }

    /// <returns>What is kept of the run.</returns>
    public async Task<TimerRun> RunAsync(TimetableEntry entry, ITimed timed, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (ok, report) = (true, "");
        try
        {
            report = await timed.RunAsync(now, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            (ok, report) = (false, "failed: " + failure.GetType().Name);
        }

        return await KeepAsync(entry, kept => new TimerRun(kept?.Since ?? now, now, ok, report), ct);
    }

    /// <summary>The last run of each entry, in the timetable's order; null for one that has not been seen yet.</summary>
    public static async Task<IReadOnlyList<(TimetableEntry Entry, TimerRun? Last)>> ListAsync(ILeadStore leads, CancellationToken ct)
    {
        var kept = (await leads.ListRegisterAsync(RegisterNames.Timers, null, int.MaxValue, ct)).ToDictionary(entry => entry.Key, entry => Read(entry.Value));
        return [.. Timetable.All.Select(entry => (entry, kept.GetValueOrDefault(entry.Name)))];
    }

    private async Task<TimerRun> KeepAsync(TimetableEntry entry, Func<TimerRun?, TimerRun> change, CancellationToken ct)
    {
        for (; ; )
        {
            var (kept, version) = await FindAsync(leads, entry.Name, ct);
            var next = change(kept);
            var write = new RegisterWrite(RegisterNames.Timers, entry.Name, JsonSerializer.Serialize(next, WireJson.Default.TimerRun), version);
            if (await leads.CommitAsync(new Commit { Registers = [write] }, ct) == CommitResult.Committed)
            {
                return next;
            }
        }
    }

    private static async Task<(TimerRun? Kept, long Version)> FindAsync(ILeadStore leads, string name, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Timers, name, ct) is { } entry ? (Read(entry), entry.Version) : (null, 0);

    private static TimerRun Read(RegisterEntry entry) => JsonSerializer.Deserialize(entry.Value, WireJson.Default.TimerRun)!;
}

/// <summary>The last run of a timer, as stored.</summary>
/// <param name="Since">When this timer was first heard of.</param>
/// <param name="LastAt">When it last began; null when it never has.</param>
/// <param name="Report">One line about what it did, or why it failed.</param>
public sealed record TimerRun(DateTimeOffset Since, DateTimeOffset? LastAt = null, bool? Ok = null, string? Report = null);
