using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Identity;

/// <summary>
/// Random lives of one browser that three people use: events, some sent again, and people who say that it is theirs. What waits for a key is handled in order, some
/// of it twice, and the keys in any order: a lead may still wait for what it was given when the browser is somebody else's already.
/// </summary>
public sealed class an_event_of_a_shared_browser
{
    private const int Cases = 2_000;
    private const int Seed = 221126;
    private const string Browser = "browser1";

    private static readonly NewId Ids = new(new byte[32]);
    private static readonly string[] People = ["ana@acme.example", "ben@acme.example", "eve@globex.example"];

    private readonly ManualClock _clock = new();
    private readonly PlaybookShelf _shelf;

    public an_event_of_a_shared_browser() => _shelf = new([new Published(_clock.GetUtcNow().AddDays(-1), Rules.Book(Rules.B2b with { Sla = [], Sequences = [], Webhooks = [] }))]);

    [Fact]
    public async Task is_with_one_of_them_whatever_is_handled_first()
    {
        var moves = 0;
        for (var number = 0; number < Cases; number++)
        {
            var (random, store) = (new Random(Seed + number), new MemoryStore());
            var sent = new List<Signal>();
            for (var happening = random.Next(4, 20); happening > 0; happening--)
            {
                store.Waiting.Add(AHappening(random, sent));
                await HandleSomeAsync(random, store, all: false);
            }

            await HandleSomeAsync(random, store, all: true);

            var places = await PlacesAsync(store);
            Assert.All(sent, signal => Assert.True(places[signal.Id].Count() == 1, $"case {number}: {signal.Id} is with {string.Join(", ", places[signal.Id])}"));
            var browser = await store.FindVisitorAsync(Browser, default);
            Assert.Equal(browser?.IdentifiedAt is null, browser?.LeadId is null);
            moves += browser?.Before?.Count ?? 0;
        }

        Assert.InRange(moves, Cases / 2, int.MaxValue);
    }

    private Message AHappening(Random random, List<Signal> sent)
    {
        _clock.SetForward(TimeSpan.FromSeconds(random.Next(1, 100)));
        if (random.Next(3) == 0)
        {
            var email = People[random.Next(People.Length)];
            return new Message.SignalArrived(Ids.LeadIdOf(email), email, [new Signal($"f{_clock.GetUtcNow().Ticks}", "newsletter-signup", _clock.GetUtcNow(), "form:x") { VisitorId = Browser }]);
        }

        if (sent.Count == 0 || random.Next(3) > 0)
        {
            sent.Add(new Signal($"e{sent.Count}", "page-view", _clock.GetUtcNow(), SignalSource.Track) { VisitorId = Browser });
            return new Message.VisitorSeen(Browser, [sent[^1]]);
        }

        return new Message.VisitorSeen(Browser, [sent[random.Next(sent.Count)]]);
    }

    private async Task HandleSomeAsync(Random random, MemoryStore store, bool all)
    {
        while (store.Waiting.Count > 0 && (all || random.Next(3) > 0))
        {
            var key = store.Waiting[random.Next(store.Waiting.Count)].Key;
            var next = FirstOf(random, [.. store.Waiting.Where(message => message.Key == key)]);
            if (await HandleAsync(store, next) is Outcome.Done done)
            {
                Assert.Equal(CommitResult.Committed, await store.CommitAsync(done.Commit, default));
            }

            if (random.Next(4) > 0)
            {
                next.ForEach(message => store.Waiting.Remove(message));
            }
        }
    }

    /// <summary>Some of the first of a key, as a batch has them: all of one kind.</summary>
    private static List<Message> FirstOf(Random random, List<Message> ofKey) =>
        [.. ofKey.TakeWhile(message => message.GetType() == ofKey[0].GetType()).Take(ofKey[0] is Message.VisitorIdentified ? 1 : random.Next(1, 4))];

    private Task<Outcome> HandleAsync(MemoryStore store, List<Message> messages) => messages[0] switch
    {
        Message.VisitorSeen => new FollowVisitor(store, _clock).HandleAsync([.. messages.Cast<Message.VisitorSeen>()], default),
        Message.VisitorIdentified identified => new JoinVisitor(store, _clock).HandleAsync([identified], default),
        Message.SignalArrived => new ApplySignal(store, _shelf, _clock).HandleAsync([.. messages.Cast<Message.SignalArrived>()], default),
        _ => Task.FromResult<Outcome>(new Outcome.Skipped("of no matter here")),
    };

    private static async Task<ILookup<string, string>> PlacesAsync(MemoryStore store)
    {
        var places = new List<(string Id, string Place)>();
        foreach (var email in People)
        {
            var known = await store.ActivitiesAsync(Ids.LeadIdOf(email), null, int.MaxValue, default);
            places.AddRange(known.Items.OfType<Activity.SignalReceived>().Select(one => (one.Id, email)));
        }

        var visitor = await store.FindVisitorAsync(Browser, default);
        places.AddRange((visitor?.Signals ?? []).Select(signal => (signal.Id, "nobody yet")));
        return places.ToLookup(one => one.Id, one => one.Place);
    }
}
