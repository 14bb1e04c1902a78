using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>People a browser belonged to before.</summary>
public static class FormerUsers
{
    /// <summary>
    /// A repeat of what the browser sent when it was somebody else's stays theirs: a lead only knows its own events. Certain because a browser changes hands only
    /// after the one before has counted everything it was given (<see cref="JoinVisitor"/>).
    /// </summary>
    public static async Task<List<Signal>> NotTheirsAsync(ILeadStore leads, Visitor visitor, IReadOnlyList<Signal> signals, CancellationToken ct)
    {
        var fresh = signals.ToList();
        foreach (var former in fresh.Count == 0 ? [] : visitor.Before ?? [])
        {
            var theirs = await leads.KnownActivitiesAsync(former, [.. fresh.Select(signal => signal.Id)], ct);
            fresh.RemoveAll(signal => theirs.Contains(signal.Id));
        }

        return fresh;
    }
}
