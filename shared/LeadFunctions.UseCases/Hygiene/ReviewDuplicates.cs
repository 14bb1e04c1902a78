using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>
/// Weekly: leads changed since the last time (and no others) are matched with those that share a key with them. Pairs with two independent signs that they are
/// one person are merged, the others stay listed for somebody to look at.
/// </summary>
public sealed class ReviewDuplicates(ILeadStore leads, MergeLeads merge, NewId ids) : HygieneRun(leads)
{
    private const int PageSize = 200;

    public override string Name => "duplicates";

    protected override async Task<HygieneReport> LookAsync(HygieneReport report, CancellationToken ct)
    {
        var (found, index) = (0, new MatchIndex(Leads, ids));
        var looked = await new ChangedLeads(Leads, RegisterNames.Matching).EachAsync(report.At, async lead => found += await index.FollowAsync(lead, report.At, ct), ct);
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

    private async Task<(int Done, int Refused)> MergedAsync(OpenDuplicate pair, bool dryRun, CancellationToken ct) =>
        dryRun || await merge.MergeAsync(new ActionRequest(pair.Leads[0].Id, "system"), pair.Leads[1].Id, string.Join(", ", pair.Kinds), ct) is ActionResult.Applied ? (1, 0) : (0, 1);
}
