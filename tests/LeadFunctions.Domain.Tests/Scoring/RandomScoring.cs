using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Tests.Scoring;

/// <summary>Random playbooks and leads over everything scoring knows, with lifetimes of seconds so that all of a lead's future can be looked at.</summary>
internal sealed class RandomScoring(int seed)
{
    /// <summary>Nothing changes any more this long after <see cref="Models.Day0"/>.</summary>
    public const int LastSecond = 600;

    private static readonly string[] Texts =
    [
        "0", "1", "2", "12", "12.5", "-3", "1e1", "NaN", "1234567890", "true", "TRUE", "", " ", "VP Sales", "vp", "Vice-President, EMEA", "Development",
        "head of C++", "c-level", "SVP/VP", "R&D chief", "\u00dcber VP\u00e9",
    ];

    private static readonly string[] Words = ["vp", "VP", "vice president", "vice", "president", "c++", "c-level", "head of", "chief", "R&D", "", "sales", "\u00fcber"];

    private readonly Random _random = new(seed);

    /// <summary>Runs a property on many cases; a failure names the seed that shows it again.</summary>
    public static void Cases(int count, Action<RandomScoring> property, int firstSeed = 1)
    {
        for (var seed = firstSeed; seed < firstSeed + count; seed++)
        {
            try
            {
                property(new(seed));
            }
            catch (Exception failed)
            {
                throw new InvalidOperationException($"fails for seed {seed}: {failed.Message}", failed);
            }
        }
    }

    public int Next(int from, int below) => _random.Next(from, below);

    public Playbook Playbook()
    {
        var rules = new ScoringRules
        {
            Groups = [.. Enumerable.Range(0, Next(0, 4)).Select(i => Group($"g{i}"))],
            Min = Next(-50, 1),
            Max = Next(40, 200),
            SessionDepth = Chance(50) ? new(Chance(50) ? "depth" : "s1", Next(1, 4), Seconds(1, 20)) : null,
        };
        string? InGroup() => rules.Groups.Count > 0 && Chance(60) ? rules.Groups[Next(0, rules.Groups.Count)].Id : null;
        return Models.Playbook(
            rules with
            {
                Engagement = [.. Enumerable.Range(0, Next(1, 8)).Select(i => new EngagementRule($"e{i}", "E", Signal(), Next(-30, 50), InGroup(), Repeat(), Decay()))],
                Fit = [.. Enumerable.Range(0, Next(0, 5)).Select(i => new FitRule($"f{i}", "F", $"factor{Next(0, 2)}", When(), Next(-10, 40), InGroup()))],
                State = [.. Enumerable.Range(0, Next(0, 3)).Select(i => State($"z{i}", InGroup()))],
            },
            "s0",
            "s1") with
        { Bands = Bands() };
    }

    public ScoringInput Lead()
    {
        LedgerEvent[] ledger = [.. Enumerable.Range(0, Next(0, 14)).Select(i => new LedgerEvent($"id{i}", Signal(), Instant(60)))];
        var last = ledger.Select(one => one.At).Append(Models.Day0).Max();
        var facts = Enumerable.Range(0, 3).Where(_ => Chance(70)).ToDictionary(i => $"fact{i}", _ => Pick(Texts));
        return new(new Facts(facts), ledger, [.. Enumerable.Range(0, Next(0, 3)).Select(i => new Adjustment($"a{i}", Instant(60), "Kim", Next(-20, 20), "why"))], last);
    }

    /// <summary>The same lead as it might arrive: in another order, with events repeated, some of the repeats with a later time.</summary>
    public ScoringInput Shuffled(ScoringInput lead)
    {
        var again = lead.Ledger.Where(_ => Chance(40)).Select(one => Chance(50) ? one : one with { At = one.At.AddMilliseconds(Next(1, 30_000)), Signal = Signal() });
        var ledger = lead.Ledger.Concat(again).ToArray();
        _random.Shuffle(ledger);
        return lead with { Ledger = ledger, Adjustments = [.. lead.Adjustments.Concat(lead.Adjustments).Reverse()] };
    }

    public DateTimeOffset Instant(int seconds) => Models.Day0.AddMilliseconds(Chance(30) ? 1000 * Next(0, seconds) : Next(0, 1000 * seconds));

    private bool Chance(int percent) => Next(0, 100) < percent;

    private string Signal() => Next(0, 7) switch { 6 => "unheard-of", 5 => "depth", var i => $"s{i}" };

    private TimeSpan Seconds(int from, int below) => TimeSpan.FromMilliseconds(Chance(50) ? 1000 * Next(from, below) : Next(1000 * from, 1000 * below));

    private ScoreGroup Group(string id)
    {
        var min = Next(-30, 1);
        return new(id, id, Chance(40) ? min : null, Chance(70) ? min + Next(0, 60) : null);
    }

    private Repeat Repeat() => Next(0, 3) switch { 0 => new Repeat.Each(), 1 => new Repeat.Once(), _ => new Repeat.Limited(Next(1, 4), Seconds(1, 30)) };

    private Decay Decay() => Next(0, 5) switch
    {
        0 => new Decay.None(),
        1 => new Decay.HalfLife(Seconds(1, 20)),
        2 => new Decay.Linear(Next(5, 150) + (Chance(50) ? 0.25 : 0), Seconds(2, 20)),
        3 => new Decay.Steps([.. Enumerable.Range(0, Next(1, 4)).Select(_ => new DecayStep(Seconds(1, 40), Next(0, 13) / 10.0))]),
        _ => new Decay.Window(Seconds(1, 40)),
    };

    private StateRule State(string id, string? group) =>
        Chance(60) ? new(id, "Z", null, Seconds(2, 60), Next(-20, 5), group) : new(id, "Z", When(), null, Next(-20, 5), group);

    public Condition When() => Next(0, 10) switch
    {
        0 => new Condition.Always(),
        1 => new Condition.Not(When()),
        2 => new Condition.All([.. Several(When)]),
        3 => new Condition.Any([.. Several(When)]),
        4 => new Condition.In(Fact(), [.. Several(() => Pick(Texts))]),
        5 => new Condition.Between(Fact(), Chance(70) ? Next(-4, 14) : null, Chance(50) ? null : Next(0, 13)),
        6 => new Condition.IsTrue(Fact()),
        7 => new Condition.Present(Fact()),
        _ => new Condition.HasWord(Fact(), [.. Several(() => Pick(Words))]),
    };

    private string Fact() => $"fact{Next(0, 3)}";

    private IEnumerable<T> Several<T>(Func<T> one) => Enumerable.Range(0, Next(0, 4)).Select(_ => one());

    private string Pick(string[] from) => from[Next(0, from.Length)];

    private Band[] Bands()
    {
        var from = Next(-10, 10);
        return [.. Enumerable.Range(0, Next(1, 6)).Select(i => new Band($"b{i}", "", from += Next(1, 25), ""))];
    }
}
