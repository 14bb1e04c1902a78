using LeadFunctions.Chaos.Traffic;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Chaos.Checking;

/// <summary>
/// Every accepted event of a browser is once in the world: on a lead of somebody who used that browser, when there is one, else waiting on the visitor.
/// </summary>
public static class BeaconChecks
{
    public static IEnumerable<Finding> Of(Evidence evidence)
    {
        var onLeads = evidence.Timeline.Where(filed => filed.Activity is Activity.SignalReceived).ToLookup(filed => filed.Activity.Id, filed => filed.LeadId);
        var waiting = evidence.Visitors.SelectMany(visitor => visitor.Signals).ToLookup(signal => signal.Id);
        var users = UsersOf(evidence);
        return evidence.Sent
            .Where(entry => entry.Kind == Entry.Beacon)
            .SelectMany(entry => entry.Events.Select(id => (Id: id, Entry: entry)))
            .GroupBy(each => each.Id, each => each.Entry)
            .Select(tries => OfOne(tries.Key, [.. tries], [.. onLeads[tries.Key]], waiting[tries.Key].Count(), [.. users[tries.First().Visitor]]))
            .OfType<Finding>();
    }

    private static Finding? OfOne(string id, List<Entry> tries, List<string> places, int waits, List<string> users)
    {
        var from = $"event {id} of {tries[0].Visitor}";
        return (places.Count, waits) switch
        {
            (0, 0) => tries.Any(entry => entry.Reply == Reply.Ok) ? new Finding(Harm.Lost, $"{from} was accepted and is nowhere") : null,
            (1, 0) => users.Contains(places[0]) ? null : new Finding(Harm.Wrong, $"{from} is on {places[0]}, who never used that browser"),
            (0, 1) => users.Count == 0 ? null : new Finding(Harm.Stuck, $"{from} waits on the visitor, though it is known to be {users[0]}"),
            _ => new Finding(Harm.Doubled, $"{from} is on {places.Count} leads and waits {waits} times"),
        };
    }

    /// <summary>Leads by the browser that their forms came from.</summary>
    private static ILookup<string, string> UsersOf(Evidence evidence)
    {
        var leads = evidence.Leads.Values.ToDictionary(lead => lead.Email, lead => lead.Id);
        return evidence.Sent
            .Where(entry => entry.Kind == Entry.Form && leads.ContainsKey(entry.Email))
            .Select(entry => (entry.Visitor, Lead: leads[entry.Email]))
            .Distinct()
            .ToLookup(use => use.Visitor, use => use.Lead);
    }
}
