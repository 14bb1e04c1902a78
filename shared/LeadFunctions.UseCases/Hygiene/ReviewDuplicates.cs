using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>
/// Weekly: leads changed since the last time (and no others) are matched with those that share a key with them. Pairs with two independent signs that they are
/// one person are merged, the others stay listed for somebody to look at.
/// </summary>
public sealed class ReviewDuplicates(ILeadStore leads, MergeLeads merge, NewId ids) : HygieneRun(leads)
{
    private const int PageSize = 200;
    private const string Mark = "since";

    public override string Name => "duplicates";

    protected override async Task<HygieneReport> LookAsync(HygieneReport report, CancellationToken ct)
    {
        var (looked, found) = await MatchAsync(report.At, ct);
        var (open, merged, refused) = (0, 0, 0);
        string? after = null;
        do
        {
            (var pairs, after) = await new Duplicates(Leads).PageAsync(after, PageSize, ct);
            foreach (var pair in pairs)
            {
                open++;
                var (done, no) = pair.IsExact ? await MergedAsync(pair, report.DryRun, ct) : (0, 0);
                (merged, refused) = (merged + done, refused + no);
            }
        }
        while (after is not null);

        return report with { Looked = looked, Changed = merged, Lines = [$"{found} new pairs", $"{merged} exact ones {(report.DryRun ? "to merge" : "merged")}, {refused} could not be", $"{open - merged} to look at"] };
    }

    /// <summary>From the latest change back to where the last run began.</summary>
    private async Task<(int Looked, int Found)> MatchAsync(DateTimeOffset now, CancellationToken ct)
    {
        var mark = await Leads.FindRegisterAsync(RegisterNames.Matching, Mark, ct);
        var since = mark is null ? DateTimeOffset.MinValue : JsonSerializer.Deserialize(mark.Value, WireJson.Default.DateTimeOffset);
        var (looked, found, index) = (0, 0, new MatchIndex(Leads, ids));
        for (string? cursor = null; ;)
        {
            var page = await Leads.ListAsync(new LeadQuery(Sort: "-updated", Limit: PageSize, Cursor: cursor), ct);
            foreach (var row in page.Items.Where(row => row.UpdatedAt >= since))
            {
                looked++;
                found += await Leads.FindLeadAsync(row.Id, ct) is { MergedInto: null } lead ? await index.FollowAsync(lead, now, ct) : 0;
            }

            if ((cursor = page.Next) is null || page.Items[^1].UpdatedAt < since)
            {
                await Leads.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Matching, Mark, JsonSerializer.Serialize(now, WireJson.Default.DateTimeOffset), mark?.Version ?? 0)] }, ct);
                return (looked, found);
            }
        }
    }

    private async Task<(int Done, int Refused)> MergedAsync(OpenDuplicate pair, bool dryRun, CancellationToken ct) =>
        dryRun || await merge.MergeAsync(new ActionRequest(pair.Leads[0].Id, "system"), pair.Leads[1].Id, string.Join(", ", pair.Kinds), ct) is ActionResult.Applied ? (1, 0) : (0, 1);
}
