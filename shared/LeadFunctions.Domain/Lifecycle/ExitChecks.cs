using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>The exit criteria of stages that a lead itself can answer; the others are for people to judge.</summary>
public static class ExitChecks
{
    private static readonly Dictionary<string, Func<Lead, Playbook, bool>> Known = new(StringComparer.Ordinal)
    {
        ["score"] = (lead, playbook) => playbook.Bands.FirstOrDefault(band => band.Id == playbook.MqlBand) is { } bound && lead.Score.Total >= Points.Whole(bound.From),
        ["contacted"] = (lead, _) => lead.FirstContact is not null,
        ["qualified"] = (lead, playbook) => playbook.Qualification.Any(method => IsAnswered(method, lead.Qualification ?? Qualification.None)),
        ["accepted"] = (lead, _) => lead.Handoffs.MaxBy(handoff => handoff.OfferedAt) is { State: HandoffState.Accepted },
        ["closed"] = (lead, _) => lead.Deal?.Won is not null,
        ["kickoff"] = (lead, _) => lead.Deal?.KickoffAt is not null,
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static bool IsMet(string name, Lead lead, Playbook playbook) => Known[name](lead, playbook);

    private static bool IsAnswered(QualificationMethod method, Qualification known) =>
        method.Criteria.All(criterion => !criterion.Required || known.AnswerTo(method.Id, criterion.Id) is not null);
}
