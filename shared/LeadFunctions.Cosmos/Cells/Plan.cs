using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>A commit as changes of cells: one decides, the others follow it.</summary>
internal sealed record Plan(string Commit, Change Decider, IReadOnlyList<Change> Others, IReadOnlyList<BusMessage> Messages)
{
    /// <summary>More than one write is needed, so somebody else may have to end it.</summary>
    public bool IsWide => Others.Count > 0 || Messages.Count > 0;

    public OpenCommit Opened => new(Commit, Others.Count == 0 ? null : [.. Others.Select(change => change.At)], Messages.Count == 0 ? null : Messages);

    public OpenMark Mark => new(Decider.At, Opened.Others);

    /// <returns>Null when nothing is changed: at most messages go out.</returns>
    /// <exception cref="ArgumentException">Activities of nobody.</exception>
    public static Plan? Of(Commit commit, string id, Func<long> newVersion)
    {
        var changes = new List<Change>();
        var timeline = commit.Activities.Count == 0 ? null : commit.Lead?.Id ?? commit.ActivitiesOf
            ?? throw new ArgumentException("Activities need a lead: set Lead or ActivitiesOf.", nameof(commit));
        if (commit.Lead is { } lead)
        {
            var next = lead with { Version = lead.Version + 1 };
            changes.Add(new Change(Address.OfLead(lead.Id), lead.Version, Values.Text(next), next.Version) { Activities = commit.Activities });
        }
        else if (timeline is not null)
        {
            changes.Add(new Change(Address.OfLead(timeline), null, null, 0) { Activities = commit.Activities });
        }

        if (commit.Visitor is { } visitor)
        {
            var next = visitor with { Version = visitor.Version + 1 };
            changes.Add(new Change(Address.OfVisitor(visitor.Id), visitor.Version, Values.Text(next), next.Version));
        }

        changes.AddRange(commit.Registers.Select(write => new Change(Address.Of(write), write.Version, write.Value, newVersion())));
        var messages = Sent(commit.Messages, id);
        var decides = changes.Count > 0 && (changes[0].At.Space is Address.Leads or Address.Visitors || (changes.Count == 1 && messages.Count == 0));
        return changes.Count == 0 ? null : decides ? new Plan(id, changes[0], changes[1..], messages) : new Plan(id, new Change(Address.OfMark(id), null, null, 0), changes, messages);
    }

    /// <summary>Messages without an id of their own get one that a second sending of the same commit has again.</summary>
    public static IReadOnlyList<BusMessage> Sent(IReadOnlyList<Outgoing> messages, string commit) =>
        [.. messages.Select((outgoing, index) => new BusMessage(outgoing.Id ?? $"{commit}:{index}", outgoing.Message, outgoing.DueAt))];
}
