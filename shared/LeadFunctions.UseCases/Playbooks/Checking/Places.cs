using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks.Reading;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>
/// Where a key stands in a text. Keys name list items by their id (<c>routing.apac</c>) or their place (<c>pages[2]</c>), and rules without their factor
/// (<c>scoring.fit.title-manager</c>). What is not there itself is looked for at what it would stand in.
/// </summary>
public sealed class Places
{
    private static readonly string[] Names = ["id", "name", "factor", "stage", "kind", "metric"];
    private readonly YamlNode? _root;

    public Places(string yaml) => _root = YamlTree.Read(yaml, new PlaybookErrors(""));

    internal Places(YamlNode root) => _root = root;

    /// <summary>The lines of everything that decides about a lead.</summary>
    public IReadOnlyDictionary<string, int> LinesOf(Playbook playbook) => playbook.Bands.Select(band => $"thresholds.bands.{band.Id}")
        .Concat(playbook.Gates.Select(gate => $"gates.{gate.Id}"))
        .Concat(playbook.Signals.Select(signal => $"signals.{signal.Name}"))
        .Concat(playbook.Scoring.Fit.Select(rule => $"scoring.fit.{rule.Id}"))
        .Concat(playbook.Scoring.Engagement.Select(rule => $"scoring.engagement.{rule.Id}"))
        .Concat(playbook.Scoring.State.Select(rule => $"scoring.state.{rule.Id}"))
        .Concat(playbook.Routing.Select(rule => $"routing.{rule.Id}"))
        .Concat(playbook.Handoffs.SelectMany(handoff => handoff.Routing.Select(rule => $"handoffs.{PlaybookKeys.Kebab(handoff.Kind.ToString())}.routing.{rule.Id}")))
        .Concat(playbook.Sla.Select(policy => $"sla.{policy.Id}"))
        .Concat(playbook.Sequences.Select(sequence => $"sequences.{sequence.Id}"))
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(key => key, key => Of(key).Line, StringComparer.Ordinal);

    public (int Line, int Column) Of(string key) => _root is null ? (1, 1) : Find(_root, key);

    private static (int Line, int Column) Find(YamlNode node, string rest)
    {
        var (at, path) = (node, rest.TrimStart('.'));
        while (path.Length > 0 && Step(at, path) is var (next, length) && next is not null)
        {
            (at, path) = (next, path[length..].TrimStart('.'));
        }

        return (at.Line, at.Column);
    }

    private static (YamlNode? Node, int Length) Step(YamlNode at, string path) => at switch
    {
        YamlMap map => map.Entries.Where(entry => Begins(path, entry.Key.Text)).Select(entry => ((YamlNode?)entry.Value, entry.Key.Text.Length)).FirstOrDefault(),
        YamlList list when path[0] == '[' && path.IndexOf(']', StringComparison.Ordinal) is > 0 and var end =>
            int.TryParse(path[1..end], out var index) && index < list.Items.Count ? (list.Items[index], end + 1) : (null, 0),
        YamlList list => Named(list, path),
        _ => (null, 0),
    };

    /// <summary>The item of that id; one that lies in an item of this list counts too.</summary>
    private static (YamlNode? Node, int Length) Named(YamlList list, string path)
    {
        foreach (var item in list.Items)
        {
            var name = item is YamlScalar { Text: var text } ? text : IdOf(item);
            if (name is not null && Begins(path, name))
            {
                return (item, name.Length);
            }
        }

        return list.Items.OfType<YamlMap>().SelectMany(map => map.Entries).Select(entry => entry.Value).OfType<YamlList>()
            .Select(inner => Named(inner, path)).FirstOrDefault(found => found.Node is not null);
    }

    private static string? IdOf(YamlNode item) => item is YamlMap map
        ? Names.Select(map.Find).OfType<YamlScalar>().Select(name => name.Text).FirstOrDefault()
        : null;

    private static bool Begins(string path, string name) =>
        path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] is '.' or '[');
}
