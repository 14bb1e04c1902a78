using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Leads;

/// <summary>
/// What a lead would have done by the playbook it was last scored by: whatever it does beyond that, the change of the playbook did. Such crossings are marked,
/// so that they are told apart from deeds, rationed and counted.
/// </summary>
internal sealed record ModelChange(Band? RoseTo, string Band, bool WouldBeMql)
{
    public static ModelChange Of(Lead lead, IReadOnlyList<LedgerEvent> ledger, Rulebook former, DateTimeOffset now)
    {
        var facts = LeadFacts.Of(lead, former.Domains, now);
        var input = new ScoringInput(facts, ledger, lead.Adjustments, lead.LastActivityAt);
        var score = former.Model.Score(input, now);
        var bound = former.Playbook.Bands.FirstOrDefault(band => band.Id == former.Playbook.MqlBand);
        var counts = Recycled.Counts(lead with { Score = score }, input, former, now);
        var isMql = lead.Stage == Stage.Raw && Progress.Gate(facts, former.Playbook) is null && bound is not null && counts >= Points.Whole(bound.From);
        return new(Progress.Cross(lead, score.Total, former.Playbook, now).TopFired, score.Band, isMql);
    }

    /// <param name="model">Null: the playbook is the one it was last scored by.</param>
    /// <returns>The lead with its mark set, kept or taken away, and its activities with theirs.</returns>
    public static (Lead Lead, IReadOnlyList<Activity> Activities) Mark(Lead lead, List<Activity> activities, ModelChange? model, (string Version, bool HandRaise) by)
    {
        var marked = activities.ConvertAll(activity => model is null ? activity : model.Marked(activity, by));
        var moved = marked.Where(activity => activity is Activity.BandCrossed { Up: true } or Activity.StageChanged).ToList();
        var byModel = moved.FirstOrDefault(activity => activity is Activity.BandCrossed { Model: not null } or Activity.StageChanged { Model: not null });
        return (lead with
        {
            ByModel = by.HandRaise ? null
                : byModel is not null ? new ByModel(by.Version, byModel.At)
                : moved.Count > 0 ? null
                : lead.ByModel,
        }, marked);
    }

    private Activity Marked(Activity activity, (string Version, bool HandRaise) by) => activity switch
    {
        Activity.BandCrossed { Up: true } up when RoseTo is null && !by.HandRaise => up with { Model = by.Version },
        Activity.BandCrossed { Up: false } down when Band == down.From => down with { Model = by.Version },
        Activity.StageChanged { To: Stage.Mql } mql when !WouldBeMql && !by.HandRaise => mql with { Model = by.Version },
        _ => activity,
    };
}

/// <summary>A lead stands where it does because a playbook came into force, not because of anything it did.</summary>
public sealed record ByModel(string Version, DateTimeOffset At);
