using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Tests.Scoring;

/// <summary>Small playbooks and inputs for scoring tests, in the seeds' numbers where they have any.</summary>
internal static class Models
{
    public static readonly DateTimeOffset Day0 = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly Decay ThirtyDays = new Decay.HalfLife(TimeSpan.FromDays(30));

    public static readonly IReadOnlyList<Band> Bands =
    [
        new("cold", "Cold", 0, ""), new("warm", "Warm", 21, ""), new("mql", "MQL", 41, ""), new("sal", "SAL", 61, ""), new("sql", "SQL", 81, ""),
    ];

    public static Playbook Playbook(ScoringRules rules, params string[] pages) => new()
    {
        Name = "test",
        Version = "0123456789ab",
        Bands = Bands,
        Scoring = rules,
        Signals = [.. pages.Select(page => new SignalDefinition(page, page, Page: true))],
    };

    public static ScoringModel With(params EngagementRule[] rules) => ScoringModel.Compile(Playbook(new() { Engagement = rules }));

    public static ScoringModel Of(ScoringRules rules, params string[] pages) => ScoringModel.Compile(Playbook(rules, pages));

    public static EngagementRule Rule(string signal, int points, Decay? decay = null, Repeat? repeat = null, string? group = null) =>
        new(signal, signal, signal, points, group, repeat ?? new Repeat.Each(), decay ?? ThirtyDays);

    public static LedgerEvent Event(string id, string signal, TimeSpan after) => new(id, signal, Day0 + after);

    public static ScoringInput Lead(params LedgerEvent[] ledger) => new(NoFacts, ledger, [], Day0);

    public static ScoringInput Lead(Dictionary<string, string> facts, params LedgerEvent[] ledger) => new(new Facts(facts), ledger, [], Day0);

    public static readonly Facts NoFacts = new(new Dictionary<string, string>());

    public static decimal TotalAfter(this ScoringModel model, ScoringInput lead, double days) => model.Score(lead, Day0.AddDays(days)).Total.ToDecimal();
}
