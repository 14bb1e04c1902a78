using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>
/// <c>when</c>: facts with what they must be, all of them at once; <c>all</c>, <c>any</c> and <c>not</c> combine.
/// <code>when: {companySize: {min: 500}, freeEmail: false}</code>
/// </summary>
internal sealed class ReadCondition(PlaybookReader reader, IReadOnlySet<string> facts)
{
    /// <summary>A section's <c>when</c>; true of every lead when there is none.</summary>
    public Condition Of(Section section) => section.Find("when") is { } node ? Read(node) : new Condition.Always();

    private Condition Read(YamlNode node)
    {
        if (node is not YamlMap { Entries.Count: > 0 } map)
        {
            reader.Errors.Add(node, "expected a condition, such as {companySize: {min: 500}}; leave 'when' out for every lead");
            return new Condition.Always();
        }

        return Together([.. map.Entries.Select(Entry)]);
    }

    private Condition Entry(YamlEntry entry) => entry.Key.Text switch
    {
        "all" => new Condition.All(List(entry.Value)),
        "any" => new Condition.Any(List(entry.Value)),
        "not" => new Condition.Not(Read(entry.Value)),
        _ => Fact(entry),
    };

    private IReadOnlyList<Condition> List(YamlNode node)
    {
        if (node is YamlList { Items.Count: > 0 } list)
        {
            return [.. list.Items.Select(Read)];
        }

        reader.Errors.Add(node, "expected a list of conditions");
        return [];
    }

    private Condition Fact(YamlEntry entry)
    {
        var fact = entry.Key.Text;
        if (!facts.Contains(fact))
        {
            reader.Errors.Add(entry.Key, $"no lead has '{fact}'; {Nearest.Hint(fact, [.. facts])} A field of your own is known when a form fills it or 'attributes' lists it.");
        }

        return entry.Value switch
        {
            YamlScalar { Plain: true, Text: "true" } => new Condition.IsTrue(fact),
            YamlScalar { Plain: true, Text: "false" } => new Condition.Not(new Condition.IsTrue(fact)),
            YamlMap => Section.Open(entry.Value, PlaybookKeys.FactTest, reader) is { } test ? Test(fact, test) : new Condition.Always(),
            var values => new Condition.In(fact, Some(values)),
        };
    }

    private Condition Test(string fact, Section test)
    {
        var tests = new List<Condition>();
        if (test.Find("in") is { } values)
        {
            tests.Add(new Condition.In(fact, Some(values)));
        }

        if (test.Find("hasWord") is { } words)
        {
            tests.Add(new Condition.HasWord(fact, Some(words)));
        }

        if (test.Has("present"))
        {
            var present = new Condition.Present(fact);
            tests.Add(test.Flag("present") ? present : new Condition.Not(present));
        }

        tests.AddRange(Numbers(fact, test));
        if (tests.Count == 0)
        {
            reader.Errors.Add(test.At, $"say what '{fact}' must be: {string.Join(", ", PlaybookKeys.FactTest.Optional)}");
        }

        return Together(tests);
    }

    private IEnumerable<Condition> Numbers(string fact, Section test)
    {
        const double Far = 1e15;
        var (min, max) = (test.Number("min", -Far, Far), test.Number("max", -Far, Far));
        var (above, below) = (test.Number("above", -Far, Far), test.Number("below", -Far, Far));
        if (min > max || above >= below)
        {
            reader.Errors.Add(test.At, "no number is in this range; the lower bound must be less than the upper");
        }

        if (min is not null || max is not null)
        {
            yield return new Condition.Between(fact, min, max);
        }

        // Bounds of Between belong to it; "above 80" is "80 or more" and not "80 or less".
        if (above is not null)
        {
            yield return new Condition.Between(fact, above, null);
            yield return new Condition.Not(new Condition.Between(fact, null, above));
        }

        if (below is not null)
        {
            yield return new Condition.Between(fact, null, below);
            yield return new Condition.Not(new Condition.Between(fact, below, null));
        }
    }

    private IReadOnlyList<string> Some(YamlNode node)
    {
        var texts = reader.Texts(node);
        if (node is YamlList { Items.Count: 0 })
        {
            reader.Errors.Add(node, "an empty list never matches; name at least one value");
        }

        return texts;
    }

    private static Condition Together(List<Condition> conditions) => conditions.Count == 1 ? conditions[0] : new Condition.All(conditions);
}
