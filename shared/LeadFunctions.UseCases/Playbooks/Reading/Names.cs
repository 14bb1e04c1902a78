namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>Which ids of each kind the document defines, and which it uses; a use may come before its definition.</summary>
internal sealed class Names(PlaybookErrors errors)
{
    private readonly Dictionary<string, Dictionary<string, YamlNode>> _defined = [];
    private readonly List<(string Kind, string Name, YamlNode At)> _used = [];

    /// <param name="kind">As people call it: <c>signal</c>, <c>pool</c>.</param>
    public void Define(string kind, string name, YamlNode at)
    {
        var ofKind = OfKind(kind);
        if (!ofKind.TryAdd(name, at))
        {
            errors.Add(at, $"the {kind} '{name}' is already defined in line {ofKind[name].Line}; give this one another name or remove it");
        }
    }

    public void Use(string kind, string name, YamlNode at) => _used.Add((kind, name, at));

    public bool Knows(string kind, string name) => OfKind(kind).ContainsKey(name);

    /// <summary>Reports every use without a definition; call it when everything is read.</summary>
    public void CheckUses()
    {
        foreach (var (kind, name, at) in _used)
        {
            if (!Knows(kind, name))
            {
                errors.Add(at, $"there is no {kind} '{name}'; {Nearest.Hint(name, OfKind(kind).Keys)}");
            }
        }
    }

    private Dictionary<string, YamlNode> OfKind(string kind) =>
        _defined.TryGetValue(kind, out var names) ? names : _defined[kind] = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
}
