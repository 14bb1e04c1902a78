using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>A person writes something down on a lead's timeline.</summary>
public sealed class AddNote(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock, NewId newId)
{
    public Task<ActionResult> RunAsync(ActionRequest request, string text, CancellationToken ct)
    {
        var note = new Activity.Noted(newId.Next("note"), clock.GetUtcNow(), text) { By = request.By };
        return LeadAction.RunAsync(leads, request, lead => Decided(Consequences.Of(lead, new Commit { ActivitiesOf = lead.Id, Activities = [note] }, playbooks.Current, note.At)), ct);
    }

    private static Task<(Commit?, string?)> Decided(Commit commit) => Task.FromResult<(Commit?, string?)>((commit, null));
}
