using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Tests.Backtesting;

/// <summary>Leads with signals and facts at random, the same for the same seed.</summary>
internal static class RandomHistories
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Titles = ["CEO", "VP Sales", "Marketing Manager", "Engineer"];
    private static readonly string[] Countries = ["US", "DE", "JP", "KP"];

    public static LeadHistory One(int seed, Playbook playbook, int most = 12)
    {
        var random = new Random(seed);
        DateTimeOffset At() => Start.AddMinutes(random.Next(0, 120 * 24 * 60));
        var events = Enumerable.Range(0, random.Next(0, most)).Select(i => new LedgerEvent($"e{seed}-{i}", playbook.Signals[random.Next(playbook.Signals.Count)].Name, At())).ToList();
        events.Sort(static (left, right) => LedgerOrder.Compare(left, right));
        var facts = new List<SaidFact>();
        for (var i = random.Next(0, 4); i > 0; i--)
        {
            facts.Add(random.Next(3) switch
            {
                0 => new SaidFact(At(), "title", Titles[random.Next(Titles.Length)], AttributeSource.Form),
                1 => new SaidFact(At(), "country", Countries[random.Next(Countries.Length)], AttributeSource.Form),
                _ => new SaidFact(At(), "companySize", random.Next(1, 900).ToString(System.Globalization.CultureInfo.InvariantCulture), AttributeSource.Import),
            });
        }

        return new LeadHistory($"ld_{seed:D8}", $"p{seed}@{(seed % 5 == 0 ? "gmail.com" : $"c{seed}.example")}", events)
        {
            Facts = [.. facts.OrderBy(fact => fact.At)],
            Adjustments = random.Next(6) == 0 ? [new Adjustment($"a{seed}", At(), "maria", random.Next(-30, 30), "said so")] : [],
            SqlAt = random.Next(4) == 0 ? At() : null,
        };
    }

    public static IReadOnlyList<LeadHistory> Many(int count, Playbook playbook, int most = 12) => [.. Enumerable.Range(0, count).Select(seed => One(seed, playbook, most))];
}
