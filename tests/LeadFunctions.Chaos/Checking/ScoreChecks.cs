using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Chaos.Checking;

/// <summary>The lines that the API tells sum to its total, which is the stored score at its instant, which is what a replay of the timeline gives.</summary>
public static class ScoreChecks
{
    public static IEnumerable<Finding> Of(Evidence evidence)
    {
        var timelines = evidence.Timeline.ToLookup(filed => filed.LeadId, filed => filed.Activity);
        return evidence.Leads.Values.SelectMany(lead => OfLead(lead, [.. timelines[lead.Id]], evidence));
    }

    private static IEnumerable<Finding> OfLead(Lead lead, List<Activity> timeline, Evidence evidence)
    {
        var told = evidence.Scores[lead.Id];
        if (told.Lines.Sum() != told.Total)
        {
            yield return new Finding(Harm.Wrong, $"lead {lead.Id}: the lines sum to {told.Lines.Sum()}, the score is {told.Total}");
        }

        if (told.Total != lead.Score.Total.ToDecimal())
        {
            yield return new Finding(Harm.Wrong, $"lead {lead.Id}: the API tells {told.Total}, stored is {lead.Score.Total}");
        }

        var signals = timeline.OfType<Activity.SignalReceived>().Select(received => received.Signal).ToList();
        var replayed = Capture.Apply(Capture.New(lead.Id, lead.Email, lead.CreatedAt), signals, evidence.Rules);
        var input = new ScoringInput(LeadFacts.Of(replayed, evidence.Rules.Domains, lead.Score.At), replayed.Ledger, lead.Adjustments, replayed.LastActivityAt);
        var score = evidence.Rules.Model.Score(input, lead.Score.At);
        if (score.Total != lead.Score.Total)
        {
            yield return new Finding(Harm.Wrong, $"lead {lead.Id}: replaying {signals.Count} signals gives {score.Total}, stored is {lead.Score.Total}");
        }
    }
}
