using System.Collections.Frozen;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Http;

/// <summary>What the public endpoints ask of a playbook, looked up instead of searched. Made once per playbook.</summary>
public sealed class Site(Playbook playbook)
{
    public Playbook Playbook => playbook;

    public PageMatcher Pages { get; } = new(playbook.Pages);

    public FrozenSet<string> Origins { get; } = OriginSet(playbook.Origins);

    private readonly FrozenDictionary<string, SiteForm> _forms = playbook.Forms
        .Where(form => form.Enabled)
        .ToFrozenDictionary(form => form.Id, form => new SiteForm(form, OriginSet(form.Origins.Count > 0 ? form.Origins : playbook.Origins)), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _signals = playbook.Signals
        .Select(signal => signal.Name).Append(SignalDefinition.PageView).Distinct()
        .ToFrozenDictionary(name => name, StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>An enabled form, or null.</summary>
    public SiteForm? Form(string id) => _forms.GetValueOrDefault(id);

    /// <summary>The playbook's own text of a signal's name, or null when it has no such signal.</summary>
    public string? Signal(ReadOnlySpan<char> name) => _signals.TryGetValue(name, out var known) ? known : null;

    // Compared as browsers write them: lower-case, no trailing slash.
    private static FrozenSet<string> OriginSet(IReadOnlyList<string> origins) =>
        origins.Select(origin => origin.TrimEnd('/').ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>A form with the origins that may post it.</summary>
public sealed record SiteForm(FormDefinition Form, FrozenSet<string> Origins)
{
    private readonly Dictionary<string, string> _attributes = new(Form.Fields, StringComparer.OrdinalIgnoreCase);

    /// <summary>The attribute an input stands for, or null when it is a free answer.</summary>
    public string? AttributeOf(string input) => _attributes.GetValueOrDefault(input) ?? (input.Equals("email", StringComparison.OrdinalIgnoreCase) ? "email" : null);
}
