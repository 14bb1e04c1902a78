using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Every decision says by which line of which playbook version it was taken.</summary>
public static class Citations
{
    public static Commit With(Commit commit, Rulebook rules) =>
        commit.Activities.All(activity => activity is Activity.SignalReceived) ? commit : commit with { Activities = [.. commit.Activities.Select(activity => Cited(activity, rules))] };

    private static Activity Cited(Activity activity, Rulebook rules) =>
        activity.Rule is null && KeyOf(activity, rules.Playbook) is { } key ? activity with { Rule = new PlaybookLine(rules.Version, key, rules.Playbook.Lines.GetValueOrDefault(key)) } : activity;

    private static string? KeyOf(Activity activity, Playbook playbook) => activity switch
    {
        Activity.BandCrossed crossed => "thresholds.bands." + crossed.To,
        Activity.StageChanged { Cause: var cause } => cause.Split(':', 2) switch
        {
            ["threshold", var band] => "thresholds.bands." + band,
            ["hand-raise", var signal] => "signals." + signal,
            _ => null,
        },
        Activity.RoutingDecided { Decision.RuleId: { Length: > 0 } rule } => RouteKey(rule, playbook),
        Activity.Clocked clocked => "sla." + clocked.Policy,
        Activity.Nurtured nurtured => "sequences." + nurtured.Enrolment.Split(':')[0],
        _ => null,
    };

    private static string RouteKey(string rule, Playbook playbook) =>
        playbook.Handoffs.FirstOrDefault(handoff => handoff.Routing.Any(one => one.Id == rule)) is { } handoff
            ? $"handoffs.{PlaybookKeys.Kebab(handoff.Kind.ToString())}.routing.{rule}"
            : "routing." + rule;
}
