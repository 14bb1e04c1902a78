using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Merging;

/// <summary>
/// Random lives of two leads, told twice: once they were merged for a while, once never. Messages about the merge come late, doubled and out of order.
/// Afterwards both pairs are equal: unmerge(merge(a, b)) = (a, b), and what came meanwhile is with the one it came to.
/// </summary>
public sealed class any_two_leads
{
    private const int Cases = 10_000;
    private const int Seed = 61122;

    private static readonly string[] Signals = ["page-view", "pricing-page-view", "email-open", "email-click", "webinar-attendance", "demo-request", "whitepaper-download", "blog-post-view"];
    private static readonly string[] Titles = ["CEO", "VP Sales", "Manager", "Analyst"];
    private static readonly NewId Ids = new(new byte[32]);
    private static readonly string[] Emails = ["ana@acme.example", "ana+news@acme.example"];

    private readonly ManualClock _clock = new();
    private readonly PlaybookShelf _shelf;
    private int _signals;

    public any_two_leads() => _shelf = new([new Published(_clock.GetUtcNow().AddDays(-1000), Rules.Book(Rules.B2b with { Sla = [], Sequences = [], Webhooks = [] }))]);

    [Fact]
    public async Task are_after_unmerging_what_they_would_be_had_they_never_been_merged()
    {
        var merged = 0;
        for (var number = 0; merged < Cases; number++)
        {
            var random = new Random(Seed + number);
            var (once, never) = (new MemoryStore(), new MemoryStore());
            await LiveAsync(random, once, never, random.Next(2, 6));
            merged += await MergeAsync(random, once) ? 1 : 0;
            await LiveAsync(random, once, never, random.Next(0, 5));
            await UnmergeAsync(random, once);
            await LiveAsync(random, once, never, random.Next(0, 2));
            await DrainAsync(random, once, all: true);

            foreach (var email in Emails)
            {
                Assert.True(await AsOfNowAsync(never, email) == await AsOfNowAsync(once, email), $"case {number}, {email}:\n{await AsOfNowAsync(never, email)}\n{await AsOfNowAsync(once, email)}");
            }
        }
    }

    [Fact]
    public async Task have_while_merged_one_score_over_the_events_of_both()
    {
        for (var number = 0; number < Cases / 10; number++)
        {
            var random = new Random(-Seed - number);
            var (once, never) = (new MemoryStore(), new MemoryStore());
            await LiveAsync(random, once, never, random.Next(2, 6));
            if (await MergeAsync(random, once))
            {
                await LiveAsync(random, once, never, random.Next(0, 5));
                await DrainAsync(random, once, all: true);

                var (survivor, parts) = (await SurvivorAsync(once), new List<LedgerEvent>());
                foreach (var email in Emails)
                {
                    parts.AddRange(await never.LedgerAsync(Ids.LeadIdOf(email), default));
                }

                var expected = parts.Where(one => _shelf.Current.Model.Counts(one.Signal)).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal);
                Assert.Equal(expected, survivor.Ledger);
            }
        }
    }

    /// <summary>The same things happen to both pairs: signals, words about a person, points.</summary>
    private async Task LiveAsync(Random random, MemoryStore once, MemoryStore never, int events)
    {
        for (var i = 0; i < events; i++)
        {
            _clock.SetForward(TimeSpan.FromHours(random.Next(0, 200)));
            var email = Emails[random.Next(2)];
            var what = (random.Next(10), IsAlone: await IsAloneAsync(once, email));
            var signal = ASignal(random, $"s{++_signals}");
            await TickAsync(once);
            await TickAsync(never);
            var (title, points) = (Titles[random.Next(Titles.Length)], random.Next(1, 20));
            foreach (var store in new[] { once, never })
            {
                await (what switch
                {
                    (0, _) => new SaveLead(store, _shelf, _clock, Ids).RunAsync(email, "kim", new Dictionary<string, string> { ["title"] = title }, default),
                    (1, true) => new AdjustScore(store, _shelf, _clock, new NewId(new byte[32], bytes => BitConverter.TryWriteBytes(bytes, _signals))).RunAsync(new(Ids.LeadIdOf(email), "kim"), points, "fair", default),
                    _ => ApplyAsync(store, new ApplySignal(store, _shelf, _clock), new Message.SignalArrived(Ids.LeadIdOf(email), email, [signal])),
                });
            }

            await DrainAsync(random, once, all: false);
        }
    }

    /// <summary>The decay timer, on time: at each instant at which time alone changes something.</summary>
    private async Task TickAsync(MemoryStore store)
    {
        foreach (var email in Emails)
        {
            if (await store.FindLeadAsync(Ids.LeadIdOf(email), default) is { DueAt: { } due } lead && due <= _clock.GetUtcNow())
            {
                await store.CommitAsync(new Commit { Lead = TimeAlone.Until(_clock.GetUtcNow(), lead, _shelf.Current) }, default);
            }
        }
    }

    private Signal ASignal(Random random, string id) => new(id, Signals[random.Next(Signals.Length)], _clock.GetUtcNow().AddMinutes(-random.Next(0, 600)), "form:x")
    {
        Fields = random.Next(3) == 0 ? new Dictionary<string, string> { ["title"] = Titles[random.Next(Titles.Length)], ["company"] = "Acme " + random.Next(3) } : null,
        Consent = random.Next(4) == 0 ? new Consent("marketing", random.Next(2) == 0, "v1") : null,
        Attribution = random.Next(3) == 0 ? new Attribution { Source = "s" + random.Next(3) } : null,
        Verdict = random.Next(8) == 0 ? Verdict.Machine : Verdict.Unknown,
    };

    private async Task<bool> MergeAsync(Random random, MemoryStore once)
    {
        var (one, other) = random.Next(2) == 0 ? (0, 1) : (1, 0);
        var merge = new MergeLeads(once, _shelf, _clock);
        var done = await merge.MergeAsync(new(Ids.LeadIdOf(Emails[one]), "kim"), Ids.LeadIdOf(Emails[other]), null, default) is ActionResult.Applied
            || await merge.MergeAsync(new(Ids.LeadIdOf(Emails[other]), "kim"), Ids.LeadIdOf(Emails[one]), null, default) is ActionResult.Applied;
        await DrainAsync(random, once, all: false);
        return done;
    }

    private async Task UnmergeAsync(Random random, MemoryStore once)
    {
        foreach (var email in Emails)
        {
            if (await once.FindLeadAsync(Ids.LeadIdOf(email), default) is { MergedInto: { } into } absorbed)
            {
                Assert.IsType<ActionResult.Applied>(await new MergeLeads(once, _shelf, _clock).UnmergeAsync(new(into, "kim"), absorbed.Id, default));
                await DrainAsync(random, once, all: false);
            }
        }
    }

    /// <summary>Some or all of what waits for the survivor is handled, in any order, some of it twice.</summary>
    private async Task DrainAsync(Random random, MemoryStore store, bool all)
    {
        var step = new JoinLeads(store, _shelf, _clock);
        while (store.Waiting.OfType<Message.ShareChanged>().ToList() is { Count: > 0 } waiting && (all || random.Next(2) == 0))
        {
            var next = waiting[random.Next(waiting.Count)];
            await ApplyAsync(store, step, next);
            if (all || random.Next(4) > 0)
            {
                store.Waiting.Remove(next);
            }
        }
    }

    private static async Task ApplyAsync<TMessage>(MemoryStore store, IHandle<TMessage> step, TMessage message)
        where TMessage : Message
    {
        if (await step.HandleAsync([message], default) is Outcome.Done done)
        {
            Assert.Equal(CommitResult.Committed, await store.CommitAsync(done.Commit, default));
        }
    }

    private static async Task<bool> IsAloneAsync(MemoryStore store, string email) => await store.FindLeadAsync(Ids.LeadIdOf(email), default) is { MergedInto: null };

    private static async Task<Lead> SurvivorAsync(MemoryStore store)
    {
        var leads = new List<Lead>();
        foreach (var email in Emails)
        {
            leads.Add((await store.FindLeadAsync(Ids.LeadIdOf(email), default))!);
        }

        return leads.Single(lead => lead.MergedInto is null);
    }

    /// <summary>The lead as JSON, worked out as of now; without its version and what counts effects.</summary>
    private async Task<string?> AsOfNowAsync(MemoryStore store, string email)
    {
        if (await store.FindLeadAsync(Ids.LeadIdOf(email), default) is not { } found)
        {
            return null;
        }

        Assert.Null(found.MergedInto ?? (object?)found.Own ?? found.Absorbed);
        var caughtUp = TimeAlone.Until(_clock.GetUtcNow(), found, _shelf.Current);
        var lead = Progress.At(caughtUp, caughtUp.Ledger, _shelf.Current, _clock.GetUtcNow()).Lead;
        return JsonSerializer.Serialize(
            lead with
            {
                Version = 0,
                UpdatedAt = default,
                // Follows from the rest, as it was when the lead was last written.
                Urgency = null,
                Arrivals = null,
                Attributes = lead.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Value),
                Crossings = lead.Crossings.Where(one => one.Value.LastAt is not null).OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Value with { Ordinal = 0 }),
            },
            WireJson.Default.Lead);
    }
}
