using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Tests.Leads;

/// <summary>Clicks that turn out a machine's after they counted: the lead is as if they had never been, whatever else happened and in whatever order.</summary>
public sealed class taking_clicks_back
{
    private static readonly string[] Others = ["page-view", "pricing-page-view", "product-page-view", "blog-post-view", "newsletter-signup", "whitepaper-download", "webinar-registration", "email-click", "email-open"];

    [Fact]
    public void leaves_the_lead_as_if_they_had_never_counted()
    {
        var (undone, taken, stays) = (0, 0, 0);
        for (var seed = 1; seed <= 12_000; seed++)
        {
            var (with, without) = Live(new Random(seed));
            Assert.True(Text(with.Lead) == Text(without.Lead), $"seed {seed}{Environment.NewLine}with    {Text(with.Lead)}{Environment.NewLine}without {Text(without.Lead)}");
            undone += with.Undone;
            taken += with.Taken;
            stays += with.Lead.Stage == Stage.Mql ? 1 : 0;
        }

        // A property that nothing happens in proves nothing.
        Assert.True(undone > 500 && taken > 10_000 && stays > 500, $"{taken} taken back, {undone} stages undone, {stays} MQLs all the same");
    }

    /// <summary>Two leads: one with a machine's clicks, counted and taken back, one without them.</summary>
    private static (Lives With, Lives Without) Live(Random random)
    {
        var (with, without, now) = (new Lives(), new Lives(), Lives.Day0);
        var (waiting, seen) = (new List<string>(), new List<IReadOnlyList<Signal>>());
        for (var (step, steps) = (0, random.Next(2, 14)); step < steps; step++)
        {
            now += TimeSpan.FromMilliseconds(random.NextInt64(1, (long)TimeSpan.FromHours(random.Next(4) == 0 ? 9 : 1).TotalMilliseconds));
            var people = People(random, step, now);
            var machines = Machines(random, step, now);
            if (random.Next(5) == 0 && seen.Count > 0)
            {
                // Everything may come again, also what was taken back.
                people = [.. people, .. seen[random.Next(seen.Count)]];
            }

            seen.Add(people);
            waiting.AddRange(machines.Select(one => one.Id));
            with.Arrive([.. people, .. machines], now);
            without.Arrive(people, now);
            if (random.Next(3) == 0 && waiting.Count > 0)
            {
                now += TimeSpan.FromSeconds(random.Next(1, 4000));
                TakeBack(with, waiting, random.Next(1, waiting.Count + 1), random, now);
            }
        }

        now += TimeSpan.FromMinutes(random.Next(1, 600));
        TakeBack(with, waiting, waiting.Count, random, now);
        with.Look(now);
        without.Look(now);
        return (with, without);
    }

    private static void TakeBack(Lives life, List<string> waiting, int count, Random random, DateTimeOffset now)
    {
        var ids = waiting.ToArray();
        random.Shuffle(ids);
        foreach (var some in ids.Take(count).Chunk(random.Next(1, 4)))
        {
            life.TakeBack([.. some, .. some], now);
            life.TakeBack(some, now);
            waiting.RemoveAll(some.Contains);
        }
    }

    private static List<Signal> People(Random random, int step, DateTimeOffset now) =>
        [.. Enumerable.Range(0, random.Next(0, 3)).Select(i => new Signal($"p{step}-{i}", random.Next(60) == 0 ? "demo-request" : Others[random.Next(Others.Length)], now.AddSeconds(-random.Next(0, 90)), "track"))];

    private static List<Signal> Machines(Random random, int step, DateTimeOffset now) =>
        [.. Enumerable.Range(0, random.Next(0, 3)).Select(i => new Signal($"m{step}-{i}", random.Next(3) == 0 ? "email-open" : "email-click", now.AddSeconds(-random.Next(20, 60)), "webhook:own"))];

    /// <summary>All that depends on what counted. How often a band was crossed is a number that names what people were told, and is never given out twice.</summary>
    private static string Text(Lead lead) => string.Join(
        "; ",
        lead.Score.Total.Milli,
        lead.Score.Band,
        lead.Score.Grade,
        lead.Stage,
        lead.Stage == Stage.Raw ? $"{lead.StageSince:O} {lead.Stays.Count}" : "",
        lead.LastActivityAt.ToString("O"),
        lead.ScoreDueAt?.ToString("O"),
        string.Join(",", lead.Crossings.OrderBy(one => one.Key, StringComparer.Ordinal).Where(one => one.Value.LastAt is not null).Select(one => $"{one.Key}={one.Value.Armed}@{one.Value.LastAt:O}")),
        string.Join(",", lead.Ledger.Select(one => one.Id)));
}
