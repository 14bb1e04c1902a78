using System.Globalization;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>
/// All leads that some conditions can tell apart: for every fact they ask for, the values that make a difference, in every combination. What holds in
/// all of these holds for every lead, so "never" and "always" are proofs and each "sometimes" has an example.
/// </summary>
internal sealed class Worlds
{
    private const int Most = 30_000;
    private readonly IReadOnlyList<KeyValuePair<string, IReadOnlyList<string?>>> _facts;
    private readonly Playbook _playbook;

    private Worlds(IReadOnlyList<KeyValuePair<string, IReadOnlyList<string?>>> facts, Playbook playbook) => (_facts, _playbook) = (facts, playbook);

    /// <returns>Null when there are too many to look at: then nothing is said.</returns>
    public static Worlds? Of(IEnumerable<Condition> conditions, Playbook playbook)
    {
        var leaves = conditions.SelectMany(Leaves).Distinct().ToLookup(leaf => leaf.Fact, leaf => leaf.Test);
        var facts = leaves.Select(fact => KeyValuePair.Create(fact.Key, FactValues.Of(fact.Key, [.. fact], playbook))).ToList();
        var count = 1.0;
        facts.ForEach(fact => count *= fact.Value.Count);
        return count > Most ? null : new Worlds(facts, playbook);
    }

    public IEnumerable<Facts> All => Combined(0, []).Where(IsPossible);

    /// <summary>An example for people: <c>country DE, no title</c>.</summary>
    public static string Words(Facts facts, IEnumerable<string> asked) => string.Join(", ", asked.Select(fact => facts.Text(fact) is { } text ? $"{fact} {text}" : $"no {fact}"));

    public IEnumerable<string> Facts => _facts.Select(fact => fact.Key);

    public static IEnumerable<string> FactsOf(Condition condition) => Leaves(condition).Select(leaf => leaf.Fact).Distinct();

    private IEnumerable<Facts> Combined(int index, Dictionary<string, string> chosen)
    {
        if (index == _facts.Count)
        {
            yield return new Facts(new Dictionary<string, string>(chosen, StringComparer.Ordinal));
            yield break;
        }

        foreach (var value in _facts[index].Value)
        {
            chosen.Remove(_facts[index].Key);
            if (value is not null)
            {
                chosen[_facts[index].Key] = value;
            }

            foreach (var facts in Combined(index + 1, chosen))
            {
                yield return facts;
            }
        }
    }

    /// <summary>The band follows from the score.</summary>
    private bool IsPossible(Facts facts) => facts.Number("score") is not { } score || facts.Text("band") is not { } band
        || _playbook.Bands.LastOrDefault(one => one.From <= score)?.Id == band;

    private static IEnumerable<(string Fact, Condition Test)> Leaves(Condition condition) => condition switch
    {
        Condition.All all => all.Of.SelectMany(Leaves),
        Condition.Any any => any.Of.SelectMany(Leaves),
        Condition.Not not => Leaves(not.Of),
        Condition.In test => [(test.Fact, test)],
        Condition.HasWord test => [(test.Fact, test)],
        Condition.Between test => [(test.Fact, test)],
        Condition.IsTrue test => [(test.Fact, test)],
        Condition.Present test => [(test.Fact, test)],
        _ => [],
    };
}

/// <summary>The values of one fact that some tests tell apart.</summary>
internal static class FactValues
{
    private const int MostTexts = 300;
    private static readonly string[] Scores = ["score", "fit", "engagement"];

    public static IReadOnlyList<string?> Of(string fact, IReadOnlyList<Condition> tests, Playbook playbook)
    {
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var value in Single(fact, tests, playbook))
        {
            known.TryAdd(Answers(fact, value, tests), value);
        }

        if (tests.OfType<Condition.HasWord>().Count() > 1)
        {
            Join(fact, tests, known);
        }

        return [.. known.Values];
    }

    private static IEnumerable<string?> Single(string fact, IReadOnlyList<Condition> tests, Playbook playbook)
    {
        switch (fact)
        {
            case "band":
                return playbook.Bands.Select(band => band.Id);
            case "stage":
                return Enum.GetNames<Domain.Leads.Stage>().Select(stage => stage.ToLowerInvariant());
        }

        var numbers = tests.OfType<Condition.Between>().SelectMany(test => new[] { test.Min, test.Max }).OfType<double>()
            .SelectMany(cut => new[] { Math.BitDecrement(cut), cut, Math.BitIncrement(cut) });
        if (fact == "score")
        {
            var (least, most) = (playbook.Scoring.Min, playbook.Scoring.Max);
            return numbers.Append(least).Append(most).Concat(playbook.Bands.Select(band => (double)band.From)).Where(score => score >= least && score <= most).Select(Text);
        }

        IEnumerable<string?> words = tests.OfType<Condition.In>().SelectMany(test => test.Values)
            .Concat(tests.OfType<Condition.HasWord>().SelectMany(test => test.Words).SelectMany(word => new[] { word, word + " ; something else" }));
        return Scores.Contains(fact)
            ? numbers.Select(number => (string?)Text(number))
            : (IEnumerable<string?>)[null, .. tests.Any(test => test is Condition.IsTrue) ? ["true"] : Array.Empty<string>(), .. numbers.Select(Text), .. words, "something else"];
    }

    /// <summary>A text may have the words of several tests.</summary>
    private static void Join(string fact, IReadOnlyList<Condition> tests, Dictionary<string, string?> known)
    {
        var words = known.Values.OfType<string>().Where(text => tests.OfType<Condition.HasWord>().Any(test => test.Holds(Only(fact, text)))).ToList();
        var texts = new Queue<string>(words);
        while (texts.TryDequeue(out var text) && known.Count < MostTexts)
        {
            foreach (var joined in words.Select(word => $"{text} ; {word}").Where(joined => known.TryAdd(Answers(fact, joined, tests), joined)))
            {
                texts.Enqueue(joined);
            }
        }
    }

    private static string Answers(string fact, string? value, IReadOnlyList<Condition> tests)
    {
        var facts = Only(fact, value);
        return string.Concat(tests.Select(test => test.Holds(facts) ? '1' : '0'));
    }

    private static Facts Only(string fact, string? value) =>
        new(value is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [fact] = value });

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
