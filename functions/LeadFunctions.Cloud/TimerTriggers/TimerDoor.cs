using LeadFunctions.Cloud.Hosting;
using LeadFunctions.UseCases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Cloud.TimerTriggers;

/// <summary>From a timer to the entry of the timetable of its name. What became of it is kept where <c>GET timers</c> reads it; a failed run waits for its next time.</summary>
public sealed class TimerDoor(CloudHost host, ILogger<TimerDoor> log)
{
    public async Task RunAsync(string name, CancellationToken stopping)
    {
        var world = await host.OpenAsync(stopping);
        var entry = Timetable.ByName(name) ?? throw new InvalidOperationException($"The timetable has no {name}.");
        var timed = (ITimed)world.Services.GetRequiredService(entry.HandlerType);
        var run = await world.Services.GetRequiredService<RunTimer>().RunAsync(entry, timed, stopping);
        log.Log(run.Ok == true ? LogLevel.Information : LogLevel.Warning, "Timer {Timer}: {Report}", name, run.Report);
    }
}
