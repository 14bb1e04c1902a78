using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Leads;

/// <summary>A lead's life once more, without some of what happened: each arrival at its time, and in between the changes that time alone makes.</summary>
/// <param name="known">As it is now.</param>
/// <param name="ledger">Its events, without those.</param>
/// <param name="shares">Of each lead merged into it the ids of its events.</param>
internal sealed class Relived(Lead known, IReadOnlyList<LedgerEvent> ledger, IReadOnlyDictionary<string, IReadOnlySet<string>> shares, Rulebook rules)
{
    private const int MostChanges = 200;
    private Lead _lead = null!;
    private readonly List<ClockTold> _told = [];
    private readonly List<string> _rose = [];
    private List<LedgerEvent> _seen = [];
    private List<Enrolment> _copies = [];

    /// <param name="start">As it stood before the first arrival that is another now.</param>
    public Life Through(Lead start, int from, IReadOnlySet<string> back, DateTimeOffset now)
    {
        var arrivals = known.Arrivals!;
        _lead = start;
        Know([.. arrivals.Skip(from)]);
        _lead = Scored(_lead.UpdatedAt);
        var still = new List<Arrival>(arrivals.Take(from));
        for (var i = from; i < arrivals.Count; i++)
        {
            var arrival = arrivals[i] with { Signals = [.. arrivals[i].Signals.Where(signal => !back.Contains(signal.Id))] };
            Know([.. arrivals.Skip(i)]);
            Time(arrival.At);
            if (arrival.Signals.Count > 0 || arrival.IsMore)
            {
                still.Add(arrival with { Before = arrival.Before is { } was && arrival.Signals.Any(signal => Retraction.MayBe(signal.Signal)) ? StandingBefore.Of(_lead) with { Owner = was.Owner } : null });
                var before = _lead;
                Know([.. arrivals.Skip(i + 1)]);
                Look(arrival.At, arrival, before);
            }
        }

        Know([]);
        Time(now);
        _lead = _lead with { Owner = known.Owner };
        Look(now, null, _lead);
        return new Life(_lead, [.. still.SkipWhile(arrival => arrival.Before is null)], _told, _rose);
    }

    /// <summary>What was known before something came: neither its events nor what else it changed.</summary>
    private void Know(IReadOnlyList<Arrival> later)
    {
        var (events, given, attributes) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, AttributeValue>(known.Attributes, StringComparer.Ordinal));
        var agreed = known.Consents;
        foreach (var arrival in later.Reverse())
        {
            agreed = arrival.Agreed ?? agreed;
            events.UnionWith(arrival.Signals.Select(signal => signal.Id).Concat((arrival.Joined ?? []).SelectMany(id => shares.GetValueOrDefault(id) ?? new HashSet<string>())));
            given.UnionWith(arrival.Given ?? []);
            foreach (var (name, value) in arrival.Until ?? new Dictionary<string, AttributeValue?>())
            {
                attributes.Remove(name);
                _ = value is not null && attributes.TryAdd(name, value);
            }
        }

        var joined = later.SelectMany(arrival => arrival.Joined ?? []).ToList();
        _copies = [.. (known.Enrolments ?? []).Where(run => Union.IsCopy(run) && !joined.Exists(id => Union.IsCopyOf(run, id)))];
        _seen = [.. ledger.Where(one => !events.Contains(one.Id))];
        _lead = _lead with { Consents = agreed, Attributes = attributes, Adjustments = [.. known.Adjustments.Where(one => !given.Contains(one.Id))] };
    }

    /// <summary>As it was scored then.</summary>
    private Lead Scored(DateTimeOffset at)
    {
        var facts = LeadFacts.Of(_lead, rules.Domains, at);
        return _lead with { Score = rules.Model.Score(new ScoringInput(facts, _seen, _lead.Adjustments, _lead.LastActivityAt), at), Gate = Progress.Gate(facts, rules.Playbook) };
    }

    private void Time(DateTimeOffset until)
    {
        for (var changes = 0; changes < MostChanges && Next(until) is { } due; changes++)
        {
            Look(due, null, _lead);
        }
    }

    /// <summary>What time changes, and points given by hand.</summary>
    private DateTimeOffset? Next(DateTimeOffset until)
    {
        var given = _lead.Adjustments.Where(one => one.At > _lead.UpdatedAt).Min(one => (DateTimeOffset?)one.At);
        var next = given < _lead.ScoreDueAt || _lead.ScoreDueAt is null ? given : _lead.ScoreDueAt;
        return next < until ? next : null;
    }

    private void Look(DateTimeOffset at, Arrival? arrival, Lead before)
    {
        IReadOnlyList<LedgerEvent> fresh = arrival?.Signals ?? [];
        var last = fresh.Select(signal => signal.At).Append(arrival?.ActiveAt ?? default).Append(_lead.LastActivityAt).Max();
        var raised = fresh.FirstOrDefault(signal => rules.Signal(signal.Signal)?.HandRaise == true).Signal;
        var owned = _lead with { LastActivityAt = last, Owner = known.Owner is { } owner && owner.At <= at ? owner : _lead.Owner };
        var standing = Progress.At(owned, _seen, rules, at, raised);
        _lead = standing.Lead;
        // Nobody is told of one that is part of another; its clocks stand still, and its runs too.
        if (known.Merged is null || at < known.Merged.At)
        {
            _rose.AddRange(standing.RoseTo is { } band && owned.Owner is not null && (raised is null || owned.Stage == Stage.Raw) ? [Retraction.Rise(band, _lead.Crossings[band].Ordinal)] : []);
            Follow(at, arrival, standing, before);
        }
    }

    private void Follow(DateTimeOffset at, Arrival? arrival, Standing standing, Lead before)
    {
        IReadOnlyList<LedgerEvent> fresh = arrival?.Signals ?? [];
        var received = fresh.Select(signal => new Activity.SignalReceived(signal.Id, signal.At, new Signal(signal.Id, signal.Signal, signal.At, arrival?.Imported == true ? "import" : "")));
        var followed = FollowClocks.Follow(before, _lead, [.. received, .. standing.Activities], rules, at);
        _told.AddRange(followed.Told);
        var begun = Entering.Begun(before, followed.Lead with { Enrolments = [.. _copies, .. followed.Lead.Enrolments ?? []] }, [.. fresh.Select(signal => signal.Signal).Distinct()], rules, at);
        _lead = followed.Lead with { Enrolments = [.. followed.Lead.Enrolments ?? [], .. begun] };
    }
}

/// <param name="Arrivals">What still may be taken back.</param>
/// <param name="Told">What its clocks would have told people.</param>
/// <param name="Rose">Occasions of bands that its owner would have been told of.</param>
internal sealed record Life(Lead Lead, IReadOnlyList<Arrival> Arrivals, IReadOnlyList<ClockTold> Told, IReadOnlyList<string> Rose);
