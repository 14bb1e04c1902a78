using System.Collections.Concurrent;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>
/// A draft beside the playbook in force, over recorded history: each lead is replayed under both, with only what was known at each instant, and counted.
/// The result does not depend on the order of leads or on how many threads count.
/// </summary>
public sealed class Backtest(Rulebook current, Rulebook draft, DateTimeOffset from, DateTimeOffset to)
{
    private readonly ConcurrentBag<Tally> _tallies = [];

    /// <summary>Who owns which account by deal or by hand, by email domain; since when, the histories know.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new Dictionary<string, string>();

    /// <summary>Counts for one thread at a time; take one per thread.</summary>
    public Tally NewTally()
    {
        var tally = new Tally(current, draft, (from, to), Accounts);
        _tallies.Add(tally);
        return tally;
    }

    public BacktestResult Result() => Tally.Sum(_tallies, (current.Playbook, draft.Playbook), (from, to));
}

/// <summary>What some leads added up to.</summary>
public sealed class Tally(Rulebook current, Rulebook draft, (DateTimeOffset From, DateTimeOffset To) window, IReadOnlyDictionary<string, string> accounts)
{
    private readonly List<ScoredLead> _scored = [];
    private readonly Flips _flips = new(current, draft);
    private readonly Load _current = new(current, accounts);
    private readonly Load _draft = new(draft, accounts);
    private long _events;

    public void Add(LeadHistory history)
    {
        var (before, after) = (Replay.Of(history, current, window.To), Replay.Of(history, draft, window.To));
        _events += history.Events.Count;
        _scored.Add(new ScoredLead(
            history.LeadId, before.Peak, after.Peak, history.SqlAt is not null && history.SqlAt <= window.To, history.WonAt is not null && history.WonAt <= window.To,
            before.MqlAt is not null, after.MqlAt is not null));
        _current.Add(history, Within(before));
        _draft.Add(history, Within(after));
        _flips.Add(history, Within(before), Within(after));
    }

    internal static BacktestResult Sum(IEnumerable<Tally> tallies, (Playbook Current, Playbook Draft) playbooks, (DateTimeOffset From, DateTimeOffset To) window)
    {
        var all = tallies.ToList();
        var (before, after) = (LoadSum.Of(all.Select(tally => tally._current)), LoadSum.Of(all.Select(tally => tally._draft)));
        return new BacktestResult(playbooks.Current.Version, playbooks.Draft.Version, window.From, window.To)
        {
            Events = all.Sum(tally => tally._events),
            Scored = [.. all.SelectMany(tally => tally._scored).OrderBy(lead => lead.LeadId, StringComparer.Ordinal)],
            Flips = Flips.Sum(all.Select(tally => tally._flips)),
            Weeks = LoadSum.Weeks(before, after),
            Pools = LoadSum.Pools(before, after, playbooks.Draft),
            Sla = LoadSum.Sla(before, after, playbooks.Draft, window),
        };
    }

    /// <summary>What became an MQL before the window is none of it, and stays the same to all counts.</summary>
    private Replayed Within(Replayed replayed) => replayed.MqlAt < window.From ? replayed with { MqlAt = null, IsEarlier = true } : replayed;
}

/// <summary>A lead's highest scores before the answer was known, and the answer.</summary>
public readonly record struct ScoredLead(string LeadId, Points Current, Points Draft, bool Sql, bool Won, bool CurrentMql, bool DraftMql);
