using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Tests.Scoring;

/// <summary>Semantics 1 written down a second time, as plainly as possible and in floating point: what the fast one must agree with.</summary>
internal static class PlainFormula
{
    public static double Total(Playbook playbook, ScoringInput lead, DateTimeOffset at)
    {
        var (rules, addends) = (playbook.Scoring, new List<(string? Group, double Points)>());
        var events = Events(playbook, lead).Where(one => one.At <= at).ToList();
        addends.AddRange(rules.Fit.GroupBy(rule => rule.Factor).Select(factor => factor.FirstOrDefault(rule => rule.When.Holds(lead.Facts)))
            .OfType<FitRule>().Select(rule => (rule.Group, (double)rule.Points)));
        addends.AddRange(rules.State.Where(rule => Present(rule, lead, at)).Select(rule => (rule.Group, (double)rule.Points)));
        foreach (var rule in rules.Engagement)
        {
            addends.AddRange(Counted(rule, events).Select(one => (rule.Group, rule.Points * Factor(rule.Decay, at - one.At))));
        }

        var sum = addends.Where(one => one.Group is null).Sum(one => one.Points);
        foreach (var group in rules.Groups)
        {
            sum += Clamp(addends.Where(one => one.Group == group.Id).Sum(one => one.Points), group.Min, group.Max);
        }

        sum += lead.Adjustments.Where(one => one.At <= at).DistinctBy(one => one.Id).Sum(one => one.Points);
        return Clamp(sum, rules.Min, rules.Max);
    }

    public static bool Present(StateRule rule, ScoringInput lead, DateTimeOffset at)
    {
        if (rule.InactiveFor is not { } limit)
        {
            return rule.When!.Holds(lead.Facts);
        }

        var activities = lead.Ledger.Select(one => one.At).Append(lead.LastActivityAt).Where(one => one <= at).ToList();
        return activities.Count > 0 && at - activities.Max() >= limit;
    }

    private static List<LedgerEvent> Events(Playbook playbook, ScoringInput lead)
    {
        var ordered = lead.Ledger.OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        if (playbook.Scoring.SessionDepth is not { } depth)
        {
            return ordered;
        }

        var views = ordered.Where(one => playbook.Signals.Any(signal => signal.Page && signal.Name == one.Signal)).ToList();
        var deep = new List<LedgerEvent>();
        for (int i = 0, first = 0; i < views.Count; i++)
        {
            first = i > 0 && views[i].At - views[i - 1].At >= depth.Gap ? i : first;
            if (i - first + 1 == depth.Pages)
            {
                deep.Add(new("derived", depth.Signal, views[i].At));
            }
        }

        return [.. ordered.Concat(deep).OrderBy(one => one.At)];
    }

    private static List<LedgerEvent> Counted(EngagementRule rule, List<LedgerEvent> events)
    {
        var counted = new List<LedgerEvent>();
        foreach (var one in events.Where(one => one.Signal == rule.Signal))
        {
            var counts = rule.Repeat switch
            {
                Repeat.Once => counted.Count == 0,
                Repeat.Limited limit => counted.Count(other => other.At > one.At - limit.Per) < limit.Max,
                _ => true,
            };
            if (counts)
            {
                counted.Add(one);
            }
        }

        return counted;
    }

    private static double Factor(Decay decay, TimeSpan age) => decay switch
    {
        Decay.HalfLife half => Math.Pow(2, -(age / half.Every)),
        Decay.Linear linear => Math.Max(0, 1 - (linear.Percent / 100 * (age / linear.Every))),
        Decay.Steps steps => steps.Of.OrderBy(step => step.After).LastOrDefault(step => step.After <= age)?.Factor ?? 1,
        Decay.Window window => age < window.For ? 1 : 0,
        _ => 1,
    };

    private static double Clamp(double value, int? min, int? max) => Math.Min(Math.Max(value, min ?? double.MinValue), max ?? double.MaxValue);
}
