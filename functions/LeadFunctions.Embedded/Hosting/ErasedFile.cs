using System.Globalization;
using LeadFunctions.Domain.Identity;
using LeadFunctions.UseCases.Erasing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>
/// The erasure list beside the store, <c>DIR/erased.txt</c>: a line per erased lead, its id (a keyed hash of the address) and the instant. It outlives a store
/// that is replaced by an older backup.
/// </summary>
public static class ErasedFile
{
    private const string Name = "erased.txt";

    public static void Append(string dataFolder, IEnumerable<string> leadIds, DateTimeOffset at)
    {
        using var file = new FileStream(Path.Combine(dataFolder, Name), FileMode.Append, FileAccess.Write, FileShare.Read);
        using (var text = new StreamWriter(file, leaveOpen: true))
        {
            foreach (var id in leadIds)
            {
                text.Write(string.Create(CultureInfo.InvariantCulture, $"{id} {at:O}\n"));
            }
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>Whoever is on the file's list and not on the store's gets onto it: the erasing timer does the rest.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> HonourAsync(string dataFolder, ILeadStore store, CancellationToken ct)
    {
        var path = Path.Combine(dataFolder, Name);
        var missing = 0;
        foreach (var line in File.Exists(path) ? await File.ReadAllLinesAsync(path, ct) : [])
        {
            if (line.Split(' ') is [var id, var instant] && LeadId.IsOne(id) && DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, out var at)
                && await ErasureList.FindAsync(store, id, ct) is var (entry, version) && (entry is null || entry.At < at))
            {
                await store.CommitAsync(new Commit { Registers = [ErasureList.Write(id, new ErasedLead(at, ErasedLead.Listed), version)] }, ct);
                missing++;
            }
        }

        return missing;
    }
}
