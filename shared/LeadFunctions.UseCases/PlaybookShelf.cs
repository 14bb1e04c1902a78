using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases;

/// <summary>The playbook in force and every one before it, each with the instant it came into force.</summary>
public sealed class PlaybookShelf
{
    private readonly Lock _publishing = new();
    private volatile IReadOnlyList<Published> _versions;

    /// <param name="versions">Oldest first, at least one.</param>
    public PlaybookShelf(IReadOnlyList<Published> versions)
    {
        ArgumentOutOfRangeException.ThrowIfZero(versions.Count);
        _versions = versions;
    }

    /// <summary>Scores beside the version in force and decides nothing; null when there is none.</summary>
    public Rulebook? Shadow { get; set => Volatile.Write(ref field, value); }

    public Rulebook Current => _versions[^1].Rules;

    public IReadOnlyList<Published> Versions => _versions;

    /// <summary>The version in force at an instant; before the first publication, the first.</summary>
    public Rulebook InForceAt(DateTimeOffset at) => (_versions.LastOrDefault(version => version.From <= at) ?? _versions[0]).Rules;

    /// <summary>A version by its name; null when it is not on the shelf.</summary>
    public Rulebook? Version(string version) => _versions.LastOrDefault(published => published.Rules.Version == version)?.Rules;

    /// <summary>The version a lead was last scored by, if another one is in force now: what tells a change of the playbook from a deed of the lead.</summary>
    public Rulebook? FormerOf(Lead lead) => lead.Version == 0 || lead.Score.PlaybookVersion == Current.Version ? null : Version(lead.Score.PlaybookVersion);

    /// <summary>Known already: nothing happens.</summary>
    public void Publish(Published next)
    {
        lock (_publishing)
        {
            _versions = _versions[^1].From >= next.From && _versions[^1].Rules.Version == next.Rules.Version ? _versions : [.. _versions, next];
        }
    }
}

/// <summary>A playbook version with when it came into force.</summary>
public sealed record Published(DateTimeOffset From, Rulebook Rules);
