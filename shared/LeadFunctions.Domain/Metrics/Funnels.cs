using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Metrics;

/// <summary>How far leads came, how fast, and what was promised them.</summary>
internal static class Funnels
{
    private static readonly Stage[] Ended = [Stage.Lost, Stage.Disqualified, Stage.Archived];

    public static Funnel Of(Tally leads, Playbook playbook) => new(
        [.. Shares.Way.Select((stage, at) => StageOf(leads, playbook, stage, at))],
        [.. Ended.Select(stage => new EndedStage(Transitions.NameOf(stage), NameOf(playbook, Transitions.NameOf(stage)), leads[Measures.Now + Transitions.NameOf(stage)]))],
        [.. playbook.Bands.Select(band => new FunnelBand(band.Id, band.Name, band.From, leads[Measures.Band + band.Id]))]);

    public static ResponseFigures Response(Tally leads)
    {
        var n = leads[Measures.Responses];
        var steps = LogBuckets.Steps.Select(step => (long?)step).Append(null)
            .Select((upTo, at) => new ResponseStep(upTo, leads[Measures.ResponseStep + at.ToString("D3", System.Globalization.CultureInfo.InvariantCulture)]));
        return new ResponseFigures(
            n, leads[Measures.InFiveMinutes], Formulas.Share(leads[Measures.InFiveMinutes], n),
            leads.Percentile(Measures.ResponseIn, 0.5), leads.Percentile(Measures.ResponseIn, 0.9), LogBuckets.RelativeError, [.. steps]);
    }

    /// <summary>Of the playbook's policies, and of those it had before.</summary>
    public static IReadOnlyList<SlaFigures> Sla(Tally leads, Playbook playbook) =>
    [
        .. playbook.Sla.Select(policy => policy.Id)
            .Union(leads.Under(Measures.SlaMet("")).Concat(leads.Under(Measures.SlaBreached(""))).Select(pair => pair.Key).Order(StringComparer.Ordinal))
            .Select(policy => (Policy: policy, Met: leads[Measures.SlaMet(policy)], Breached: leads[Measures.SlaBreached(policy)]))
            .Select(one => new SlaFigures(
                one.Policy, playbook.Sla.FirstOrDefault(policy => policy.Id == one.Policy)?.Name ?? one.Policy, one.Met, one.Breached, Formulas.Share(one.Met, one.Met + one.Breached))),
    ];

    public static IReadOnlyList<StageTime> TimeInStage(Tally leads, Playbook playbook) =>
    [
        .. Enum.GetValues<Stage>().Select(Transitions.NameOf).Where(stage => leads[Measures.Stays(stage)] > 0).Select(stage => new StageTime(
            stage, NameOf(playbook, stage), leads[Measures.Stays(stage)], leads[Measures.StayTime(stage)] / 1000.0 / leads[Measures.Stays(stage)],
            leads.Percentile(Measures.StayIn(stage), 0.5), leads.Percentile(Measures.StayIn(stage), 0.9))),
    ];

    private static FunnelStage StageOf(Tally leads, Playbook playbook, string stage, int at)
    {
        long ReachedAt(int index) => index == 0 ? leads[Measures.Entered] : leads[Measures.Reached + Shares.Way[index]];
        return new FunnelStage(stage, NameOf(playbook, stage), leads[Measures.Now + stage], ReachedAt(at), at == 0 ? null : Formulas.Share(ReachedAt(at), ReachedAt(at - 1)));
    }

    public static string NameOf(Playbook playbook, string stage) =>
        playbook.Stages.FirstOrDefault(one => Transitions.NameOf(one.Stage) == stage)?.Name ?? char.ToUpperInvariant(stage[0]) + stage[1..];
}
