using LeadFunctions.UseCases.Playbooks.Reading;

namespace LeadFunctions.UseCases.Playbooks.Publishing;

/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>moved</c>.</param>
/// <param name="Key">By ids, as findings say it.</param>
/// <param name="Line">In the newer text; null for what is gone.</param>
public sealed record PlaybookChange(string Kind, string Key, string? Before, string? After, int? Line)
{
    /// <summary>For people, by labels: <c>Pricing page view (web-pricing): points 30 instead of 20</c>.</summary>
    public required string Words { get; init; }
}

/// <summary>What differs in sense between two texts: comments and layout do not, entries are the same when their id is, and their order counts.</summary>
public static class PlaybookDiff
{
    private const int Longest = 300;
    private static readonly string[] Names = ["id", "name", "factor", "stage", "kind", "metric", "path"];
    private static readonly string[] Labels = ["label", "title", "name", "reason"];

    public static IReadOnlyList<PlaybookChange> Of(string before, string after)
    {
        var changes = new List<PlaybookChange>();
        Compare(YamlTree.Read(before, new PlaybookErrors("")), YamlTree.Read(after, new PlaybookErrors("")), PlaceInText.Root, changes);
        return changes;
    }

    private static void Compare(YamlNode? before, YamlNode? after, PlaceInText place, List<PlaybookChange> changes)
    {
        switch (before, after)
        {
            case (null, null):
                break;
            case (null, { } added):
                changes.Add(place.Added(Text(added), added.Line));
                break;
            case ({ } removed, null):
                changes.Add(place.Removed(Text(removed)));
                break;
            case (YamlMap old, YamlMap young):
                foreach (var name in old.Entries.Concat(young.Entries).Select(entry => entry.Key.Text).Distinct(StringComparer.Ordinal))
                {
                    Compare(old.Find(name), young.Find(name), place.Member(name), changes);
                }

                break;
            case (YamlList old, YamlList young) when Named(old) is { } from && Named(young) is { } to:
                Lists(from, to, (place, young.Line), changes);
                break;
            case ({ } old, { } young) when Text(old) != Text(young):
                changes.Add(place.Changed(Text(old), Text(young), young.Line));
                break;
        }
    }

    private static void Lists(List<(string Name, YamlNode Node)> before, List<(string Name, YamlNode Node)> after, (PlaceInText Place, int Line) at, List<PlaybookChange> changes)
    {
        foreach (var name in before.Concat(after).Select(item => item.Name).Distinct(StringComparer.Ordinal))
        {
            var (old, young) = (before.FirstOrDefault(item => item.Name == name).Node, after.FirstOrDefault(item => item.Name == name).Node);
            Compare(old, young, at.Place.Entry(name, LabelOf(young ?? old)), changes);
        }

        var (was, becomes) = (Order(before, after), Order(after, before));
        if (!was.SequenceEqual(becomes))
        {
            changes.Add(at.Place.Moved(Clip(string.Join(", ", was)), Clip(string.Join(", ", becomes)), at.Line));
        }
    }

    private static List<string> Order(List<(string Name, YamlNode Node)> items, List<(string Name, YamlNode Node)> others) =>
        [.. items.Select(item => item.Name).Where(name => others.Exists(other => other.Name == name))];

    /// <summary>The items by their ids; null when some have none or two have the same.</summary>
    private static List<(string Name, YamlNode Node)>? Named(YamlList list)
    {
        var named = list.Items.Select(item => (Name: NameOf(item), Node: item)).ToList();
        return named.TrueForAll(item => item.Name is not null) && named.DistinctBy(item => item.Name).Count() == named.Count ? [.. named.Select(item => (item.Name!, item.Node))] : null;
    }

    private static string? NameOf(YamlNode item) => item is YamlMap map ? Names.Select(map.Find).OfType<YamlScalar>().Select(name => name.Text).FirstOrDefault() : null;

    private static string? LabelOf(YamlNode? item) => item is YamlMap map ? Labels.Select(map.Find).OfType<YamlScalar>().Select(label => label.Text).FirstOrDefault() : null;

    private static string Text(YamlNode node) => Clip(Flow(node));

    private static string Flow(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.Text,
        YamlList list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        YamlMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key.Text}: {Flow(entry.Value)}"))}}}",
        _ => "",
    };

    private static string Clip(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
