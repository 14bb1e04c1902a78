using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Tests.Routing;

/// <summary>
/// The bound, against shares counted independently: turns taken less the sum, over the leads a member was eligible for, of weight / (weights of all
/// eligible). Nothing is forgotten when people leave or return.
/// </summary>
public class the_fairness_of_a_rotation
{
    private const double Rounding = 1e-9;

    private static readonly int[] Heaviest = [1, 3, 10, 100];

    [Fact]
    public void nobody_is_ever_more_than_a_turn_from_their_share_while_people_stay_or_join() => Worlds(10_000, (seed, random) =>
    {
        var pool = new Bench(random, members: 2 + (seed % 19), Heaviest[seed % 4], skewed: seed % 3 == 0);
        var here = seed % 2 == 0 ? pool.Members.Count : 1 + random.Next(pool.Members.Count);
        for (var lead = 0; lead < 150; lead++)
        {
            here += here < pool.Members.Count && random.Next(20) == 0 ? 1 : 0;
            pool.Assign([.. pool.Members.Take(here)]);
            Assert.True(pool.Furthest <= 1 + Rounding, $"seed {seed}, lead {lead}: {pool.Furthest} turns from a fair share");
        }
    });

    /// <summary>What nobody can promise is kept wherever it can be: see <see cref="no_rule_can_keep_everybody_within_a_turn_when_people_leave"/>.</summary>
    [Fact]
    public void with_people_coming_and_going_a_turn_is_passed_only_when_no_choice_prevents_it()
    {
        var (leads, passed, furthest) = (0, 0, 0.0);
        Worlds(10_000, (seed, random) =>
        {
            var pool = new Bench(random, members: 2 + (seed % 9), Heaviest[seed % 4], skewed: false);
            var away = new HashSet<string>();
            for (var lead = 0; lead < 150; lead++)
            {
                ComeAndGo(pool.Members, away, random, (seed % 3) switch { 0 => 0.02, 1 => 0.2, _ => 0.5 });
                var eligible = pool.Members.Where(member => !away.Contains(member.PersonId)).ToList();
                if (eligible.Count == 0)
                {
                    continue;
                }

                var avoidable = pool.CanStayWithinATurn(eligible);
                pool.Assign(eligible);
                var worst = eligible.Max(member => Math.Abs(pool.From(member.PersonId)));
                Assert.True(worst <= 1 + Rounding || !avoidable, $"seed {seed}, lead {lead}: {worst} turns from a fair share, and another choice was better");
                (leads, passed, furthest) = (leads + 1, passed + (pool.Furthest > 1 + Rounding ? 1 : 0), Math.Max(furthest, pool.Furthest));
            }
        });

        Assert.True(furthest < 1.6, $"furthest from a fair share: {furthest}");
        Assert.True(passed < leads / 200, $"{passed} of {leads} leads left somebody more than a turn from their share; furthest {furthest}");
    }

    /// <summary>Five equals; after three leads, whoever was served leaves. Every way to deal four leads is tried.</summary>
    [Fact]
    public void no_rule_can_keep_everybody_within_a_turn_when_people_leave()
    {
        var best = double.MaxValue;
        for (var deal = 0; deal < 625; deal++)
        {
            var owed = new double[5];
            var all = Enumerable.Range(0, 5);
            var first = new[] { deal % 5, deal / 5 % 5, deal / 25 % 5 };
            var worst = first.Max(chosen => Worst(owed, all, chosen));
            var stay = all.Where(person => !first.Contains(person)).ToArray();
            worst = Math.Max(worst, Worst(owed, stay, stay[deal / 125 % stay.Length]));
            best = Math.Min(best, worst);
        }

        Assert.Equal(1.1, best, 9);

        static double Worst(double[] owed, IEnumerable<int> eligible, int chosen)
        {
            foreach (var person in eligible)
            {
                owed[person] += 1.0 / eligible.Count();
            }

            owed[chosen]--;
            return owed.Max(Math.Abs);
        }
    }

    [Fact]
    public void what_is_owed_adds_up_to_nothing_after_a_million_leads_and_is_still_exact()
    {
        var pool = new Bench(new Random(1), members: 7, 100, skewed: false);
        var half = pool.Members.Take(4).ToList();
        for (var lead = 0; lead < 1_000_000; lead++)
        {
            pool.Assign(lead % 3 == 0 ? half : pool.Members);
        }

        Assert.Equal(0, pool.Rotation.Members.Values.Sum(member => member.Owed));
        var total = pool.Members.Sum(member => member.Weight);
        var inHalf = half.Sum(member => member.Weight);
        foreach (var member in pool.Members)
        {
            var share = (666_666m * member.Weight / total) + (half.Contains(member) ? 333_334m * member.Weight / inHalf : 0);
            var counted = ((decimal)pool.Rotation.Of(member.PersonId).Owed / Turns.One) + pool.Rotation.Of(member.PersonId).Taken;
            Assert.Equal(share, counted, 7);
        }
    }

    [Fact]
    public void a_large_uneven_pool_is_kept_within_a_turn_too()
    {
        var pool = new Bench(new Random(2), members: 100, 100, skewed: true);
        for (var lead = 0; lead < 5_000; lead++)
        {
            pool.Assign(pool.Members);
            Assert.True(pool.Furthest <= 1 + Rounding);
        }
    }

    private static void ComeAndGo(IReadOnlyList<PoolMember> members, HashSet<string> away, Random random, double often)
    {
        foreach (var member in members.Where(_ => random.NextDouble() < often))
        {
            if (!away.Remove(member.PersonId))
            {
                away.Add(member.PersonId);
            }
        }
    }

    private static void Worlds(int count, Action<int, Random> world)
    {
        for (var seed = 0; seed < count; seed++)
        {
            world(seed, new Random(seed));
        }
    }

    /// <summary>A pool, its rotation, and the same account kept apart in floating point.</summary>
    private sealed class Bench(Random random, int members, int heaviest, bool skewed)
    {
        private readonly Dictionary<string, double> _from = [];

        public IReadOnlyList<PoolMember> Members { get; } =
            [.. Enumerable.Range(0, members).Select(i => new PoolMember($"p{i}", skewed ? new[] { 1, 1, 1, 2, 5, 30, 100 }[random.Next(7)] : 1 + random.Next(heaviest)))];

        public Rotation Rotation { get; private set; } = Rotation.Empty("pool");

        public double Furthest => _from.Values.Max(Math.Abs);

        /// <summary>Turns taken less share.</summary>
        public double From(string person) => _from.GetValueOrDefault(person);

        public void Assign(IReadOnlyList<PoolMember> eligible)
        {
            var chosen = Turns.Next(Rotation, eligible)!;
            Rotation = Turns.Take(Rotation, eligible, chosen);
            foreach (var member in eligible)
            {
                _from[member.PersonId] = From(member.PersonId) - Share(member, eligible) + (member.PersonId == chosen ? 1 : 0);
            }
        }

        /// <summary>Whether some choice leaves everybody eligible within one turn.</summary>
        public bool CanStayWithinATurn(IReadOnlyList<PoolMember> eligible) => eligible.Any(chosen =>
            eligible.All(member => Math.Abs(From(member.PersonId) - Share(member, eligible) + (member == chosen ? 1 : 0)) <= 1 - Rounding));

        private static double Share(PoolMember member, IReadOnlyList<PoolMember> eligible) => (double)member.Weight / eligible.Sum(other => other.Weight);
    }
}
