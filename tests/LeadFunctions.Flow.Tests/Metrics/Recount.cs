using System.Globalization;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Metrics;

namespace LeadFunctions.Flow.Tests.Metrics;

/// <summary>The figures worked out anew from every timeline, the way a person with a spreadsheet would: no contributions, no differences.</summary>
internal sealed class Recount
{
    private static readonly string[] Way = ["raw", "mql", "sal", "sql", "opportunity", "customer"];

    /// <summary>By bucket and measure.</summary>
    public SortedDictionary<string, long> Sums { get; } = new(StringComparer.Ordinal);

    public void Add(Lead lead, IReadOnlyList<Activity> timeline)
    {
        var cohort = new List<(string Measure, long Amount)> { ("entered", 1) };
        var changes = timeline.OfType<Activity.StageChanged>().ToList();
        var visited = changes.Select(change => Name(change.To)).Append("raw").ToHashSet();
        var furthest = visited.Select(stage => stage == "lost" ? 4 : Array.IndexOf(Way, stage)).Max();
        cohort.AddRange(Way.Take(furthest + 1).Skip(1).Select(stage => ("reached." + stage, 1L)));
        cohort.AddRange(Responses(timeline).SelectMany(response => Response(response.Waited)));
        cohort.AddRange(Deals(timeline).SelectMany(deal => deal.Won ? new[] { ("won", 1L), ("amount", deal.Cents) } : [("lost", 1L)]));
        cohort.AddRange(Deals(timeline).SelectMany(deal => new[] { ("cycle.n", 1L), ("cycle.ms", (long)(deal.At - deal.Qualified).TotalMilliseconds) }));
        foreach (var (measure, amount) in cohort)
        {
            foreach (var bucket in new[] { "cohort:" + Day(lead.CreatedAt), $"by-source:{Day(lead.CreatedAt)}|{lead.FirstTouch!.Attribution.Source?.Trim().ToLowerInvariant() ?? "(none)"}" })
            {
                Count(bucket, measure, amount);
            }
        }

        Standing(lead, timeline, changes);
        Flow(lead, timeline, changes);
    }

    private void Standing(Lead lead, IReadOnlyList<Activity> timeline, List<Activity.StageChanged> changes)
    {
        var cohort = "cohort:" + Day(lead.CreatedAt);
        Count(cohort, "now." + (changes.Count == 0 ? "raw" : Name(changes[^1].To)), 1);
        Count(cohort, "band." + lead.Score.Band, 1);
        var (stage, since) = ("raw", lead.CreatedAt);
        foreach (var change in changes)
        {
            var spent = (long)(change.At - since).TotalMilliseconds;
            Count(cohort, $"stay.{stage}.n", 1);
            Count(cohort, $"stay.{stage}.ms", spent);
            Count(cohort, $"stay.{stage}.h{LogBuckets.Of(spent):D4}", 1);
            (stage, since) = (Name(change.To), change.At);
        }

        foreach (var (waited, _) in Responses(timeline))
        {
            Count(cohort, $"response.s{LogBuckets.Steps.Count(step => waited > step * 1000):D3}", 1);
        }

        foreach (var (policy, met, _) in Promises(timeline))
        {
            Count(cohort, met ? "sla.met" : "sla.breached", 1);
            Count(cohort, (met ? "sla.met." : "sla.breached.") + policy, 1);
        }
    }

    private void Flow(Lead lead, IReadOnlyList<Activity> timeline, List<Activity.StageChanged> changes)
    {
        Count("flow:" + Day(lead.CreatedAt), "entered", 1);
        Count("flow:" + Day(lead.CreatedAt), "to.raw", 1);
        foreach (var change in changes)
        {
            Count("flow:" + Day(change.At), "to." + Name(change.To), 1);
            if (change is { Cause: "reject", From: Stage.Mql or Stage.Sal })
            {
                Count("flow:" + Day(change.At), "rejected", 1);
                Count("flow:" + Day(change.At), "reject." + change.Reason, 1);
            }
        }

        foreach (var (waited, at) in Responses(timeline))
        {
            Response(waited).ToList().ForEach(part => Count("flow:" + Day(at), part.Measure, part.Amount));
        }

        foreach (var deal in Deals(timeline))
        {
            Count("flow:" + Day(deal.At), deal.Won ? "won" : "lost", 1);
            Count("flow:" + Day(deal.At), "amount", deal.Won ? deal.Cents : 0);
        }

        foreach (var (policy, met, started) in Promises(timeline))
        {
            Count("flow:" + Day(started), met ? "sla.met" : "sla.breached", 1);
            Count("flow:" + Day(started), (met ? "sla.met." : "sla.breached.") + policy, 1);
        }
    }

    /// <summary>The first human contact after each time it became an MQL.</summary>
    private static IEnumerable<(long Waited, DateTimeOffset At)> Responses(IReadOnlyList<Activity> timeline)
    {
        DateTimeOffset? waits = null;
        foreach (var activity in timeline)
        {
            if (activity is Activity.StageChanged { To: Stage.Mql })
            {
                waits = activity.At;
            }
            else if (activity is Activity.Acted { Action: "contact" } acted && acted.Details["outcome"] != "auto-reply" && waits is { } since)
            {
                yield return ((long)(acted.At - since).TotalMilliseconds, acted.At);
                waits = null;
            }
        }
    }

    private static IEnumerable<(bool Won, long Cents, DateTimeOffset Qualified, DateTimeOffset At)> Deals(IReadOnlyList<Activity> timeline)
    {
        var (qualified, ofDeal, cents, closed) = (default(DateTimeOffset), default(DateTimeOffset), 0L, true);
        for (var at = 0; at < timeline.Count; at++)
        {
            switch (timeline[at])
            {
                case Activity.StageChanged { To: Stage.Sql } change:
                    qualified = change.At;
                    break;
                case Activity.StageChanged { To: Stage.Opportunity } change:
                    var convert = timeline.Take(at + 1).OfType<Activity.Acted>().Last(acted => acted.Action == "convert");
                    (ofDeal, closed, cents) = (qualified, false, Cents(convert));
                    break;
                case Activity.StageChanged { To: Stage.Customer } change:
                    yield return (true, Cents(timeline.OfType<Activity.Acted>().Last(acted => acted.Action == "win" && acted.At <= change.At)), ofDeal, change.At);
                    closed = true;
                    break;
                case Activity.StageChanged { To: Stage.Lost } change:
                    yield return (false, cents, ofDeal, change.At);
                    closed = true;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Every clock that was met, or breached, whatever came of it later.</summary>
    private static IEnumerable<(string Policy, bool Met, DateTimeOffset Started)> Promises(IReadOnlyList<Activity> timeline) =>
        from clock in timeline.OfType<Activity.Clocked>().GroupBy(clock => clock.ClockId)
        let breached = clock.Any(one => one.What is ClockEvents.Breached or ClockEvents.Late)
        where breached || clock.Any(one => one.What == ClockEvents.Met)
        let started = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(clock.Key[(clock.Key.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture))
        select (clock.First().Policy, !breached, started);

    private static IEnumerable<(string Measure, long Amount)> Response(long waited)
    {
        yield return ("response.n", 1);
        yield return ($"response.h{LogBuckets.Of(waited):D4}", 1);
        if (waited <= 300_000)
        {
            yield return ("response.5m", 1);
        }
    }

    private void Count(string bucket, string measure, long amount)
    {
        if (amount != 0)
        {
            Sums[$"{bucket} {measure}"] = Sums.GetValueOrDefault($"{bucket} {measure}") + amount;
        }
    }

    private static long Cents(Activity.Acted acted) => (long)(decimal.Parse(acted.Details["amount"], CultureInfo.InvariantCulture) * 100);

    private static string Name(Stage stage) => stage.ToString().ToLowerInvariant();

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
