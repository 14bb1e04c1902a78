using LeadFunctions.Cloud.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Cloud.TimerTriggers;

/// <summary>Finishes commits that were decided and whose messages a crashed instance did not send. Only this host needs it: in the other both are one transaction.</summary>
public sealed class Sweep(CloudHost host, ILogger<Sweep> log)
{
    [Function("sweep-commits")]
    public async Task SweepCommits([TimerTrigger("15 * * * * *")] TimerInfo timer, CancellationToken stopping)
    {
        var world = await host.OpenAsync(stopping);
        if (await world.Sweep(stopping) is > 0 and var finished)
        {
            log.LogWarning("{Count} commits that nobody had finished went out", finished);
        }
    }
}
