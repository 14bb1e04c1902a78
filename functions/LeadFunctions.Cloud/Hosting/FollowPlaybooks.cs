using System.Text.Json;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>Asks every half a minute for playbook versions that other instances published: one query over what is newer, usually nothing. One caller asks, the others go on.</summary>
public sealed class FollowPlaybooks(ILeadStore store, PlaybookShelf shelf, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private long _nextAt = (clock.GetUtcNow() + Every).UtcTicks;

    public async Task FollowAsync(CancellationToken ct)
    {
        var (now, due) = (clock.GetUtcNow(), Volatile.Read(ref _nextAt));
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextAt, (now + Every).UtcTicks, due) != due)
        {
            return;
        }

        try
        {
            foreach (var next in await PlaybookHistory.ReadAsync(store, PlaybookHistory.KeyOf(shelf.Versions[^1].From), ct))
            {
                shelf.Publish(next);
                log.LogInformation("Playbook {Version} is in force", next.Rules.Version);
            }
        }
        catch (Exception failed) when (failed is StorageException or FormatException or JsonException)
        {
            log.LogWarning("Playbooks could not be asked for ({Error}); the one before stays", failed.GetType().Name);
        }
    }
}
