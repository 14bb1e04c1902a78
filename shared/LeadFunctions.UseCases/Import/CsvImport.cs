using System.Globalization;
using CsvHelper;
using LeadFunctions.UseCases.Erasing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Import;

/// <summary>Feeds rows into the chain in durable batches and remembers how far it came (register <c>imports</c>, by file hash).</summary>
public sealed class CsvImport(IMessageQueue queue, ILeadStore store, NewId ids, TimeProvider clock)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan FullWait = TimeSpan.FromMilliseconds(200);

    public async Task<ImportReport> RunAsync(CsvRows rows, ImportMapping mapping, Action<double> progress, CancellationToken ct)
    {
        var report = new ImportReport();
        var before = await store.FindRegisterAsync(RegisterNames.Imports, rows.Hash, ct);
        var (done, version) = before is null ? (0, 0L) : (int.Parse(before.Value, CultureInfo.InvariantCulture), before.Version);
        var batch = new List<Outgoing>(BatchSize);
        for (var number = 1; Next(rows, report, out var row); number++)
        {
            if (row is not null)
            {
                await AddAsync(row, rows.Line, number <= done, mapping, report, batch, ct);
            }

            if (batch.Count == BatchSize)
            {
                version = await FlushAsync(batch, rows.Hash, number, version, ct);
                progress(rows.Share);
            }
        }

        await FlushAsync(batch, rows.Hash, report.Accepted + report.Skipped + report.ErrorCount, version, ct);
        return report;
    }

    /// <returns>False at the end; a row that is not CSV is an error of its own and gives null.</returns>
    private static bool Next(CsvRows rows, ImportReport report, out IReadOnlyDictionary<string, string>? row)
    {
        row = null;
        try
        {
            row = rows.Next();
            return row is not null;
        }
        catch (CsvFormatException broken)
        {
            report.Add(rows.Line, "not readable as CSV: " + broken.GetType().Name);
            return true;
        }
    }

    private async Task AddAsync(IReadOnlyDictionary<string, string> row, long line, bool done, ImportMapping mapping, ImportReport report, List<Outgoing> batch, CancellationToken ct)
    {
        var (message, error) = ImportRow.Read(row, mapping, ids, clock.GetUtcNow());
        if (message is null)
        {
            report.Add(line, error!);
            return;
        }

        if ((await ErasureList.FindAsync(store, message.LeadId, ct)).Entry is not null)
        {
            report.Add(line, "the person was erased on request");
            return;
        }

        if (mapping.Outcome is { } outcome)
        {
            report.Outcomes.Add((message.LeadId, ImportRow.Succeeded(row, outcome)));
        }

        if (done)
        {
            report.Skipped++;
            return;
        }

        report.Accepted++;
        batch.Add(new Outgoing(message));
    }

    /// <summary>First the rows, then the mark: a crash in between repeats rows, whose ids make repeats harmless.</summary>
    private async Task<long> FlushAsync(List<Outgoing> batch, string hash, int rowsDone, long version, CancellationToken ct)
    {
        while (batch.Count > 0)
        {
            try
            {
                await queue.EnqueueAsync(batch, ct);
                batch.Clear();
            }
            catch (QueueFullException)
            {
                await Task.Delay(FullWait, clock, ct);
            }
        }

        var mark = new RegisterWrite(RegisterNames.Imports, hash, rowsDone.ToString(CultureInfo.InvariantCulture), version);
        await store.CommitAsync(new Commit { Registers = [mark] }, ct);
        return (await store.FindRegisterAsync(RegisterNames.Imports, hash, ct))?.Version ?? 0;
    }
}

/// <summary>What became of the rows.</summary>
public sealed class ImportReport
{
    private const int MostKept = 1000;

    public int Accepted { get; set; }

    public int Skipped { get; set; }

    public int ErrorCount { get; private set; }

    public List<(long Line, string Reason)> Errors { get; } = [];

    public List<(string LeadId, bool Success)> Outcomes { get; } = [];

    public void Add(long line, string reason)
    {
        ErrorCount++;
        if (Errors.Count < MostKept)
        {
            Errors.Add((line, reason));
        }
    }
}
