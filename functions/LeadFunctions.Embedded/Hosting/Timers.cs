using LeadFunctions.UseCases;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>The ticking part: wakes the leads that time has changed, those whose owner is gone and those waiting for one. A missed or doubled tick changes nothing.</summary>
public sealed class Timers(
    RunDueLeads due, RequeueLeads requeue, DrainHolding holding, IEnumerable<ForgettingRegister> registers, TimeProvider clock, ILogger<Timers> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    // Per tick and register 50,000 entries: more than can be written in the same time for long.
    private const int MostRuns = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                await TickAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TickAsync(CancellationToken ct)
    {
        try
        {
            var woken = await due.RunAsync(ct);
            var orphaned = await requeue.RunAsync(ct);
            var drained = await holding.RunAsync(ct);
            foreach (var register in registers)
            {
                await ForgetAsync(register, ct);
            }

            if (woken + orphaned + drained > 0)
            {
                log.LogInformation("Timer: {Due} leads due, {Orphaned} taken from people who are gone, {Held} held leads tried again", woken, orphaned, drained);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning("Timer: this tick failed ({Error}); the next one tries again", failure.GetType().Name);
        }
    }

    private async Task ForgetAsync(ForgettingRegister register, CancellationToken ct)
    {
        for (var runs = 0; runs < MostRuns && await register.ForgetAsync(clock.GetUtcNow(), ct) == ForgettingRegister.MostPerRun; runs++)
        {
        }
    }
}
