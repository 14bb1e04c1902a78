using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>What was known of a lead at an instant, and nothing that came later: the same folds as at the time.</summary>
internal static class KnownThen
{
    public static Lead LeadAt(LeadHistory history, DateTimeOffset at)
    {
        var attributes = Capture.Merge(
            new Dictionary<string, AttributeValue>(),
            history.Facts.TakeWhile(fact => fact.At <= at).Select(fact => KeyValuePair.Create(fact.Attribute, new AttributeValue(fact.Value, fact.At, fact.Source))));
        var touches = history.Touches.TakeWhile(touch => touch.At <= at).ToList();
        return new Lead
        {
            Id = history.LeadId,
            Email = history.Email,
            CreatedAt = at,
            Attributes = attributes,
            FirstTouch = touches.Count == 0 ? null : touches[0],
            LastTouch = touches.Count == 0 ? null : touches[^1],
        };
    }

    public static Facts FactsAt(LeadHistory history, Rulebook rules, DateTimeOffset at) => LeadFacts.Of(LeadAt(history, at), rules.Domains, at);

    /// <summary>Every instant at which something becomes known, in order, to the millisecond as events are.</summary>
    public static List<DateTimeOffset> Instants(LeadHistory history)
    {
        var instants = new List<DateTimeOffset>(history.Events.Count + history.Facts.Count);
        instants.AddRange(history.Events.Select(one => one.At));
        instants.AddRange(history.Facts.Select(fact => fact.At));
        instants.AddRange(history.Adjustments.Select(one => one.At));
        instants.Sort();
        var kept = 0;
        for (var i = 0; i < instants.Count; i++)
        {
            if (kept == 0 || instants[i] != instants[kept - 1])
            {
                instants[kept++] = instants[i];
            }
        }

        instants.RemoveRange(kept, instants.Count - kept);
        return instants;
    }
}
