using LeadFunctions.Domain;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

/// <summary>Decision 008: scores wait in a table of their own before they are moved into the lists, and nobody sees it.</summary>
public sealed class scores_in_lists : EngineTest
{
    private readonly Dictionary<string, Lead> _leads = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task are_those_of_the_leads_whenever_anybody_looks_also_after_a_crash(int seed)
    {
        var random = new Random(seed);
        var engine = Open();
        for (var change = 0; change < 400; change++)
        {
            await ChangeAsync(engine.Store, $"{random.Next(20)}", random);
            if (random.Next(40) == 0)
            {
                await ShowsAsync(engine.Store);
            }
        }

        using var crashed = Folder.AfterCrash();
        await using var again = new RunningEngine(crashed.File);

        await ShowsAsync(again.Store);
        await ShowsAsync(engine.Store);
    }

    [Fact]
    public async Task wait_until_somebody_looks()
    {
        var engine = Open(change: options => options with { OnOpened = CannotMove });
        await ScoreAsync(engine.Store, "ada", 1);
        await ScoreAsync(engine.Store, "ada", 2);

        // They cannot be moved, so a list still answers, with what it has.
        var row = Assert.Single((await engine.Store.ListAsync(new LeadQuery(), default)).Items);

        Assert.Equal(1m, row.Score);
        Assert.Equal(2m, (await engine.Store.FindLeadAsync("ld_ada", default))!.Score.Total.ToDecimal());
    }

    [Fact]
    public async Task are_moved_without_anybody_looking()
    {
        var engine = Open();
        await ScoreAsync(engine.Store, "ada", 1);
        await ScoreAsync(engine.Store, "ada", 2);

        await Eventually.TrueAsync(() => InFile("SELECT total FROM lead_list") == 2000 && InFile("SELECT count(*) FROM list_changes") == 0);
    }

    [Fact]
    public async Task of_an_erased_lead_are_not_shown_for_the_one_that_gets_its_row()
    {
        var engine = Open();
        await ScoreAsync(engine.Store, "ada", 1);
        await ScoreAsync(engine.Store, "ada", 50);
        await ScoreAsync(engine.Store, "ada", 99);
        await engine.Engine.EraseAsync(new Erasure(["ld_ada"], [], AddressTraces.Of(["ada@example.com"]), Given.Noon), dryRun: false, default);
        _leads.Clear();

        await ScoreAsync(engine.Store, "ben", 3);

        Assert.Equal(3m, Assert.Single((await engine.Store.ListAsync(new LeadQuery(), default)).Items).Score);
    }

    private static void CannotMove(Connection connection) => connection.Execute(
        "CREATE TEMP TRIGGER never BEFORE DELETE ON list_changes BEGIN SELECT RAISE(ABORT, 'not now'); END");

    private long InFile(string sql)
    {
        using var connection = Connection.Open(Folder.File, readOnly: true, cacheKilobytes: 100);
        return connection.Number(sql);
    }

    private async Task ChangeAsync(ILeadStore store, string name, Random random)
    {
        var lead = _leads.GetValueOrDefault(name) ?? Given.Lead(name);
        lead = lead with
        {
            Score = lead.Score with { Total = new Points(random.Next(100_000)), Grade = "ABCD"[random.Next(4)] + "1" },
            UpdatedAt = Given.Noon.AddSeconds(random.Next(10_000)),
            DueAt = random.Next(3) == 0 ? null : Given.Noon.AddHours(random.Next(100)),
        };
        lead = random.Next(8) switch
        {
            0 => lead with { Stage = lead.Stage == Stage.Raw ? Stage.Mql : Stage.Raw },
            1 => lead with { Owner = new Assignment($"p{random.Next(3)}", Given.Noon, "rule", "d") },
            2 when lead.Version > 0 => lead with { MergedInto = lead.MergedInto is null ? "ld_other" : null },
            _ => lead,
        };
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(new Commit { Lead = lead }, default));
        _leads[name] = lead with { Version = lead.Version + 1 };
    }

    private async Task ScoreAsync(ILeadStore store, string name, int points)
    {
        var lead = (_leads.GetValueOrDefault(name) ?? Given.Lead(name)) with { Score = Given.Lead(name, points).Score };
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(new Commit { Lead = lead }, default));
        _leads[name] = lead with { Version = lead.Version + 1 };
    }

    private async Task ShowsAsync(ILeadStore store)
    {
        var there = _leads.Values.Where(lead => lead.MergedInto is null).ToList();
        var rows = (await store.ListAsync(new LeadQuery(Sort: "-score", Limit: 100), default)).Items;
        Assert.Equal(
            there.Select(lead => (lead.Id, lead.Score.Total.ToDecimal(), lead.Score.Grade, lead.UpdatedAt, lead.Stage, lead.Owner?.PersonId)).OrderBy(row => row.Id),
            rows.Select(row => (row.Id, row.Score, row.Grade, row.UpdatedAt, row.Stage, row.Owner)).OrderBy(row => row.Id));
        Assert.Equal(rows.Select(row => -row.Score).Order(), rows.Select(row => -row.Score));
        Assert.Equal(
            there.Where(lead => lead.DueAt <= Given.Noon.AddHours(50)).Select(lead => lead.Id).Order(),
            (await store.DueAsync(Given.Noon.AddHours(50), 100, default)).Order());
    }
}
