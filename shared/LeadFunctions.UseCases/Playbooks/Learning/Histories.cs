using System.Threading.Channels;
using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>The recorded history of every lead, read lead by lead by a few readers at once; only as many are in memory as are being looked at.</summary>
public sealed class Histories(ILeadStore leads)
{
    private const int PageSize = 200;

    /// <summary>Ids read ahead of the replay: soon it is known how many there are.</summary>
    private const int Ahead = 20_000;

    private static readonly int Readers = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <param name="seen">Called by one reader at a time, after each lead; keep it short.</param>
    /// <param name="progress">After each lead; called by many at once.</param>
    /// <returns>When nothing is read any more, whether it went well or not.</returns>
    public async Task ForEachAsync(Func<Action<LeadHistory>> seen, Action<ReadSoFar>? progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var (ids, read, all) = (Channel.CreateBounded<(string Id, string Email)>(Ahead), 0, 0);
        async Task ReadAsync()
        {
            var see = seen();
            await foreach (var (id, email) in ids.Reader.ReadAllAsync(stop.Token))
            {
                stop.Token.ThrowIfCancellationRequested();
                see(Of(id, email, await TimelineAsync(id, stop.Token)));
                progress?.Invoke(new ReadSoFar(Interlocked.Increment(ref read), Volatile.Read(ref all) is > 0 and var of ? of : null));
            }
        }

        async Task WriteAsync()
        {
            Volatile.Write(ref all, await ListAsync(ids.Writer, stop.Token));
            ids.Writer.Complete();
        }

        await TogetherAsync([.. Enumerable.Range(0, Readers).Select(_ => Task.Run(ReadAsync, CancellationToken.None)), WriteAsync()], stop);
    }

    /// <summary>The first that fails stops the others, and what it failed of is what is thrown.</summary>
    private static async Task TogetherAsync(List<Task> tasks, CancellationTokenSource stop)
    {
        Task? failed = null;
        while (tasks.Count > 0)
        {
            var done = await Task.WhenAny(tasks);
            tasks.Remove(done);
            if (!done.IsCompletedSuccessfully)
            {
                failed ??= done;
                await stop.CancelAsync();
            }
        }

        await (failed ?? Task.CompletedTask);
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
            Taken = [.. Taken(timeline)],
            Rejected = [.. timeline.OfType<Activity.Acted>().Where(acted => acted is { Action: "reject", Reason: not null }).Select(acted => acted.Reason!)],
        };
    }

    /// <summary>By hand, and whose it was when it became a deal.</summary>
    private static IEnumerable<(DateTimeOffset At, string PersonId)> Taken(IReadOnlyList<Activity> timeline)
    {
        string? owner = null;
        foreach (var activity in timeline.Where(one => one is Activity.RoutingDecided or Activity.Acted { Action: "convert" }).OrderBy(one => one.At))
        {
            owner = (activity as Activity.RoutingDecided)?.Decision.PersonId ?? owner;
            if (owner is not null && activity is not Activity.RoutingDecided { Decision.RuleKind: not Router.Manual })
            {
                yield return (activity.At, owner);
            }
        }
    }

    private static IEnumerable<SaidFact> Said(Signal signal) =>
        Said(signal.Fields ?? new Dictionary<string, string>(), signal.At, signal.Source.StartsWith("import", StringComparison.Ordinal) ? AttributeSource.Import : AttributeSource.Form);

    private static IEnumerable<SaidFact> Said(IReadOnlyDictionary<string, string> fields, DateTimeOffset at, AttributeSource source) =>
        fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).Select(field => new SaidFact(at, field.Key, field.Value.Trim(), source));

    private async Task<int> ListAsync(ChannelWriter<(string Id, string Email)> to, CancellationToken ct)
    {
        var (cursor, count) = ((string?)null, 0);
        do
        {
            var page = await leads.ListAsync(new LeadQuery(Sort: "email", Limit: PageSize, Cursor: cursor), ct);
            foreach (var row in page.Items)
            {
                await to.WriteAsync((row.Id, row.Email), ct);
            }

            (cursor, count) = (page.Next, count + page.Items.Count);
        }
        while (cursor is not null);
        return count;
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

/// <param name="Of">How many there are; null while that is not known.</param>
public readonly record struct ReadSoFar(int Read, int? Of);
