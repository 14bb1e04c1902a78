using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Leads;

/// <summary>
/// What signals do to a lead before anything is scored: ledger, attributes, touches, visitors, consents.
/// A fold that does not depend on the order of arrival (semantics 1): every part is a maximum or a set.
/// </summary>
public static class Capture
{
    /// <summary>More events than this and they are read from the activities instead (<see cref="Lead.LedgerSpilled"/>).</summary>
    public const int LedgerCap = 1000;

    /// <summary>A browser shared by more people than this is a kiosk; the oldest binding falls off the lead.</summary>
    public const int VisitorCap = 100;

    public static Lead New(string id, string email, DateTimeOffset now) =>
        new() { Id = id, Email = email, CreatedAt = now, StageSince = now, LastActivityAt = now };

    /// <param name="signals">Not applied before; in any order.</param>
    public static Lead Apply(Lead lead, IReadOnlyList<Signal> signals, Rulebook rules)
    {
        var people = signals.Where(signal => signal.Verdict != Verdict.Machine).OrderBy(signal => signal.At).ThenBy(signal => signal.Id, StringComparer.Ordinal).ToList();
        if (people.Count == 0)
        {
            return lead;
        }

        var first = people[0];
        var last = people[^1];
        var touches = Touches(lead, people);
        return lead with
        {
            LastActivityAt = Latest(lead.Version == 0 ? last.At : lead.LastActivityAt, last.At),
            Attributes = Merge(lead.Attributes, people.SelectMany(Fields)),
            FirstTouch = touches.Count == 0 ? null : touches[0],
            LastTouch = touches.Count == 0 ? null : touches[^1],
            Visitors = [.. lead.Visitors.Union(people.Where(signal => signal.VisitorId is not null).Select(signal => signal.VisitorId!)).TakeLast(VisitorCap)],
            Consents = Consents(lead.Consents, people),
            Ledger = lead.LedgerSpilled ? [] : Ledger(lead.Ledger, people, rules),
            CreatedAt = lead.Version == 0 && first.At < lead.CreatedAt ? first.At : lead.CreatedAt,
        };
    }

    /// <summary>The better source wins, then the later time, then the greater text.</summary>
    public static IReadOnlyDictionary<string, AttributeValue> Merge(
        IReadOnlyDictionary<string, AttributeValue> known, IEnumerable<KeyValuePair<string, AttributeValue>> fresh)
    {
        var merged = new Dictionary<string, AttributeValue>(known, StringComparer.Ordinal);
        foreach (var (name, value) in fresh)
        {
            if (!merged.TryGetValue(name, out var current) || Beats(value, current))
            {
                merged[name] = value;
            }
        }

        return merged;
    }

    private static bool Beats(AttributeValue value, AttributeValue current) =>
        value.Source != current.Source ? value.Source > current.Source
        : value.At != current.At ? value.At > current.At
        : string.CompareOrdinal(value.Value, current.Value) > 0;

    private static IEnumerable<KeyValuePair<string, AttributeValue>> Fields(Signal signal)
    {
        var source = signal.Source.StartsWith("import", StringComparison.Ordinal) ? AttributeSource.Import : AttributeSource.Form;
        return (signal.Fields ?? new Dictionary<string, string>())
            .Where(field => !string.IsNullOrWhiteSpace(field.Value))
            .Select(field => KeyValuePair.Create(field.Key, new AttributeValue(Tidy(field.Key, field.Value, signal.Fields!), signal.At, source)));
    }

    /// <summary>Names without stray spaces, phones in one form; what cannot be read as one is kept as it was said.</summary>
    private static string Tidy(string attribute, string value, IReadOnlyDictionary<string, string> fields) => attribute switch
    {
        "name" or "firstName" or "lastName" => PersonName.Normalise(value) ?? value,
        "phone" => PhoneNumber.Normalise(value, fields.GetValueOrDefault("country")) ?? value,
        _ => value.Trim(),
    };

    /// <summary>By time; of two at one instant, by their text.</summary>
    private static List<Touch> Touches(Lead lead, List<Signal> fresh)
    {
        var touches = new List<Touch>();
        touches.AddRange(fresh.Where(signal => signal.Attribution is not null).Select(signal => new Touch(signal.Attribution!, signal.At)));
        touches.AddRange(new[] { lead.FirstTouch, lead.LastTouch }.OfType<Touch>());
        touches.Sort(static (left, right) => left.At != right.At ? left.At.CompareTo(right.At) : string.CompareOrdinal(left.Attribution.ToString(), right.Attribution.ToString()));
        return touches;
    }

    private static List<LedgerEvent> Ledger(IReadOnlyList<LedgerEvent> known, List<Signal> fresh, Rulebook rules)
    {
        var events = new List<LedgerEvent>(known.Count + fresh.Count);
        events.AddRange(known);
        events.AddRange(fresh.Where(signal => rules.Model.Counts(signal.Name)).Select(signal => new LedgerEvent(signal.Id, signal.Name, signal.At)));
        events.Sort(static (left, right) => left.At != right.At ? left.At.CompareTo(right.At) : string.CompareOrdinal(left.Id, right.Id));
        return events;
    }

    private static IReadOnlyList<ConsentGiven> Consents(IReadOnlyList<ConsentGiven> known, List<Signal> fresh)
    {
        var given = fresh.Where(signal => signal.Consent is not null)
            .Select(signal => new ConsentGiven(signal.Consent!.Purpose, signal.Consent.Granted, signal.Consent.TextVersion, signal.At, signal.Source))
            .ToList();
        return given.Count == 0 ? known : [.. given.Concat(known).GroupBy(consent => consent.Purpose).Select(LastWord).OrderBy(word => word.Purpose, StringComparer.Ordinal)];
    }

    /// <summary>The later one; of two at one instant the withdrawal.</summary>
    private static ConsentGiven LastWord(IEnumerable<ConsentGiven> words) => words
        .OrderBy(word => word.At)
        .ThenByDescending(word => word.Granted)
        .ThenBy(word => word.TextVersion, StringComparer.Ordinal)
        .ThenBy(word => word.Source, StringComparer.Ordinal)
        .Last();

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
