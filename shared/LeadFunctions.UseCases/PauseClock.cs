using LeadFunctions.Domain.Clocks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>A person stops a lead's clocks for a while, or lets them run on; recorded with who and why.</summary>
public sealed class PauseClock(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock)
{
    /// <param name="which">A clock's or policy's id; null for all of the lead's.</param>
    public Task<ActionResult> RunAsync(ActionRequest request, string? which, string reason, CancellationToken ct) =>
        ChangeAsync(request, (lead, now) => PausedClocks.Pause(lead, which, request.By, reason, playbooks.Current.Playbook, now), ct);

    public Task<ActionResult> ResumeAsync(ActionRequest request, string? which, string reason, CancellationToken ct) =>
        ChangeAsync(request, (lead, now) => PausedClocks.Resume(lead, which, request.By, reason, playbooks.Current.Playbook, now), ct);

    private Task<ActionResult> ChangeAsync(
        ActionRequest request, Func<Domain.Leads.Lead, DateTimeOffset, (ClockChange? Change, string? Refusal)> change, CancellationToken ct) =>
        LeadAction.RunAsync(leads, request, lead =>
        {
            var (rules, now) = (playbooks.Current, clock.GetUtcNow());
            var (changed, refusal) = change(lead, now);
            var commit = changed is null ? null : new Commit
            {
                Lead = changed.Lead with { UpdatedAt = now },
                Activities = changed.Activities,
                Messages = [.. SlaNotices.Of(changed, lead, rules.Playbook)],
            };
            return Task.FromResult((commit is null ? null : Consequences.Of(lead, commit, rules, now), refusal));
        }, ct);
}
