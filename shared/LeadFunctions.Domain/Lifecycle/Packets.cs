using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>Everything the receiver of a lead should know, frozen at the moment it is handed over.</summary>
public static class Packets
{
    private const int MostLines = 20;

    /// <summary>Of a handoff that nobody's action makes: marketing to sales.</summary>
    /// <param name="ledger">The lead's events, or those read from the activities when they spilled.</param>
    public static IReadOnlyList<PacketEntry> Of(HandoffPolicy policy, Lead lead, IReadOnlyList<LedgerEvent> ledger, Rulebook rules, DateTimeOffset now) =>
        Entries(policy, lead with { Ledger = ledger }, null, rules, now);

    internal static IReadOnlyList<PacketEntry> Of(HandoffPolicy policy, Lead lead, Situation situation) =>
        Entries(policy, lead, situation.Action as LifecycleAction.Win, situation.Rules, situation.Now);

    internal static IReadOnlyList<string> Lines(HandoffField field, Lead lead, Situation situation) =>
        Lines(field.Name, lead, situation.Action as LifecycleAction.Win, situation.Rules, situation.Now);

    private static List<PacketEntry> Entries(HandoffPolicy policy, Lead lead, LifecycleAction.Win? win, Rulebook rules, DateTimeOffset now) =>
        [.. policy.Fields.Select(field => new PacketEntry(field.Name, field.Label, Lines(field.Name, lead, win, rules, now)))];

    private static IReadOnlyList<string> Lines(string name, Lead lead, LifecycleAction.Win? win, Rulebook rules, DateTimeOffset now) => name switch
    {
        PacketFields.Source => Distinct(lead.FirstTouch?.Attribution.Source, lead.LastTouch?.Attribution.Source),
        PacketFields.Campaign => Distinct(lead.FirstTouch?.Attribution.Campaign, lead.LastTouch?.Attribution.Campaign),
        PacketFields.Engagement => Engagement(lead, rules),
        PacketFields.Fit => [string.Create(CultureInfo.InvariantCulture, $"{lead.Score.Fit} points, grade {lead.Score.Grade}"), .. Score(lead, rules, now, ScoreLineKind.Fit)],
        PacketFields.Score => [.. Score(lead, rules, now, null)],
        PacketFields.Qualification => Answers(lead, rules.Playbook),
        PacketFields.Notes => [.. (lead.Qualification ?? Qualification.None).Notes.Select(note => $"{Day(note.At)} {note.By}: {note.Text}")],
        PacketFields.Stakeholders => (lead.Qualification ?? Qualification.None).Stakeholders,
        PacketFields.Contract => Distinct(win?.Contract),
        PacketFields.UseCase => Distinct(win?.UseCase),
        PacketFields.Contacts => [.. (win?.Contacts ?? []).Where(contact => !string.IsNullOrWhiteSpace(contact))],
        PacketFields.WhyBought => Distinct(win?.WhyBought),
        _ => Distinct(lead.Attribute(name)),
    };

    /// <summary>What they did, the latest first, each kind once.</summary>
    private static List<string> Engagement(Lead lead, Rulebook rules) =>
        [.. lead.Ledger.GroupBy(happened => happened.Signal)
            .OrderByDescending(kind => kind.Max(happened => happened.At)).ThenBy(kind => kind.Key, StringComparer.Ordinal)
            .Take(MostLines)
            .Select(kind => $"{rules.Signal(kind.Key)?.Label ?? kind.Key}{(kind.Count() == 1 ? "" : $", {kind.Count()} times")}, last {Day(kind.Max(happened => happened.At))}")];

    private static IEnumerable<string> Score(Lead lead, Rulebook rules, DateTimeOffset now, ScoreLineKind? kind) =>
        rules.Model.Explain(new ScoringInput(LeadFacts.Of(lead, rules.Domains, now), lead.Ledger, lead.Adjustments, lead.LastActivityAt), now).Lines
            .Where(line => line.Points != Points.Zero && (kind is null || line.Kind == kind))
            .OrderByDescending(line => Math.Abs(line.Points.Milli))
            .Take(MostLines)
            .Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Points.ToDecimal():+0.#;-0.#} {(line.Why.StartsWith(line.Label, StringComparison.Ordinal) ? "" : line.Label + ": ")}{line.Why}"));

    private static List<string> Answers(Lead lead, Playbook playbook) =>
        [.. (lead.Qualification ?? Qualification.None).Answers.Select(answer => $"{LabelOf(answer, playbook)}: {answer.Answer} ({answer.By}, {Day(answer.At)})")];

    private static string LabelOf(QualificationAnswer answer, Playbook playbook) =>
        playbook.Qualification.FirstOrDefault(method => method.Id == answer.Method)?.Criteria.FirstOrDefault(criterion => criterion.Id == answer.Criterion)?.Label ?? answer.Criterion;

    private static List<string> Distinct(params string?[] texts) => [.. texts.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!).Distinct()];

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
