using LeadFunctions.Cosmos;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

public sealed class erasing_from_the_cosmos_store_in_memory : EraseContract, IDisposable
{
    private readonly CosmosWorld _world = new();
    private readonly CosmosLeadStore _store;

    public erasing_from_the_cosmos_store_in_memory() => _store = _world.Open();

    protected override ILeadStore Store => _store;

    protected override EraseStored Erase => _store.EraseAsync;

    public void Dispose() => _world.Dispose();

    protected override Task<string> EverythingAsync() => _world.EverythingAsync();
}

/// <summary>Nothing of it shares a transaction, so it may end anywhere and be found by others half done.</summary>
public sealed class an_erasure_that_is_interrupted
{
    [Fact]
    public async Task at_any_call_is_finished_by_the_next_with_the_same_end()
    {
        var (calm, _) = await EndAsync(null);
        foreach (var afterwards in new[] { false, true })
        {
            for (var at = 0; ; at++)
            {
                var (end, crashed) = await EndAsync(new Crash(at, afterwards));
                Assert.Equal(calm, end);
                if (!crashed)
                {
                    Assert.True(at > 50, $"{at}");
                    break;
                }
            }
        }
    }

    [Fact]
    public async Task shows_nobody_a_part_of_the_lead_and_takes_nothing_new_for_it()
    {
        using var world = new CosmosWorld();
        await Canary.LiveAsync(world.Open());
        var left = 1;
        var store = world.Open(change: options => options with { EraseSent = (_, _, _) => Task.FromResult(new SentErased(0, left)), Wait = (_, _) => Task.CompletedTask });

        Assert.True((await store.EraseAsync(Canary.Erasure, false, default)).Unfinished);

        Assert.Null(await store.FindLeadAsync(Canary.Id, default));
        Assert.Empty((await store.ActivitiesAsync(Canary.Id, null, 200, default)).Items);
        Assert.Empty(await store.KnownActivitiesAsync(Canary.Id, ["c1"], default));
        Assert.Empty(await store.LedgerAsync(Canary.Id, default));
        await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(new Commit { Lead = Canary.Lead }, default));
        await Assert.ThrowsAsync<StorageException>(() => world.Open().CommitAsync(new Commit { ActivitiesOf = Canary.Id, Activities = [Given.Received("late")] }, default));
        left = 0;
        var rest = await store.EraseAsync(new Erasure([Canary.Id], [], AddressTraces.Of([]), Given.Noon), false, default);
        Assert.False(rest.Unfinished);
        Assert.False(Canary.IsIn(await world.EverythingAsync()));
    }

    [Fact]
    public async Task by_its_time_limit_goes_on_from_where_it_was()
    {
        using var world = new CosmosWorld();
        await Canary.LiveAsync(world.Open());
        var clock = new ManualClock();
        var calls = new List<int>();
        for (var runs = 0; runs < 200; runs++)
        {
            // Every request takes a second, and a run has twenty.
            var slow = world.Open(clock, new SlowTable(world.Table, clock), options => options with { EraseLimit = TimeSpan.FromSeconds(20) });
            var before = world.Table.Operations;
            var erased = await slow.EraseAsync(runs == 0 ? Canary.Erasure : new Erasure([Canary.Id], [], AddressTraces.Of([]), Given.Noon), false, default);
            calls.Add(world.Table.Operations - before);
            if (!erased.Unfinished)
            {
                break;
            }
        }

        Assert.InRange(calls.Count, 2, 199);
        Assert.False(Canary.IsIn(await world.EverythingAsync()));
        await Canary.OthersAreWellAsync(world.Open());
    }

    private static async Task<(string End, bool Crashed)> EndAsync(Crash? crash)
    {
        CrashingHandler? handler = null;
        using var world = new CosmosWorld(null, inner => handler = new CrashingHandler(inner));
        var (clock, both) = (new ManualClock(), Canary.Erasure with { LeadIds = [Canary.Id, "ld_two"] });
        await Canary.LiveAsync(world.Open(clock));
        await world.Open(clock).CommitAsync(new Commit { Lead = Given.Lead("two") with { Email = Canary.Email, MergedInto = Canary.Id }, Activities = [Given.Received("two")] }, default);
        if (crash is not null)
        {
            handler!.Crash = crash;
            var dying = world.Open(clock, new CrashingTable(world.Table, crash), options => options with { Wait = (_, _) => Task.CompletedTask });
            await Assert.ThrowsAnyAsync<Exception>(() => dying.EraseAsync(both, false, default)).ContinueWith(_ => { }, TaskScheduler.Default);
            handler.Crash = null;
        }

        // As the timer does: with the address while the lead is there, else with its id.
        var next = world.Open(clock);
        var again = await next.FindLeadAsync(Canary.Id, default) is null && crash is not null ? new Erasure([Canary.Id], [], AddressTraces.Of([]), Given.Noon) : both;
        Assert.False((await next.EraseAsync(again, false, default)).Unfinished);
        var everything = await world.EverythingAsync();
        Assert.False(Canary.IsIn(everything));
        await Canary.OthersAreWellAsync(world.Open(clock));
        var keys = world.Table.Rows.Select(row => row.Partition + row.Row.Row).Concat(world.Memory!.Documents.Select(document => $"{document["leadId"]}{document["visitorId"]}/{document["id"]}").Order(StringComparer.Ordinal));
        return (string.Join('\n', keys), crash?.HasHappened == true);
    }

    /// <summary>A table for which time passes.</summary>
    private sealed class SlowTable(IRegisterTable table, ManualClock clock) : TableBetween(table)
    {
        protected override Task<T> DoAsync<T>(string? written, Func<Task<T>> call)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return call();
        }
    }
}
