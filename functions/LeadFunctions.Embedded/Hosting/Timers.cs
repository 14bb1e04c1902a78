using LeadFunctions.UseCases;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>Runs the timetable: each entry in a loop of its own, so that a long run holds up no other, and never twice at once.</summary>
public sealed class Timers(RunTimer runs, IServiceProvider services, TimeProvider clock, ILogger<Timers> log) : BackgroundService
{
    /// <summary>The longest sleep: a clock that is set forward is noticed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Timetable.All.Select(entry => LoopAsync(entry, stoppingToken)));

    private async Task LoopAsync(TimetableEntry entry, CancellationToken ct)
    {
        var timed = (ITimed)services.GetRequiredService(entry.HandlerType);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var due = await runs.DueAtAsync(entry, ct);
                if (due > clock.GetUtcNow())
                {
                    await SleepUntilAsync(due, ct);
                    if (await runs.DueAtAsync(entry, ct) > clock.GetUtcNow())
                    {
                        // Somebody else ran it meanwhile: a history that is played runs its own.
                        continue;
                    }
                }

                Tell(entry, await runs.RunAsync(entry, timed, ct));
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning("Timer {Timer}: what became of it could not be kept ({Error})", entry.Name, failure.GetType().Name);
                await Task.Delay(AfterFailure, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SleepUntilAsync(DateTimeOffset due, CancellationToken ct)
    {
        for (var left = due - clock.GetUtcNow(); left > TimeSpan.Zero; left = due - clock.GetUtcNow())
        {
            await Task.Delay(left < Longest ? left : Longest, clock, ct);
        }
    }

    /// <summary>What ticks is told only when it fails; what runs daily or less, each time.</summary>
    private void Tell(TimetableEntry entry, TimerRun run)
    {
        if (run.Ok != true)
        {
            log.LogWarning("Timer {Timer}: {Report}; its next time tries again", entry.Name, run.Report);
        }
        else if (!entry.IsTick)
        {
            log.LogInformation("Timer {Timer}: {Report}", entry.Name, run.Report);
        }
    }
}
