using LeadFunctions.Cosmos;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>Many processes commit on the same cells, some of them die on the way, and the table does not always answer.</summary>
public sealed class concurrent_committers
{
    private const int Leads = 4;

    /// <summary>Each commit adds one to a lead, to a shared row and to another shared row; so at the end the rows are the sums of the leads.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task never_leave_a_row_that_differs_from_its_leads(int seed)
    {
        using var world = new CosmosWorld();
        var setup = world.Open();
        for (var number = 0; number < Leads; number++)
        {
            await setup.CommitAsync(new Commit { Lead = Given.Lead($"{number}") }, default);
        }

        await setup.CommitAsync(new Commit { Registers = [new("sum", "a", "0", 0), new("sum", "b", "0", 0)] }, default);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(one => Task.Run(() => ProcessAsync(world, new Random((seed * 100) + one)))));
        var last = world.Open(change: options => options with { Grace = TimeSpan.FromSeconds(-1) });
        await last.SweepAsync(default);

        var sum = 0;
        for (var number = 0; number < Leads; number++)
        {
            sum += (await last.FindLeadAsync($"ld_{number}", default))!.Reroutings;
        }

        Assert.True(sum > 20, $"{sum}");
        Assert.Equal($"{sum}", (await last.FindRegisterAsync("sum", "a", default))!.Value);
        Assert.Equal($"{sum}", (await last.FindRegisterAsync("sum", "b", default))!.Value);
        Assert.DoesNotContain(world.Table.Rows, row => row.Partition == "$0open");
    }

    /// <summary>Works until it dies; then another one starts. A tiny grace period makes them undo each other's work in mid-air, too.</summary>
    private static async Task ProcessAsync(CosmosWorld world, Random random)
    {
        for (var lives = 0; lives < 12; lives++)
        {
            var crash = new Crash(random.Next(60, 200), random.Next(2) == 0);
            var table = new FaultyTable(new CrashingTable(world.Table, crash), () => random.Next(int.MaxValue), 40);
            var store = world.Open(table: table, change: options => options with { Grace = TimeSpan.FromMilliseconds(random.Next(30)) });
            while (!crash.HasHappened)
            {
                try
                {
                    await AddAsync(store, random);
                }
                catch (Exception cause) when (cause is CrashedException or StorageException)
                {
                    // On to the next, or the end.
                }
            }
        }
    }

    private static async Task AddAsync(CosmosLeadStore store, Random random)
    {
        var lead = (await store.FindLeadAsync($"ld_{random.Next(Leads)}", default))!;
        var writes = new List<RegisterWrite>();
        foreach (var key in random.Next(2) == 0 ? new[] { "a", "b" } : ["b", "a"])
        {
            var entry = (await store.FindRegisterAsync("sum", key, default))!;
            writes.Add(new RegisterWrite("sum", key, $"{int.Parse(entry.Value) + 1}", entry.Version));
        }

        await store.CommitAsync(new Commit { Lead = lead with { Reroutings = lead.Reroutings + 1 }, Registers = writes }, default);
    }
}
