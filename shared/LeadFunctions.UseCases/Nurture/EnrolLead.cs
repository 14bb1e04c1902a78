using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Nurture;

/// <summary>A person puts a lead into a sequence, or takes it out. Entry conditions are not asked; consent, suppression and caps are, at every mail.</summary>
public sealed class EnrolLead(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock)
{
    public Task<ActionResult> EnrolAsync(ActionRequest request, string sequenceId, CancellationToken ct) => LeadAction.RunAsync(leads, request, lead =>
    {
        var (rules, now) = (playbooks.Current, clock.GetUtcNow());
        if (rules.Playbook.Mail is null || rules.Playbook.Sequences.FirstOrDefault(sequence => sequence.Id == sequenceId) is not { } sequence)
        {
            return No("the playbook has no such sequence");
        }

        var (run, whyNot) = Entering.ByHand(sequence, lead.Enrolments ?? [], new Moment(now, lead.LastActivityAt, rules.Version), request.By);
        return run is null ? No(whyNot!) : Yes(lead, run, new Activity.Nurtured($"nurture:{run.Id}:entered", now, run.Id, "entered", run.By) { By = request.By }, now);
    }, ct);

    public Task<ActionResult> ExitAsync(ActionRequest request, string sequenceId, string? reason, CancellationToken ct) => LeadAction.RunAsync(leads, request, lead =>
    {
        var now = clock.GetUtcNow();
        if ((lead.Enrolments ?? []).FirstOrDefault(one => one.SequenceId == sequenceId && one.IsActive) is not { } run)
        {
            return No("the lead is not in this sequence");
        }

        var why = $"removed by {request.By}" + (reason is null ? "" : ": " + reason);
        return Yes(lead, run.End(EnrolmentState.Removed, why, now), new Activity.Nurtured($"nurture:{run.Id}:ended", now, run.Id, "removed", why) { By = request.By }, now);
    }, ct);

    private Task<(Commit?, string?)> Yes(Lead lead, Enrolment run, Activity line, DateTimeOffset now)
    {
        var others = (lead.Enrolments ?? []).Where(one => one.Id != run.Id);
        var commit = new Commit { Lead = lead with { Enrolments = FollowNurture.Kept([.. others, run]), UpdatedAt = now }, Activities = [line] };
        return Task.FromResult<(Commit?, string?)>((Consequences.Of(lead, commit, playbooks.Current, now), null));
    }

    private static Task<(Commit?, string?)> No(string why) => Task.FromResult<(Commit?, string?)>((null, why));
}
