using LeadFunctions.Chaos.Traffic;

namespace LeadFunctions.Chaos.Checking;

/// <summary>Nothing is left over, nothing was given up, the file is whole, and no client saw a server error.</summary>
public static class StoreChecks
{
    public static IEnumerable<Finding> Of(Evidence evidence)
    {
        var backlog = evidence.Backlog;
        if (backlog.Open + backlog.Dead > 0)
        {
            yield return new Finding(Harm.Stuck, $"messages left: {backlog}");
        }

        if (evidence.Integrity != "ok")
        {
            yield return new Finding(Harm.Wrong, "the database file: " + evidence.Integrity);
        }

        // No limit is on and nothing is full, so every refusal is an error but one: a host that stops may say so.
        foreach (var status in evidence.Sent.Where(entry => entry.Reply == Reply.Refused && entry.Status != 503).CountBy(entry => (entry.Kind, entry.Status)))
        {
            yield return new Finding(Harm.Wrong, $"{status.Value} good requests ({status.Key.Kind}) were answered {status.Key.Status}");
        }
    }
}
