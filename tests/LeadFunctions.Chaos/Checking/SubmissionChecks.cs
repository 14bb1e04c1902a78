using LeadFunctions.Chaos.Traffic;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Chaos.Checking;

/// <summary>Every accepted form is on its lead's timeline once, under the id that was answered; one without an answer at most once; a refused one never.</summary>
public static class SubmissionChecks
{
    public static IEnumerable<Finding> Of(Evidence evidence)
    {
        var places = evidence.Timeline
            .Where(filed => MarkerOf(filed) is not null)
            .ToLookup(filed => MarkerOf(filed)!);
        var sent = evidence.Sent.Where(entry => entry.Kind == Entry.Form).ToLookup(entry => entry.Key);
        return sent.SelectMany(tries => OfOne(tries.Key, [.. tries], [.. places[tries.Key]], evidence))
            .Concat(places.Where(place => !sent.Contains(place.Key)).Select(place => new Finding(Harm.Wrong, $"form {place.Key} was never sent and is there")));
    }

    private static IEnumerable<Finding> OfOne(string key, List<Entry> tries, List<Filed> places, Evidence evidence)
    {
        var ids = tries.Where(entry => entry.Answer is not null).Select(entry => entry.Answer!).Distinct().ToList();
        if (places.Count == 0)
        {
            return tries.Any(entry => entry.Reply == Reply.Ok) ? [new Finding(Harm.Lost, $"form {key} was accepted as {string.Join(" and ", ids)} and is not there")] : [];
        }

        if (places.Count > 1 || ids.Count > 1)
        {
            return [new Finding(Harm.Doubled, $"form {key} is there {places.Count} times; answered ids: {string.Join(", ", ids)}")];
        }

        if (tries.All(entry => entry.Reply == Reply.Refused))
        {
            return [new Finding(Harm.Wrong, $"form {key} was refused ({tries[0].Status}) and is there")];
        }

        var (place, email) = (places[0], evidence.Leads.GetValueOrDefault(places[0].LeadId)?.Email);
        return place.Activity.Id == (ids.FirstOrDefault() ?? place.Activity.Id) && email == tries[0].Email
            ? []
            : [new Finding(Harm.Wrong, $"form {key} of {tries[0].Email} is there as {place.Activity.Id} on {email ?? "no lead"}")];
    }

    private static string? MarkerOf(Filed filed) => (filed.Activity as Activity.SignalReceived)?.Signal.Answers?.GetValueOrDefault(Sender.Marker);
}
