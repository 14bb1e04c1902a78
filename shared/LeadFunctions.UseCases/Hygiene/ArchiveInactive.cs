using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>Quarterly, a week after its dry run: raw leads that nobody owns and nobody has heard of for a year, or as long as the playbook says, are archived; a hand-raise brings them back.</summary>
public sealed class ArchiveInactive(ILeadStore leads, PlaybookShelf playbooks) : HygieneRun(leads)
{
    private const int PageSize = 200;

    public override string Name => "archive";

    private TimeSpan After => playbooks.Current.Playbook.Hygiene.ArchiveAfter;

    protected override async Task<HygieneReport> LookAsync(HygieneReport report, CancellationToken ct)
    {
        var (looked, archived) = (0, 0);
        for (string? cursor = null; ;)
        {
            var page = await Leads.ListAsync(new LeadQuery(Stage: Stage.Raw, Sort: "-created", Limit: PageSize, Cursor: cursor), ct);
            foreach (var row in page.Items)
            {
                looked++;
                archived += row.Owner is null && await ArchiveAsync(row.Id, report, ct) ? 1 : 0;
            }

            if ((cursor = page.Next) is null)
            {
                return report with { Looked = looked, Changed = archived, Lines = [$"{archived} of {looked} raw leads silent for {After.TotalDays:0.#} days {(report.DryRun ? "to archive" : "archived")}"] };
            }
        }
    }

    private async Task<bool> ArchiveAsync(string leadId, HygieneReport report, CancellationToken ct)
    {
        if (report.DryRun)
        {
            return await Leads.FindLeadAsync(leadId, ct) is { } lead && IsInactive(lead, report.At);
        }

        return await LeadAction.RunAsync(Leads, new ActionRequest(leadId, report.By), lead => Task.FromResult<(Commit?, string?)>(
            IsInactive(lead, report.At) ? (Archived(lead, report), null) : (null, "not inactive")), ct) is ActionResult.Applied;
    }

    private Commit Archived(Lead lead, HygieneReport report)
    {
        var line = new Activity.StageChanged($"stage:archived:{report.At.ToUnixTimeMilliseconds()}", report.At, lead.Stage, Stage.Archived, "archive", "inactive") { By = report.By };
        return Consequences.Of(lead, new Commit { Lead = Stays.Move(lead, Stage.Archived, report.At) with { UpdatedAt = report.At }, Activities = [line] }, playbooks.Current, report.At);
    }

    private bool IsInactive(Lead lead, DateTimeOffset now) => lead is { Stage: Stage.Raw, Owner: null, MergedInto: null } && lead.LastActivityAt < now - After;
}
