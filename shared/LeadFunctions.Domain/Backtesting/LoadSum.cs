using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>The loads of all threads together, in whatever order the leads came.</summary>
internal sealed class LoadSum
{
    private readonly Dictionary<(string Of, DateOnly Week), int> _counts = [];
    private readonly Dictionary<string, int> _outside = new(StringComparer.Ordinal);

    public static LoadSum Of(IEnumerable<Load> parts)
    {
        var (sum, all) = (new LoadSum(), parts.ToList());
        foreach (var (key, count) in all.SelectMany(load => load.Counts))
        {
            sum._counts[key] = sum._counts.GetValueOrDefault(key) + count;
        }

        foreach (var (policy, count) in all.SelectMany(load => load.Outside))
        {
            sum._outside[policy] = sum._outside.GetValueOrDefault(policy) + count;
        }

        // An owner of whom no timeline says since when has always been it.
        var since = all.SelectMany(load => load.Taken).GroupBy(taken => taken.Key, taken => taken.Value).ToDictionary(taken => taken.Key, taken => taken.Min());
        foreach (var lead in all.SelectMany(load => load.OfAccounts))
        {
            Load.Count(sum._counts, lead.At >= since.GetValueOrDefault((lead.Domain, lead.Owner)) ? lead.Owned : lead.Before, Load.WeekOf(lead.At));
        }

        return sum;
    }

    public static IReadOnlyList<WeekCount> Weeks(LoadSum current, LoadSum draft) => Weeks(["all"], current, draft);

    public static IReadOnlyList<PoolLoad> Pools(LoadSum current, LoadSum draft, Playbook playbook) =>
    [
        .. playbook.Pools.Select(pool => new PoolLoad(pool.Id, pool.Name, Capacity(pool, playbook), Weeks(["pool:" + pool.Id], current, draft))
        {
            Direct = Weeks([.. Consideration.TakingTurns(pool).Select(member => "person:" + member.PersonId)], current, draft),
        }),
    ];

    public static IReadOnlyList<SlaLoad> Sla(LoadSum current, LoadSum draft, Playbook playbook, (DateTimeOffset From, DateTimeOffset To) window)
    {
        var weeks = Math.Max(1, (window.To - window.From).TotalDays / 7);
        return
        [
            .. playbook.Sla.Select(policy => (policy, counts: Weeks(["sla:" + policy.Id], current, draft))).Select(one => new SlaLoad(
                one.policy.Id, one.policy.Name, one.counts.Select(week => week.Current).DefaultIfEmpty().Max(), one.counts.Select(week => week.Draft).DefaultIfEmpty().Max(),
                Math.Round(one.counts.Sum(week => week.Current) / weeks, 2), Math.Round(one.counts.Sum(week => week.Draft) / weeks, 2),
                draft._outside.GetValueOrDefault(one.policy.Id))),
        ];
    }

    /// <summary>Most leads that those who take turns in a pool take in a week of five working days; null when somebody has no cap. Absences are not looked at.</summary>
    public static int? Capacity(Pool pool, Playbook playbook)
    {
        var members = Consideration.TakingTurns(pool).Select(member => member.PersonId).ToHashSet(StringComparer.Ordinal);
        var people = playbook.People.Where(person => person.Active && members.Contains(person.Id)).ToList();
        return people.Count == 0 || people.Any(person => person is { MaxPerDay: null, MaxPerWeek: null })
            ? null
            : people.Sum(person => Math.Min(person.MaxPerWeek ?? int.MaxValue, person.MaxPerDay is { } day ? day * 5 : int.MaxValue));
    }

    private static List<WeekCount> Weeks(IReadOnlyCollection<string> of, LoadSum current, LoadSum draft)
    {
        int Sum(LoadSum load, DateOnly week) => of.Sum(one => load._counts.GetValueOrDefault((one, week)));
        var weeks = current._counts.Keys.Concat(draft._counts.Keys).Where(key => of.Contains(key.Of)).Select(key => key.Week).Distinct().Order();
        return [.. weeks.Select(week => new WeekCount(week, Sum(current, week), Sum(draft, week)))];
    }
}
