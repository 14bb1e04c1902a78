using System.Threading.Channels;
using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>The recorded history of every lead, read lead by lead by a few readers at once; only as many are in memory as are being looked at.</summary>
public sealed class Histories(ILeadStore leads)
{
    private const int PageSize = 200;
    private const int Ahead = 1000;
    private static readonly int Readers = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <param name="seen">Called by one reader at a time, after each lead; keep it short.</param>
    /// <param name="progress">How many leads were read.</param>
    public async Task ForEachAsync(Func<Action<LeadHistory>> seen, Action<int>? progress, CancellationToken ct)
    {
        var ids = Channel.CreateBounded<(string Id, string Email)>(Ahead);
        var read = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(
            async () =>
            {
                var see = seen();
                await foreach (var (id, email) in ids.Reader.ReadAllAsync(stop.Token))
                {
                    see(Of(id, email, await TimelineAsync(id, stop.Token)));
                    progress?.Invoke(Interlocked.Increment(ref read));
                }
            },
            stop.Token)).ToList();
        try
        {
            await ListAsync(ids.Writer, stop.Token);
            ids.Writer.Complete();
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }

        await Task.WhenAll(readers);
    }

    /// <summary>All of them at once, by lead id: for what looks at them more than once.</summary>
    public async Task<IReadOnlyList<LeadHistory>> AllAsync(CancellationToken ct)
    {
        var all = new List<LeadHistory>();
        await ForEachAsync(
            () => history =>
            {
                lock (all)
                {
                    all.Add(history);
                }
            },
            null, ct);
        return [.. all.OrderBy(history => history.LeadId, StringComparer.Ordinal)];
    }

    /// <summary>From the lead's timeline, in any order.</summary>
    public static LeadHistory Of(string leadId, string email, IReadOnlyList<Activity> timeline)
    {
        var signals = timeline.OfType<Activity.SignalReceived>().Select(one => one.Signal).Where(signal => signal.Verdict != Verdict.Machine).ToList();
        var events = signals.Select(signal => new LedgerEvent(signal.Id, signal.Name, signal.At)).DistinctBy(one => one.Id).ToList();
        events.Sort(static (left, right) => LedgerOrder.Compare(left, right));
        var stages = timeline.OfType<Activity.StageChanged>().OrderBy(change => change.At).ToList();
        return new LeadHistory(leadId, email, events)
        {
            Facts = [.. signals.SelectMany(Said)
                .Concat(timeline.OfType<Activity.Edited>().SelectMany(edit => Said(edit.Fields, edit.At, AttributeSource.Human)))
                .Concat(timeline.OfType<Activity.Enriched>().SelectMany(known => Said(known.Fields, known.At, AttributeSource.Enrichment)))
                .OrderBy(fact => fact.At).ThenBy(fact => fact.Attribute, StringComparer.Ordinal)],
            Touches = [.. signals.Where(signal => signal.Attribution is not null).Select(signal => new Touch(signal.Attribution!, signal.At)).OrderBy(touch => touch.At)],
            Adjustments = [.. timeline.OfType<Activity.Adjusted>().Select(one => new Adjustment(one.Id, one.At, one.By, one.Points, one.Reason))],
            SqlAt = stages.FirstOrDefault(change => change.To == Stage.Sql)?.At,
            WonAt = stages.FirstOrDefault(change => change.To == Stage.Customer)?.At,
            Rejected = [.. timeline.OfType<Activity.Acted>().Where(acted => acted is { Action: "reject", Reason: not null }).Select(acted => acted.Reason!)],
        };
    }

    private static IEnumerable<SaidFact> Said(Signal signal) =>
        Said(signal.Fields ?? new Dictionary<string, string>(), signal.At, signal.Source.StartsWith("import", StringComparison.Ordinal) ? AttributeSource.Import : AttributeSource.Form);

    private static IEnumerable<SaidFact> Said(IReadOnlyDictionary<string, string> fields, DateTimeOffset at, AttributeSource source) =>
        fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).Select(field => new SaidFact(at, field.Key, field.Value.Trim(), source));

    private async Task ListAsync(ChannelWriter<(string Id, string Email)> to, CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var page = await leads.ListAsync(new LeadQuery(Sort: "email", Limit: PageSize, Cursor: cursor), ct);
            foreach (var row in page.Items)
            {
                await to.WriteAsync((row.Id, row.Email), ct);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private async Task<List<Activity>> TimelineAsync(string leadId, CancellationToken ct)
    {
        var timeline = new List<Activity>();
        string? cursor = null;
        do
        {
            var page = await leads.ActivitiesAsync(leadId, cursor, PageSize, ct);
            timeline.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return timeline;
    }
}
