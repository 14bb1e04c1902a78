using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Every sum that fit and state rules can give together. Factors that ask for the same facts are looked at together, the others combine freely.</summary>
internal static class StandingReach
{
    private const int Most = 20_000;
    private static readonly Playbook NoBands = new() { Name = "", Version = "" };

    public static List<Reached> Of(ScoringRules rules)
    {
        var sums = new List<long[]> { new long[2 * (rules.Groups.Count + 1)] };
        foreach (var part in Parts(rules))
        {
            var options = Options(part, rules);
            sums = Distinct(sums.SelectMany(sum => options.Select(option => Add(sum, option))));
            if (sums.Count > Most)
            {
                sums = Ends(sums);
            }
        }

        var half = rules.Groups.Count + 1;
        return [.. sums.Select(sum => new Reached(new Cells(sum[..half]), new Cells(sum[half..])))];
    }

    /// <summary>A choice: at most one of its options counts, the first that holds.</summary>
    private sealed record Choice(IReadOnlyList<(Condition When, int Cell, int Points)> Options)
    {
        public HashSet<string> Facts { get; } = [.. Options.SelectMany(option => Worlds.FactsOf(option.When))];
    }

    private static List<List<Choice>> Parts(ScoringRules rules)
    {
        int Bucket(string? group) => 1 + rules.Groups.ToList().FindIndex(known => known.Id == group);
        var half = rules.Groups.Count + 1;
        var fit = rules.Fit.GroupBy(rule => rule.Factor, StringComparer.Ordinal)
            .Select(factor => new Choice([.. factor.Select(rule => (rule.When, Bucket(rule.Group), rule.Points))]));
        var states = rules.State.Where(rule => rule.When is not null).Select(rule => new Choice([(rule.When!, half + Bucket(rule.Group), rule.Points)]));
        // A fact of its own: nothing else a lead is tells how long it has been quiet.
        var idle = rules.State.Where(rule => rule.When is null).Select(rule => new Choice([(new Condition.IsTrue("inactive:" + rule.Id), half + Bucket(rule.Group), rule.Points)]));
        var parts = new List<List<Choice>>();
        foreach (var choice in fit.Concat(states).Concat(idle))
        {
            var related = parts.Where(part => part.Any(other => other.Facts.Overlaps(choice.Facts))).ToList();
            parts.RemoveAll(related.Contains);
            parts.Add([.. related.SelectMany(part => part), choice]);
        }

        return parts;
    }

    private static List<long[]> Options(List<Choice> part, ScoringRules rules)
    {
        var cells = 2 * (rules.Groups.Count + 1);
        return Worlds.Of(part.SelectMany(choice => choice.Options.Select(option => option.When)), NoBands) is { } worlds
            ? Distinct(worlds.All.Select(facts => Sum(part.Select(choice => choice.Options.Where(option => option.When.Holds(facts)).Take(1)), cells)))
            : Ends([.. part.Select(choice => Sum([choice.Options], cells))]);
    }

    private static long[] Sum(IEnumerable<IEnumerable<(Condition When, int Cell, int Points)>> held, int cells)
    {
        var sum = new long[cells];
        foreach (var option in held.SelectMany(options => options))
        {
            sum[option.Cell] += 1000L * option.Points;
        }

        return sum;
    }

    private static long[] Add(long[] one, long[] other) => [.. one.Zip(other, (left, right) => left + right)];

    private static List<long[]> Distinct(IEnumerable<long[]> sums) => [.. sums.DistinctBy(sum => string.Join(',', sum)).Take(Most + 1)];

    /// <summary>Too many to keep: a least and a most that none of them exceeds.</summary>
    private static List<long[]> Ends(List<long[]> sums) =>
        [[.. sums[0].Select((_, cell) => sums.Min(sum => Math.Min(0, sum[cell])))], [.. sums[0].Select((_, cell) => sums.Max(sum => Math.Max(0, sum[cell])))]];
}
