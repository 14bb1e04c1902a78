using LeadFunctions.Chaos.Traffic;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Chaos.Checking;

/// <summary>Every accepted event of a browser is once in the world: on its person's lead when there is one, else waiting on the visitor.</summary>
public static class BeaconChecks
{
    public static IEnumerable<Finding> Of(Evidence evidence)
    {
        var onLeads = evidence.Timeline.Where(filed => filed.Activity is Activity.SignalReceived).ToLookup(filed => filed.Activity.Id, filed => filed.LeadId);
        var waiting = evidence.Visitors.SelectMany(visitor => visitor.Signals).ToLookup(signal => signal.Id);
        var leads = evidence.Leads.Values.ToDictionary(lead => lead.Email, lead => lead.Id);
        var sent = evidence.Sent.Where(entry => entry.Kind == Entry.Beacon).SelectMany(entry => entry.Events.Select(id => (Id: id, Entry: entry))).ToLookup(each => each.Id, each => each.Entry);
        foreach (var tries in sent)
        {
            var (places, waits) = (onLeads[tries.Key].ToList(), waiting[tries.Key].Count());
            var accepted = tries.Any(entry => entry.Reply == Reply.Ok);
            var home = leads.GetValueOrDefault(tries.First().Email);
            if (places.Count > 1 || waits > 1 || (places.Count == 1 && waits == 1))
            {
                yield return new Finding(Harm.Doubled, $"event {tries.Key} is on {places.Count} leads and waits {waits} times");
            }
            else if (places.Count == 1 ? places[0] != home : waits == 1 && home is not null)
            {
                yield return new Finding(places.Count == 1 ? Harm.Wrong : Harm.Lost, $"event {tries.Key} of {tries.First().Email} is on {places.FirstOrDefault() ?? "the visitor"}, not on {home}");
            }
            else if (accepted && places.Count + waits == 0)
            {
                yield return new Finding(Harm.Lost, $"event {tries.Key} of {tries.First().Email} was accepted and is nowhere");
            }
        }
    }
}
