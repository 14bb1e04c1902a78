namespace LeadFunctions.Domain.Leads;

/// <summary>
/// What came to a lead in one commit and changed what its score is made of: signals of people, other leads, or words about it. Kept for a few days while an open or
/// click among them may still turn out a machine's: what <see cref="Retraction"/> takes back is worked out from here. Stored as JSON: names are promises.
/// </summary>
/// <param name="At">When the lead was looked at again because of them.</param>
/// <param name="Before">How the lead stood before; only where one of them may be taken back.</param>
public sealed record Arrival(DateTimeOffset At, IReadOnlyList<LedgerEvent> Signals, StandingBefore? Before)
{
    /// <summary>Later than this nothing is taken back but the points: providers repeat themselves for a day.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    private const int Most = 60;

    /// <summary>Leads that were merged into it then: what they had brought until then counts from here on. Null: none.</summary>
    public IReadOnlyList<string>? Joined { get; init; }

    /// <summary>When those had last done something, apart from <see cref="Signals"/>.</summary>
    public DateTimeOffset? ActiveAt { get; init; }

    /// <summary>Adjustments that came with those. Null: none.</summary>
    public IReadOnlyList<string>? Given { get; init; }

    /// <summary>Of attributes that changed then what they were until then, null for none. Null: all stayed.</summary>
    public IReadOnlyDictionary<string, AttributeValue?>? Until { get; init; }

    /// <summary>Where its consents changed then what they were until then. Null: all stayed.</summary>
    public IReadOnlyList<ConsentGiven>? Agreed { get; init; }

    /// <summary>The signals are old news from a file. Null: they are not.</summary>
    public bool? Imported { get; init; }

    /// <summary>What is kept on the lead after signals came.</summary>
    /// <param name="after">With the signals applied to <paramref name="before"/>.</param>
    /// <returns>Null when there is nothing that may be taken back.</returns>
    public static IReadOnlyList<Arrival>? Add(Lead before, Lead after, IReadOnlyList<Signal> fresh, DateTimeOffset now) =>
        before.Arrivals is null && !OfPeople(fresh).Any(signal => Retraction.MayBe(signal.Signal)) ? null
        : With(before, new Arrival(now, [.. OfPeople(fresh)], null) { Until = Changed(before, after), Agreed = Said(before, after), Imported = fresh.All(signal => signal.Source.StartsWith("import", StringComparison.Ordinal)) ? true : null }, now);

    /// <summary>What is kept on a survivor after its shares were joined anew.</summary>
    /// <param name="after">With them joined, and the events of all.</param>
    /// <param name="joining">Those of them that were not part of it before.</param>
    /// <param name="heard">What came to the others.</param>
    public static IReadOnlyList<Arrival>? Join(Lead before, Lead after, IReadOnlyList<Lead> joining, IReadOnlyList<Signal> heard, DateTimeOffset now)
    {
        var known = (before.Arrivals ?? []).SelectMany(arrival => arrival.Signals).Concat(before.Ledger).Concat(joining.SelectMany(share => share.Ledger)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var seen = before.LedgerSpilled ? [] : after.Ledger;
        var given = after.Adjustments.Select(one => one.Id).Except(before.Adjustments.Select(one => one.Id)).ToList();
        return With(
            before,
            new Arrival(now, [.. joining.SelectMany(Provisional).Concat(seen.Concat(OfPeople(heard)).DistinctBy(one => one.Id).Where(one => !known.Contains(one.Id)))], null)
            {
                Joined = joining.Count == 0 ? null : [.. joining.Select(share => share.Id)],
                ActiveAt = joining.Count == 0 ? null : joining.Max(ActiveApart),
                Given = given.Count == 0 ? null : given,
                Until = Changed(before, after),
                Agreed = Said(before, after),
            },
            now);
    }

    /// <summary>A lead of which something was said that no signal brought: that is one of its arrivals too.</summary>
    public static Lead Noting(Lead before, Lead after, DateTimeOffset now)
    {
        if (after.Arrivals is null || !ReferenceEquals(before.Arrivals, after.Arrivals))
        {
            return after;
        }

        var said = new Arrival(now, [], null) { Until = Changed(before, after), Agreed = Said(before, after) };
        return said.IsMore ? after with { Arrivals = With(before, said, now) } : after;
    }

    /// <summary>Something changed by it even without its signals.</summary>
    internal bool IsMore => Joined is not null || Given is not null || Until is not null || Agreed is not null;

    private static List<Arrival>? With(Lead before, Arrival next, DateTimeOffset now)
    {
        var known = (before.Arrivals ?? []).Where(arrival => now - arrival.At < Kept).TakeLast(Most - 1).SkipWhile(arrival => arrival.Before is null).ToList();
        if (next.Signals.Any(signal => Retraction.MayBe(signal.Signal)))
        {
            return [.. known, next with { Before = StandingBefore.Of(before) }];
        }

        return known.Count == 0 ? null : next.Signals.Count == 0 && !next.IsMore ? known : [.. known, next];
    }

    private static IEnumerable<LedgerEvent> OfPeople(IReadOnlyList<Signal> signals) =>
        signals.Where(signal => signal.Verdict != Verdict.Machine).Select(signal => new LedgerEvent(signal.Id, signal.Name, signal.At));

    private static IEnumerable<LedgerEvent> Provisional(Lead share) => (share.Arrivals ?? []).SelectMany(arrival => arrival.Signals).Where(signal => Retraction.MayBe(signal.Signal));

    private static DateTimeOffset ActiveApart(Lead share) => share.Arrivals is [{ Before: { } before }, ..] arrivals
        ? arrivals.SelectMany(arrival => arrival.Signals.Where(signal => !Retraction.MayBe(signal.Signal)).Select(signal => signal.At).Append(arrival.ActiveAt ?? default)).Append(before.LastActivityAt).Max()
        : share.LastActivityAt;

    private static Dictionary<string, AttributeValue?>? Changed(Lead before, Lead after)
    {
        if (ReferenceEquals(before.Attributes, after.Attributes))
        {
            return null;
        }

        var changed = before.Attributes.Keys.Union(after.Attributes.Keys).Where(name => before.Attributes.GetValueOrDefault(name) != after.Attributes.GetValueOrDefault(name));
        return changed.ToDictionary(name => name, name => before.Attributes.GetValueOrDefault(name)) is { Count: > 0 } until ? until : null;
    }

    private static IReadOnlyList<ConsentGiven>? Said(Lead before, Lead after) => before.Consents.SequenceEqual(after.Consents) ? null : before.Consents;
}
