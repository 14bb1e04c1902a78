using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.TimerTriggers;

/// <summary>Everything that runs by the clock: one trigger per entry of the timetable, with its schedule. Of all instances one fires; a missed run comes once.</summary>
public sealed class Timers(TimerDoor door)
{
    [Function("due-leads")]
    public Task DueLeads([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("due-leads", stopping);

    [Function("requeue-leads")]
    public Task RequeueLeads([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("requeue-leads", stopping);

    [Function("drain-holding")]
    public Task DrainHolding([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("drain-holding", stopping);

    [Function("forget-registers")]
    public Task ForgetRegisters([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("forget-registers", stopping);

    [Function("metrics")]
    public Task Metrics([TimerTrigger("0 5 * * * *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("metrics", stopping);

    [Function("duplicates")]
    public Task Duplicates([TimerTrigger("0 0 3 * * 1")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("duplicates", stopping);

    [Function("validation")]
    public Task Validation([TimerTrigger("0 30 3 * * 1")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("validation", stopping);

    [Function("archive-preview")]
    public Task ArchivePreview([TimerTrigger("0 30 4 1 1,4,7,10 *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("archive-preview", stopping);

    [Function("archive")]
    public Task Archive([TimerTrigger("0 30 4 8 1,4,7,10 *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("archive", stopping);

    [Function("accounts")]
    public Task Accounts([TimerTrigger("0 0 4 2 * *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("accounts", stopping);

    [Function("finish-erasures")]
    public Task FinishErasures([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken stopping) => door.RunAsync("finish-erasures", stopping);
}
