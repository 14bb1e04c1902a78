using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests.Merging;

/// <summary>
/// Two worlds in which the same happens to two leads of one person, merged for a while. In one of them machines click too, and are found out later: before,
/// while or after the two are one, on either, and in any order. Until then what follows waits. Afterwards nothing tells the worlds apart.
/// </summary>
public sealed class a_machine_found_out_late
{
    private const int Cases = 400;
    private const int Seed = 40422;

    private static readonly string[] Emails = ["ana@acme.example", "ana+news@acme.example"];
    private static readonly string[] Signals = ["page-view", "pricing-page-view", "email-open", "email-click", "webinar-attendance", "whitepaper-download", "blog-post-view"];
    private static readonly string[] Titles = ["CEO", "VP Sales", "Manager", "Analyst"];

    /// <summary>Heavy clicks that fade within hours, so that bands are crossed all the time.</summary>
    private static readonly Playbook Playbook = Rules.B2b with
    {
        Webhooks = [],
        // By the score as it was last looked at, which is not at the same instants in both worlds.
        Routing = [.. Rules.B2b.Routing.Where(rule => rule.Id != "hot-score")],
        Scoring = Rules.B2b.Scoring with
        {
            Engagement = [.. Rules.B2b.Scoring.Engagement.Select(rule => rule with { Points = rule.Signal is "email-click" ? 14 : rule.Points, Group = null, Decay = new Decay.HalfLife(TimeSpan.FromHours(9)) })],
        },
    };

    private int _signals;
    private int _risen;

    [Fact]
    public Task leaves_the_world_in_which_it_never_clicked() => LiveAsync(Playbook, foundWhileMerged: true);

    /// <summary>Clocks and runs that a survivor came to by another stay with it when that one leaves, machines or not, and so does what people are to be told of the two.</summary>
    [Fact]
    public Task leaves_it_after_unmerging_too() => LiveAsync(Playbook with { Sla = [], Sequences = [] }, foundWhileMerged: false);

    private async Task LiveAsync(Playbook playbook, bool foundWhileMerged)
    {
        await using var with = new Company(playbook);
        await using var without = new Company(playbook);
        for (var number = 0; number < Cases; number++)
        {
            await LiveAsync(new Random(Seed + number), new World(with), new World(without), (number, foundWhileMerged));
        }

        // A property that nothing happens in proves nothing.
        Assert.InRange(_risen, Cases / 10, int.MaxValue);
    }

    private async Task LiveAsync(Random random, World with, World without, (int Number, bool FoundWhileMerged) the)
    {
        var (steps, clicks, into) = (random.Next(5, 10), new List<(string Email, Signal[] Signals, int Found)>(), -1);
        var (merging, unmerging) = (random.Next(0, steps), random.Next(1, steps + 3));
        for (var step = 0; step < steps || clicks.Count > 0; step++)
        {
            var (now, email) = (with.Now + TimeSpan.FromMilliseconds(random.NextInt64(1, 5 * 3_600_000)), Emails[random.Next(2)]);
            await PassAsync(now, with, without);
            into = step == merging ? await MergeAsync(random, with, without) : step >= unmerging && (clicks.Count == 0 || !the.FoundWhileMerged) ? await UnmergeAsync(into, with, without) : into;
            await PassAsync(now.AddMilliseconds(1), with, without);
            var people = await SomethingAsync(random, email, with, without);
            // Nobody mails somebody who is not there.
            var machines = step < steps && await without.FindAsync(email) is not null && random.Next(3) == 0 ? Clicks(random, now) : [];
            clicks.AddRange(machines.Length == 0 ? [] : [(email, machines, step + random.Next(1, 5))]);
            await with.SignalAsync(email, [.. people, .. machines]);
            await without.SignalAsync(email, [.. people]);
            _risen += await RisenAsync(with) && !await RisenAsync(without) ? 1 : 0;
            foreach (var found in clicks.Where(one => one.Found <= step).OrderBy(_ => random.Next()).ToList())
            {
                clicks.Remove(found);
                await with.SignalAsync(found.Email, [.. found.Signals.Select(signal => signal with { Verdict = Verdict.Machine, VerdictReasons = ["trap-link"] })]);
            }

            await CompareAsync(clicks.Count == 0, with, without, (the.FoundWhileMerged, $"case {the.Number}, step {step}"));
        }
    }

    private static async Task PassAsync(DateTimeOffset until, World with, World without)
    {
        await with.PassAsync(until, Emails);
        await without.PassAsync(until, Emails);
    }

    /// <summary>When all are found out, what waited happens, and then there is no difference.</summary>
    private static async Task CompareAsync(bool foundOut, World with, World without, (bool Told, string When) the)
    {
        if (foundOut)
        {
            await with.ActAsync(Emails);
            await without.ActAsync(Emails);
            var (one, other) = (await without.SeenAsync(Emails, the.Told), await with.SeenAsync(Emails, the.Told));
            Assert.True(one.SequenceEqual(other), $"{the.When}:\n{string.Join('\n', one.Except(other).Select(line => "without " + line))}\n{string.Join('\n', other.Except(one).Select(line => "with    " + line))}");
        }
    }

    private static async Task<bool> RisenAsync(World world) =>
        await world.FindAsync(Emails[0]) is { Stage: Stage.Mql } || await world.FindAsync(Emails[1]) is { Stage: Stage.Mql };

    /// <summary>The same to both: what a person does comes back, to be said together with what a machine does.</summary>
    private async Task<IEnumerable<Signal>> SomethingAsync(Random random, string email, World with, World without)
    {
        var (what, title, points, draw) = (random.Next(10), Titles[random.Next(Titles.Length)], random.Next(1, 12), (byte)(++_signals % 250));
        var isAlone = await without.FindAsync(email) is { MergedInto: null };
        foreach (var world in new[] { with, without }.Where(_ => what is 0 or 1))
        {
            await (what == 0 ? world.EditAsync(email, title, draw) : isAlone ? world.AdjustAsync(email, points, draw) : Task.CompletedTask);
        }

        return what < 3 ? [] : [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Happened(random, with.Now))];
    }

    private Signal Happened(Random random, DateTimeOffset now) => new($"s{++_signals}", random.Next(40) == 0 ? "demo-request" : Signals[random.Next(Signals.Length)], now.AddSeconds(-random.Next(0, 90)), "form:x")
    {
        Fields = random.Next(4) == 0 ? new Dictionary<string, string> { ["title"] = Titles[random.Next(Titles.Length)], ["company"] = "Acme " + random.Next(3) } : null,
        Consent = random.Next(4) == 0 ? new Consent("marketing", random.Next(4) > 0, "v1") : null,
        Attribution = random.Next(4) == 0 ? new Attribution { Source = "s" + random.Next(3) } : null,
    };

    private Signal[] Clicks(Random random, DateTimeOffset now) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Signal($"s{++_signals}", random.Next(4) == 0 ? "email-open" : "email-click", now.AddSeconds(-random.Next(0, 60)), "webhook:own"))];

    /// <returns>Which one took the other in; negative when there are not two yet, or the one further along is not the same in both worlds.</returns>
    private static async Task<int> MergeAsync(Random random, World with, World without)
    {
        var into = random.Next(2);
        foreach (var way in new[] { into, 1 - into })
        {
            if (await MayAsync(way, with) && await MayAsync(way, without))
            {
                Assert.IsType<ActionResult.Applied>(await with.MergeAsync(Emails[way], Emails[1 - way]));
                Assert.IsType<ActionResult.Applied>(await without.MergeAsync(Emails[way], Emails[1 - way]));
                return way;
            }
        }

        return -1;
    }

    private static async Task<bool> MayAsync(int into, World world) =>
        await world.FindAsync(Emails[into]) is { } one && await world.FindAsync(Emails[1 - into]) is { } other && one.Stage >= other.Stage;

    private static async Task<int> UnmergeAsync(int into, World with, World without)
    {
        foreach (var world in new[] { with, without }.Where(_ => into >= 0))
        {
            await world.UnmergeAsync(Emails[into], Emails[1 - into]);
        }

        return -1;
    }
}
