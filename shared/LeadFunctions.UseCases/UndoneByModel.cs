using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A change of the playbook made an MQL, and the playbook changed again: who has done nothing since, and whom nobody has contacted, is no MQL any more, and
/// leaves its owner's desk. So a rollback takes back what the version did. A score alone never does this.
/// </summary>
public static class UndoneByModel
{
    /// <summary>Cause of the stage change.</summary>
    public const string Cause = "model:undone";

    /// <returns>What was decided, with that taken back; the same when there is nothing to take back.</returns>
    public static async Task<Commit> OfAsync(ILeadStore leads, Lead before, Commit commit, Rulebook rules, DateTimeOffset now, CancellationToken ct)
    {
        if (commit.Lead is not { } lead || !IsUndone(before, lead, rules))
        {
            return commit;
        }

        var id = $"model:{lead.ByModel!.At.ToUnixTimeMilliseconds()}";
        var moved = new Change(Stays.Move(lead, Stage.Raw, now), [new Activity.StageChanged("stage:" + id, now, Stage.Mql, Stage.Raw, Cause, null) { Model = rules.Version }]);
        var left = Leaving.Desk(moved, "the playbook changed again", id, "system", now);
        return commit with
        {
            Lead = left.Lead with { ByModel = null },
            Activities = [.. commit.Activities, .. left.Activities],
            Registers = [.. commit.Registers, .. await DeskMoves.OfAsync(leads, lead, left.Lead, rules.Playbook, now, ct)],
        };
    }

    private static bool IsUndone(Lead before, Lead lead, Rulebook rules) =>
        before is { Stage: Stage.Mql, ByModel: { } mark } && lead is { Stage: Stage.Mql, FirstContact: null, ByModel: not null } && mark.Version != rules.Version && lead.ByModel == mark
        && before.StageSince == mark.At && lead.LastActivityAt <= mark.At
        && rules.Playbook.Bands.FirstOrDefault(band => band.Id == rules.Playbook.MqlBand) is { } bound && lead.Score.Total < Domain.Points.Whole(bound.From);
}
