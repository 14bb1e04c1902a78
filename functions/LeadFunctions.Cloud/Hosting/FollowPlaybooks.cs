using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks.Publishing;
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
            if (await new PlaybookVersions(store).RefreshAsync(shelf, ct) > 0)
            {
                log.LogInformation("Playbook {Version} is in force", shelf.Current.Version);
            }
        }
        catch (Exception failed) when (failed is StorageException or PlaybookLostException)
        {
            log.LogWarning("Playbooks could not be asked for ({Error}); the one before stays", failed.GetType().Name);
        }
    }
}
