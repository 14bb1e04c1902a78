using LeadFunctions.Cosmos;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>The service refuses, or does not answer, and may or may not have done what it was asked. Whatever it was, a commit takes effect once.</summary>
public sealed class failing_requests
{
    public static TheoryData<int, bool> Faults => new()
    {
        { 412, false }, { 429, false }, { 449, false }, { 503, false }, { 503, true }, { 408, false }, { 408, true }, { 500, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task a_request_that_fails_once_changes_nothing_in_the_end(int status, bool applied)
    {
        var (calm, requests) = await RunAsync(_ => null);
        for (var at = 0; at < requests; at++)
        {
            var (number, here) = (0, at);
            var (state, _) = await RunAsync(request => number++ == here && (status != 412 || request.Method != HttpMethod.Get) ? new Fault(status, applied) : null);
            Assert.Equal(calm, state);
        }
    }

    [Fact]
    public async Task every_fourth_request_fails_some_way_and_sixty_counts_are_sixty()
    {
        var random = new Random(4);
        var handler = new List<FaultyHandler>();
        using var world = World(handler);
        var store = Open(world);
        await store.CommitAsync(new Commit { Lead = Given.Lead("ada") }, default);
        handler[0].Faults = _ => random.Next(4) == 0 ? new Fault(new[] { 408, 429, 449, 503 }[random.Next(4)], random.Next(2) == 0) : null;

        for (var done = 0; done < 60;)
        {
            var lead = (await store.FindLeadAsync("ld_ada", default))!;
            var entry = await store.FindRegisterAsync("rotation", "pool", default);
            var result = await store.CommitAsync(new Commit
            {
                Lead = lead with { Reroutings = lead.Reroutings + 1 },
                Registers = [new RegisterWrite("rotation", "pool", $"{lead.Reroutings + 1}", entry?.Version ?? 0)],
                Activities = [Given.Received($"s{lead.Reroutings}")],
                Messages = Given.Now(new Message.LeadDue($"{lead.Reroutings}")),
            }, default);
            done += result == CommitResult.Committed ? 1 : 0;
        }

        handler[0].Faults = _ => null;
        Assert.Equal(60, (await store.FindLeadAsync("ld_ada", default))!.Reroutings);
        Assert.Equal("60", (await store.FindRegisterAsync("rotation", "pool", default))!.Value);
        Assert.Equal(60, (await store.ActivitiesAsync("ld_ada", null, 200, default)).Items.Count);
        Assert.Equal(60, world.Bus.Known.Count);
        Assert.True(handler[0].Happened > 30);
    }

    [Fact]
    public async Task a_service_that_is_not_there_is_a_storage_exception_and_the_commit_does_not_happen_later()
    {
        var handler = new List<FaultyHandler>();
        using var world = World(handler);
        var store = Open(world);
        handler[0].Faults = _ => new Fault(503);

        await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(new Commit { Lead = Given.Lead("ada"), Messages = Given.Now(Given.Arrived("ld_ada", "s")) }, default));
        await Assert.ThrowsAsync<StorageException>(() => store.FindLeadAsync("ld_ada", default));
        handler[0].Faults = _ => null;
        await world.Open(change: options => options with { Grace = TimeSpan.FromSeconds(-1) }).SweepAsync(default);

        Assert.Null(await store.FindLeadAsync("ld_ada", default));
        Assert.Empty(world.Bus.Known);
    }

    private static async Task<(string State, int Requests)> RunAsync(Func<HttpRequestMessage, Fault?> faults)
    {
        var handler = new List<FaultyHandler>();
        using var world = World(handler);
        var (store, requests) = (Open(world), 0);
        handler[0].Faults = request =>
        {
            requests++;
            return faults(request);
        };
        for (var done = 0; done < 3;)
        {
            var lead = await store.FindLeadAsync("ld_ada", default);
            var write = new RegisterWrite("rotation", "pool", $"{done}", (await store.FindRegisterAsync("rotation", "pool", default))?.Version ?? 0);
            var commit = new Commit { Lead = (lead ?? Given.Lead("ada")) with { Reroutings = done + 1 }, Registers = [write], Activities = [Given.Received($"s{done}")], Messages = Given.Now(new Message.LeadDue($"{done}")) };
            done += await store.CommitAsync(done == 1 ? commit with { Registers = [] } : commit, default) == CommitResult.Committed ? 1 : 0;
        }

        await store.SweepAsync(default);
        var found = (await store.FindLeadAsync("ld_ada", default))!;
        var register = (await store.FindRegisterAsync("rotation", "pool", default))!.Value;
        var timeline = (await store.ActivitiesAsync("ld_ada", null, 10, default)).Items.Select(activity => activity.Id);
        return ($"v{found.Version} {found.Reroutings} {register} {string.Join(' ', timeline)} {string.Join(' ', world.Bus.Known.Select(message => message.Message))}", requests);
    }

    private static CosmosWorld World(List<FaultyHandler> handler) => new(null, inner =>
    {
        handler.Add(new FaultyHandler(inner));
        return handler[0];
    });

    private static CosmosLeadStore Open(CosmosWorld world) => world.Open(change: options => options with { Wait = (_, _) => Task.CompletedTask });
}
