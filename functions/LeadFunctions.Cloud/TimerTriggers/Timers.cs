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
}
