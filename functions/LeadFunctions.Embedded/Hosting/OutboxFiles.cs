using System.Text;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>Mails and notifications in folders beside the store: whatever names an erased lead or its address goes.</summary>
public sealed class OutboxFiles(string dataFolder)
{
    private readonly string _outbox = Path.Combine(dataFolder, "outbox");

    public async Task<int> EraseAsync(Erasure erasure, bool dryRun, CancellationToken ct)
    {
        if (!dryRun)
        {
            // Before anything is gone: whoever puts an old backup back finds here who must not come back with it.
            ErasedFile.Append(dataFolder, erasure.LeadIds, erasure.Since);
        }

        var theirs = 0;
        foreach (var file in Directory.Exists(_outbox) ? Directory.EnumerateFiles(_outbox, "*", SearchOption.AllDirectories) : [])
        {
            if (await NamesAsync(file, erasure, ct))
            {
                theirs++;
                Delete(file, dryRun);
            }
        }

        return theirs;
    }

    private static async Task<bool> NamesAsync(string file, Erasure erasure, CancellationToken ct)
    {
        try
        {
            var text = await File.ReadAllTextAsync(file, Encoding.UTF8, ct);
            // A mail's text comes in lines of base64.
            var joined = text.Replace("\r\n", "", StringComparison.Ordinal);
            return erasure.LeadIds.Any(id => text.Contains(id, StringComparison.Ordinal)) || erasure.Traces.AreIn(text) || erasure.Traces.AreIn(joined);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static void Delete(string file, bool dryRun)
    {
        if (!dryRun)
        {
            File.Delete(file);
        }
    }
}
