using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>What MQLs mean for people: how many a week, to which pool by the routing rules, and which clocks begin. Owners of accounts are not looked at.</summary>
internal sealed class Load(Rulebook rules)
{
    private readonly Dictionary<(string Of, DateOnly Week), int> _counts = [];
    private readonly Dictionary<string, int> _outside = new(StringComparer.Ordinal);

    public void Add(LeadHistory history, Replayed replayed)
    {
        if (replayed.MqlAt is not { } at)
        {
            return;
        }

        var facts = FactsOf(history, replayed, at);
        var week = WeekOf(at);
        Count("all", week);
        if (PoolOf(facts) is { } pool)
        {
            Count("pool:" + pool, week);
        }

        foreach (var policy in Started(facts, replayed))
        {
            Count("sla:" + policy.Id, week);
            var calendar = rules.Playbook.Calendars.FirstOrDefault(known => known.Id == policy.Calendar);
            if (calendar is not null && CalendarMath.WorkingTime(calendar, at, at.AddMinutes(1)) == TimeSpan.Zero)
            {
                _outside[policy.Id] = _outside.GetValueOrDefault(policy.Id) + 1;
            }
        }
    }

    public static IReadOnlyList<WeekCount> Weeks(IEnumerable<Load> current, IEnumerable<Load> draft) => Weeks("all", [.. current], [.. draft]);

    public static IReadOnlyList<PoolLoad> Pools(IEnumerable<Load> current, IEnumerable<Load> draft, Playbook playbook)
    {
        var (before, after) = (current.ToList(), draft.ToList());
        return [.. playbook.Pools.Select(pool => new PoolLoad(pool.Id, pool.Name, Capacity(pool, playbook), Weeks("pool:" + pool.Id, before, after)))];
    }

    public static IReadOnlyList<SlaLoad> Sla(IEnumerable<Load> current, IEnumerable<Load> draft, Playbook playbook, (DateTimeOffset From, DateTimeOffset To) window)
    {
        var (before, after) = (current.ToList(), draft.ToList());
        var weeks = Math.Max(1, (window.To - window.From).TotalDays / 7);
        return
        [
            .. playbook.Sla.Select(policy => (policy, counts: Weeks("sla:" + policy.Id, before, after))).Select(one => new SlaLoad(
                one.policy.Id, one.policy.Name, one.counts.Select(week => week.Current).DefaultIfEmpty().Max(), one.counts.Select(week => week.Draft).DefaultIfEmpty().Max(),
                Math.Round(one.counts.Sum(week => week.Current) / weeks, 2), Math.Round(one.counts.Sum(week => week.Draft) / weeks, 2),
                after.Sum(load => load._outside.GetValueOrDefault(one.policy.Id)))),
        ];
    }

    /// <summary>Most leads that the people of a pool take in a week of five working days; null when somebody has no cap, or is away from none.</summary>
    public static int? Capacity(Pool pool, Playbook playbook)
    {
        var people = playbook.People.Where(person => person.Active && pool.Members.Any(member => member.PersonId == person.Id)).ToList();
        return people.Count == 0 || people.Any(person => person is { MaxPerDay: null, MaxPerWeek: null })
            ? null
            : people.Sum(person => Math.Min(person.MaxPerWeek ?? int.MaxValue, person.MaxPerDay is { } day ? day * 5 : int.MaxValue));
    }

    private static List<WeekCount> Weeks(string of, List<Load> current, List<Load> draft)
    {
        var weeks = current.Concat(draft).SelectMany(load => load._counts.Keys).Where(key => key.Of == of).Select(key => key.Week).Distinct().Order();
        return [.. weeks.Select(week => new WeekCount(week, current.Sum(load => load._counts.GetValueOrDefault((of, week))), draft.Sum(load => load._counts.GetValueOrDefault((of, week)))))];
    }

    private void Count(string of, DateOnly week) => _counts[(of, week)] = _counts.GetValueOrDefault((of, week)) + 1;

    private Facts FactsOf(LeadHistory history, Replayed replayed, DateTimeOffset at)
    {
        var lead = KnownThen.LeadAt(history, at) with { Stage = Stage.Mql };
        var score = rules.Model.Score(new ScoringInput(LeadFacts.Of(lead, rules.Domains, at), history.Events, history.Adjustments, default), at);
        return LeadFacts.Of(lead with { Score = score }, rules.Domains, at);
    }

    private string? PoolOf(Facts facts) =>
        rules.Playbook.Routing.FirstOrDefault(rule => rule.To is not RouteTo.AccountOwner && rule.When.Holds(facts))?.To is RouteTo.InPool pool ? pool.PoolId : null;

    /// <summary>Of one group only one clock runs: the first whose start fits.</summary>
    private IEnumerable<SlaPolicy> Started(Facts facts, Replayed replayed) => rules.Playbook.Sla
        .Where(policy => policy.During.Contains(Stage.Mql) && policy.Starts.Any(start => start switch
        {
            SlaStart.StageEntered { Stage: Stage.Mql } => start.When.Holds(facts),
            SlaStart.HandRaised => replayed.By is not null && start.When.Holds(facts),
            _ => false,
        }))
        .DistinctBy(policy => policy.Group);

    private static DateOnly WeekOf(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
