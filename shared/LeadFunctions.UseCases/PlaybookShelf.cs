using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases;

/// <summary>The playbook in force and every one before it, each with the instant it came into force.</summary>
public sealed class PlaybookShelf
{
    private volatile IReadOnlyList<Published> _versions;

    /// <param name="versions">Oldest first, at least one.</param>
    public PlaybookShelf(IReadOnlyList<Published> versions)
    {
        ArgumentOutOfRangeException.ThrowIfZero(versions.Count);
        _versions = versions;
    }

    public Rulebook Current => _versions[^1].Rules;

    public IReadOnlyList<Published> Versions => _versions;

    /// <summary>The version in force at an instant; before the first publication, the first.</summary>
    public Rulebook InForceAt(DateTimeOffset at) => (_versions.LastOrDefault(version => version.From <= at) ?? _versions[0]).Rules;

    /// <summary>A version by its name; null when it is not on the shelf.</summary>
    public Rulebook? Version(string version) => _versions.LastOrDefault(published => published.Rules.Version == version)?.Rules;

    public void Publish(Published next) => _versions = [.. _versions, next];
}

/// <summary>A playbook version with when it came into force.</summary>
public sealed record Published(DateTimeOffset From, Rulebook Rules);
