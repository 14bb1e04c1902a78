using LeadFunctions.UseCases;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>The ticking part: wakes the leads that time has changed and those waiting for an owner. A missed or doubled tick changes nothing.</summary>
public sealed class Timers(RunDueLeads due, DrainHolding holding, IdempotencyRegister idempotency, TimeProvider clock, ILogger<Timers> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

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
            var drained = await holding.RunAsync(ct);
            await idempotency.ForgetAsync(clock.GetUtcNow(), ct);
            if (woken + drained > 0)
            {
                log.LogInformation("Timer: {Due} leads due, {Held} held leads tried again", woken, drained);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning("Timer: this tick failed ({Error}); the next one tries again", failure.GetType().Name);
        }
    }
}
