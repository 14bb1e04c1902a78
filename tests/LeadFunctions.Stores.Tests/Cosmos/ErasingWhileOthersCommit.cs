using LeadFunctions.Cosmos;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>An erasure while other processes are at work on the lead that goes and on those that know it.</summary>
public sealed class erasing_while_others_commit
{
    [Fact]
    public async Task erases_what_they_write_meanwhile_too()
    {
        var (_, requests) = await MeddledAsync(-1);
        for (var at = 0; at < requests; at++)
        {
            var (left, _) = await MeddledAsync(at);
            Assert.False(Canary.IsIn(left), $"{at}");
        }
    }

    [Fact]
    public async Task first_sends_what_a_commit_on_the_lead_owes()
    {
        using var world = new CosmosWorld();
        var deaf = world.Open(change: options => options with { Send = (_, _) => throw new StorageException("no answer") });
        await Canary.LiveAsync(deaf);
        await deaf.CommitAsync(new Commit { Lead = (await deaf.FindLeadAsync(Canary.Id, default))!, Messages = Given.Now(new Message.LeadDue("owed")) }, default);

        await world.Open().EraseAsync(Canary.Erasure, false, default);

        Assert.Equal(new Message.LeadDue("owed"), Assert.Single(world.Bus.Known).Message);
    }

    /// <summary>What somebody else's commit has prepared, and what it still has to send, are places too.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task takes_the_address_out_of_commits_that_nobody_finished(bool afterwards)
    {
        for (var (at, crashed) = (0, true); crashed; at++)
        {
            CrashingHandler? handler = null;
            using var world = new CosmosWorld(null, inner => handler = new CrashingHandler(inner));
            await Canary.LiveAsync(world.Open());
            handler!.Crash = new Crash(at, afterwards);
            await Record.ExceptionAsync(() => NamingAsync(world, handler.Crash));
            crashed = handler.Crash.HasHappened;
            handler.Crash = null;
            var (next, sent) = (world.Open(change: options => options with { Grace = TimeSpan.FromSeconds(-1) }), world.Bus.Known.Count);

            Assert.False((await next.EraseAsync(Canary.Erasure, false, default)).Unfinished);
            await next.SweepAsync(default);

            Assert.False(Canary.IsIn(await world.EverythingAsync() + string.Join(' ', world.Bus.Known.Skip(sent))), $"{at}");
        }
    }

    /// <summary>A process that commits on others what names the address, as far as it gets.</summary>
    private static async Task NamingAsync(CosmosWorld world, Crash crash)
    {
        var store = world.Open(table: new CrashingTable(world.Table, crash), change: options => options with
        {
            Wait = (_, _) => Task.CompletedTask,
            Send = (messages, ct) => crash.DoAsync(async () =>
            {
                await world.Bus.SendAsync(messages, ct);
                return true;
            }),
        });
        await store.CommitAsync(new Commit
        {
            Lead = (await store.FindLeadAsync("ld_ada", default))!,
            Visitor = new Visitor { Id = "browser-new", Signals = [Given.Signal("again") with { Page = new PageView("https://www.example.com/?of=" + Canary.Email) }] },
            Registers = [new RegisterWrite("rotation", "pool", Canary.Email, 0)],
            Messages = Given.Now(new Message.LeadNeedsOwner("ld_ada", Canary.Email)),
        }, default);
    }

    /// <summary>At one request of the erasure, another process commits on the lead that goes and on one that knows it, from what it read before.</summary>
    private static async Task<(string Left, int Requests)> MeddledAsync(int at)
    {
        FaultyHandler? handler = null;
        using var world = new CosmosWorld(null, inner => handler = new FaultyHandler(inner));
        var (store, other, number) = (world.Open(), world.Open(), 0);
        await Canary.LiveAsync(store);
        var (canary, ada) = ((await other.FindLeadAsync(Canary.Id, default))!, (await other.FindLeadAsync("ld_ada", default))!);
        handler!.Faults = _ =>
        {
            if (number++ == at)
            {
                Task.Run(async () =>
                {
                    await TryAsync(other, new Commit { Lead = canary with { Gate = Canary.Email }, Activities = [new Activity.Noted("mine", Given.Noon, Canary.Email)] });
                    await TryAsync(other, new Commit { Lead = ada with { Gate = "mine" } });
                }).GetAwaiter().GetResult();
            }

            return null;
        };
        await store.EraseAsync(Canary.Erasure, false, default);
        handler.Faults = _ => null;
        // What was committed on the lead that goes before it was marked goes too; what was refused is decided again on what is there now.
        return (await world.EverythingAsync(), number);
    }

    private static async Task TryAsync(CosmosLeadStore store, Commit commit)
    {
        try
        {
            await store.CommitAsync(commit, default);
        }
        catch (StorageException)
        {
            // It is being erased.
        }
    }
}
