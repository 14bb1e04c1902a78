using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Playbooks;

/// <summary>One playbook version, ready to decide by: the text's meaning, its compiled points, and what is known about domains.</summary>
public sealed record Rulebook(Playbook Playbook, ScoringModel Model, DomainKnowledge Domains)
{
    private readonly Dictionary<string, SignalDefinition> _signals = Playbook.Signals.ToDictionary(signal => signal.Name, StringComparer.Ordinal);

    public string Version => Playbook.Version;

    public SignalDefinition? Signal(string name) => _signals.GetValueOrDefault(name);
}
