using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Erasing;

/// <summary>
/// Erases leads from the file: found by reading beside the writer, erased in one transaction, then looked for again, since steps were running meanwhile.
/// </summary>
internal sealed class Eraser(Readers readers, Writer writer, (StepQueues Steps, Room Room) queue, Cleaner cleaner)
{
    private const int Passes = 3;

    public async Task<Erased> EraseAsync(Erasure erasure, bool dryRun, CancellationToken ct)
    {
        var mentions = new Mentions(readers, erasure.Traces);
        var found = Find(mentions, erasure, ct);
        if (dryRun)
        {
            return new Erased(Count("SELECT count(*) FROM activities WHERE lead = ?1", erasure.LeadIds), erasure.Visitors.Count, found.Messages.Count, found.Registers.Count, Others(found));
        }

        var erased = await WriteAsync(found);
        for (var pass = 1; pass < Passes && (found = Find(mentions, erasure, ct)) is { } left && left.Documents.Count + left.Messages.Count + left.Registers.Count > 0; pass++)
        {
            await WriteAsync(left);
        }

        if (!erasure.Again || erased != new Erased())
        {
            await cleaner.RunAsync();
        }

        return erased with { Mentions = Math.Max(0, erased.Mentions - erasure.LeadIds.Count) };
    }

    private Task<Erased> WriteAsync(ErasePlan found)
    {
        var item = new EraseItem(found, queue);
        writer.Submit(item);
        return item.Answer;
    }

    private static ErasePlan Find(Mentions mentions, Erasure erasure, CancellationToken ct) =>
        new(erasure, mentions.InDocuments(ct), mentions.InMessages(erasure.LeadIds), mentions.InRegisters(ct));

    private static int Others(ErasePlan found) => Math.Max(0, found.Documents.Count(one => one.Table == "leads") - found.Erasure.LeadIds.Count);

    private int Count(string sql, IReadOnlyList<string> ids) => ids.Sum(id => readers.Read((sql, id), static (reader, sought) =>
    {
        var row = reader[sought.sql].Bind(1, sought.id);
        row.Step();
        var count = (int)row.Long(0);
        row.Reset();
        return count;
    }));
}
