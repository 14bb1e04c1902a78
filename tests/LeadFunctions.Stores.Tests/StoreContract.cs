using LeadFunctions.Domain.Leads;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

/// <summary>What every lead store promises. One subclass per store.</summary>
public abstract class StoreContract
{
    protected abstract ILeadStore Store { get; }

    [Fact]
    public async Task a_lead_comes_back_as_it_was_committed_one_version_on()
    {
        var lead = Given.Lead("ada", 42.5m) with { Attributes = Given.Attributes(("title", "CTO „Größe“ \u4e2d")), DueAt = Given.Noon.AddDays(3), Stage = Stage.Mql };
        Assert.Equal(CommitResult.Committed, await CommitAsync(lead));

        var found = await Store.FindLeadAsync(lead.Id, default);

        Assert.NotNull(found);
        Assert.Equal(1, found.Version);
        Assert.Equal("CTO „Größe“ \u4e2d", found.Attribute("title"));
        Assert.Equivalent(lead with { Version = 1 }, found, strict: true);
    }

    [Fact]
    public async Task what_does_not_exist_is_not_found()
    {
        Assert.Null(await Store.FindLeadAsync("ld_nobody", default));
        Assert.Null(await Store.FindVisitorAsync("nobody", default));
        Assert.Null(await Store.FindRegisterAsync("rotation", "nobody", default));
        Assert.Empty((await Store.ActivitiesAsync("ld_nobody", null, 10, default)).Items);
        Assert.Empty(await Store.KnownActivitiesAsync("ld_nobody", ["a"], default));
    }

    [Fact]
    public async Task a_lead_that_must_not_exist_conflicts_when_it_does()
    {
        await CommitAsync(Given.Lead("ada"));

        Assert.Equal(CommitResult.Conflict, await CommitAsync(Given.Lead("ada", 99)));
        Assert.Equal(0m, (await Store.FindLeadAsync("ld_ada", default))!.Score.Total.ToDecimal());
    }

    [Theory]
    [InlineData("lead")]
    [InlineData("visitor")]
    [InlineData("register")]
    public async Task a_conflict_leaves_nothing_of_the_commit(string what)
    {
        var write = new RegisterWrite("rotation", "pool", "\"theirs\"", 0);
        await Store.CommitAsync(new Commit { Lead = Given.Lead("ada"), Visitor = new Visitor { Id = "v1" }, Registers = [write] }, default);
        var (lead, visitor, register) = await ReadAsync();

        var result = await Store.CommitAsync(new Commit
        {
            Lead = what == "lead" ? lead with { Version = 7, Gate = "mine" } : lead with { Gate = "mine" },
            Visitor = what == "visitor" ? visitor with { Version = 7, LeadId = "mine" } : visitor with { LeadId = "mine" },
            Registers = [new("other", "key", "1", 0), write with { Value = "\"mine\"", Version = what == "register" ? 7 : register.Version }],
            Activities = [Given.Received("s1")],
        }, default);

        Assert.Equal(CommitResult.Conflict, result);
        var after = await ReadAsync();
        Assert.Equal((null, null, "\"theirs\""), (after.Lead.Gate, after.Visitor.LeadId, after.Register.Value));
        Assert.Null(await Store.FindRegisterAsync("other", "key", default));
        Assert.Empty(await Store.KnownActivitiesAsync("ld_ada", ["s1"], default));

        async Task<(Lead Lead, Visitor Visitor, RegisterEntry Register)> ReadAsync() =>
            ((await Store.FindLeadAsync("ld_ada", default))!, (await Store.FindVisitorAsync("v1", default))!, (await Store.FindRegisterAsync("rotation", "pool", default))!);
    }

    [Fact]
    public async Task of_a_thousand_commits_of_one_new_lead_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(index =>
            Task.Run(() => Store.CommitAsync(new Commit { Lead = Given.Lead("ada") with { Gate = $"{index}" }, Activities = [Given.Received($"s{index}")] }, default))));

        Assert.Single(results, result => result == CommitResult.Committed);
        var lead = (await Store.FindLeadAsync("ld_ada", default))!;
        Assert.Equal(["s" + lead.Gate], (await Store.ActivitiesAsync("ld_ada", null, 200, default)).Items.Select(activity => activity.Id));
    }

    [Fact]
    public async Task of_many_writers_of_one_register_each_success_counts_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 50;)
            {
                var entry = await Store.FindRegisterAsync("rotation", "pool", default);
                var next = entry is null ? 1 : int.Parse(entry.Value) + 1;
                var write = new RegisterWrite("rotation", "pool", $"{next}", entry?.Version ?? 0);
                done += await Store.CommitAsync(new Commit { Registers = [write] }, default) == CommitResult.Committed ? 1 : 0;
            }
        })));

        Assert.Equal("400", (await Store.FindRegisterAsync("rotation", "pool", default))!.Value);
    }

    [Fact]
    public async Task a_register_entry_made_anew_is_not_taken_for_the_one_that_was_deleted()
    {
        await PutAsync("1", 0);
        var old = (await Store.FindRegisterAsync("effects", "key", default))!;
        await PutAsync(null, old.Version);
        await PutAsync("2", 0);

        Assert.Equal(CommitResult.Conflict, await PutAsync("3", old.Version));
        Assert.Equal("2", (await Store.FindRegisterAsync("effects", "key", default))!.Value);

        Task<CommitResult> PutAsync(string? value, long version) => Store.CommitAsync(new Commit { Registers = [new("effects", "key", value, version)] }, default);
    }

    [Fact]
    public async Task a_register_is_listed_in_key_order_page_by_page()
    {
        await Store.CommitAsync(new Commit { Registers = [.. "cabed".Select(key => new RegisterWrite("holding", $"{key}", "1", 0)), new("other", "b", "1", 0)] }, default);

        Assert.Equal(["a", "b"], (await Store.ListRegisterAsync("holding", null, 2, default)).Select(entry => entry.Key));
        Assert.Equal(["c", "d", "e"], (await Store.ListRegisterAsync("holding", "b", 10, default)).Select(entry => entry.Key));
    }

    /// <summary>However much happens in between, and whether the lead is what the commit is about or not.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    public async Task an_activity_added_twice_is_there_once_as_it_was_first(int between)
    {
        Commit Again(int minute) => new() { ActivitiesOf = "ld_ada", Activities = [Given.Received("s1", minute), Given.Received("s2")] };
        await CommitAsync(Given.Lead("ada"), [Given.Received("s1", minute: 1), .. Enumerable.Range(0, between).Select(index => Given.Received($"o{index}"))]);
        await Store.CommitAsync(new Commit { ActivitiesOf = "ld_ada", Activities = [Given.Received("o0")] }, default);
        await Store.CommitAsync(Again(5), default);
        await Store.CommitAsync(Again(6) with { Visitor = new Visitor { Id = "v1" } }, default);

        var timeline = (await Store.ActivitiesAsync("ld_ada", null, 100, default)).Items;
        Assert.Equal([("s1", Given.Noon.AddMinutes(1)), ("s2", Given.Noon)], timeline.Where(activity => activity.Id[0] == 's').Select(activity => (activity.Id, activity.At)));
        Assert.Equal(["s1"], await Store.KnownActivitiesAsync("ld_ada", ["s1", "s9"], default));
        Assert.Empty(await Store.KnownActivitiesAsync("ld_bob", ["s1"], default));
    }

    [Fact]
    public async Task a_timeline_is_paged_newest_first_without_gaps_or_repeats()
    {
        var activities = Enumerable.Range(0, 57).Select(index => Given.Received($"s{index:00}", minute: index / 5)).ToArray();
        await CommitAsync(Given.Lead("ada"), [.. activities.Reverse()]);

        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.ActivitiesAsync("ld_ada", cursor, 10, default);
            ids.AddRange(page.Items.Select(activity => activity.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(activities.OrderByDescending(activity => activity.At).ThenByDescending(activity => activity.Id, StringComparer.Ordinal).Select(activity => activity.Id), ids);
    }

    [Fact]
    public async Task the_ledger_has_every_signal_of_a_human_oldest_first()
    {
        await CommitAsync(Given.Lead("ada"), Given.Received("s2", 2), Given.Received("bot", 1, Verdict.Machine), new Activity.Noted("n1", Given.Noon, "hi"), Given.Received("s1", 1));

        Assert.Equal(
            [new LedgerEvent("s1", "pricing-page-view", Given.Noon.AddMinutes(1)), new LedgerEvent("s2", "pricing-page-view", Given.Noon.AddMinutes(2))],
            await Store.LedgerAsync("ld_ada", default));
    }

    [Fact]
    public async Task the_ledger_forgets_a_signal_that_turned_out_a_machines()
    {
        await CommitAsync(Given.Lead("ada"), Given.Received("s1", 1), Given.Received("s2", 2));
        await Store.CommitAsync(new Commit { ActivitiesOf = "ld_ada", Activities = [new Activity.Retracted(Retraction.IdOf("s1"), Given.Noon.AddMinutes(3), "s1", "email-click", ["trap-link"])] }, default);

        Assert.Equal(["s2"], (await Store.LedgerAsync("ld_ada", default)).Select(one => one.Id));
    }

    [Fact]
    public async Task only_leads_that_are_due_are_due_earliest_first()
    {
        await CommitAsync(Given.Lead("late") with { DueAt = Given.Noon.AddTicks(1) });
        await CommitAsync(Given.Lead("never"));
        await CommitAsync(Given.Lead("second") with { DueAt = Given.Noon });
        await CommitAsync(Given.Lead("first") with { DueAt = Given.Noon.AddDays(-3) });

        Assert.Equal(["ld_first", "ld_second"], await Store.DueAsync(Given.Noon, 10, default));
        Assert.Equal(["ld_first"], await Store.DueAsync(Given.Noon, 1, default));

        await CommitAsync((await Store.FindLeadAsync("ld_first", default))! with { DueAt = null });
        Assert.Equal(["ld_second"], await Store.DueAsync(Given.Noon, 10, default));
    }

    [Fact]
    public async Task a_visitor_comes_back_as_it_was_committed()
    {
        var visitor = new Visitor { Id = "v1", Signals = [Given.Signal("s1")], LastSeenAt = Given.Noon };
        await Store.CommitAsync(new Commit { Visitor = visitor }, default);
        await Store.CommitAsync(new Commit { Visitor = visitor with { Version = 1, LeadId = "ld_ada", LastSeenAt = Given.Noon.AddDays(2) } }, default);

        var found = await Store.FindVisitorAsync("v1", default);
        Assert.Equivalent(visitor with { Version = 2, LeadId = "ld_ada", LastSeenAt = Given.Noon.AddDays(2) }, found, strict: true);
    }

    protected Task<CommitResult> CommitAsync(Lead lead, params Activity[] activities) => Store.CommitAsync(new Commit { Lead = lead, Activities = activities }, default);
}
