using LeadFunctions.Domain.Leads;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

/// <summary>Lists of the contract, apart because they share forty leads.</summary>
public abstract class ListContract : IAsyncLifetime
{
    private readonly List<Lead> _leads = [];

    protected abstract ILeadStore Store { get; }

    public async Task InitializeAsync()
    {
        for (var number = 0; number < 40; number++)
        {
            var lead = Given.Lead($"lead{number:00}", score: number % 8 * 10.5m, band: number % 8 < 4 ? "cold" : "mql") with
            {
                CreatedAt = Given.Noon.AddMinutes(number * 7 % 40),
                UpdatedAt = Given.Noon.AddMinutes(number * 11 % 40),
                Stage = number % 3 == 0 ? Stage.Mql : Stage.Raw,
                Urgency = number % 5 == 0 ? null : Given.Noon.UtcTicks + (number * 13 % 20),
                Owner = number % 4 == 0 ? new Assignment(number % 8 == 0 ? "ann" : "bob", Given.Noon, "rule", "d") : null,
                Holding = number % 4 == 1 ? new Holding("nobody", number % 8 == 1 ? "emea" : "us", Given.Noon) : null,
                Attributes = Given.Attributes(("firstName", $"Zoë{number}"), ("lastName", "O'Brien"), ("company", number % 2 == 0 ? "Größe 100% AG" : "a_b\\c")),
            };
            Assert.Equal(CommitResult.Committed, await Store.CommitAsync(new Commit { Lead = lead }, default));
            _leads.Add(lead);
        }
    }

    public abstract Task DisposeAsync();

    [Theory]
    [InlineData("-score")]
    [InlineData("-updated")]
    [InlineData("-created")]
    [InlineData("email")]
    public async Task every_sort_pages_through_all_leads_once_in_order(string sort)
    {
        var rows = await AllAsync(new LeadQuery(Sort: sort, Limit: 7));

        Assert.Equal(40, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(40, rows.Count);
        Func<LeadRow, IComparable> value = sort switch
        {
            "-score" => row => -row.Score,
            "-updated" => row => -row.UpdatedAt.UtcTicks,
            "-created" => row => -row.CreatedAt.UtcTicks,
            _ => row => row.Email,
        };
        Assert.Equal(rows.Select(value).Order(), rows.Select(value));
    }

    [Fact]
    public async Task every_filter_and_any_two_together_give_exactly_the_leads_that_match()
    {
        (LeadQuery Query, Func<Lead, bool> Matches)[] filters =
        [
            (new LeadQuery(Stage: Stage.Mql), lead => lead.Stage == Stage.Mql),
            (new LeadQuery(Band: "cold"), lead => lead.Score.Band == "cold"),
            (new LeadQuery(Owners: ["ann", "nobody"]), lead => lead.Owner?.PersonId == "ann"),
            (new LeadQuery(Owners: ["bob"], OrHeldFor: ["emea"]), lead => lead.Owner?.PersonId == "bob" || lead.Holding?.PoolId == "emea"),
            (new LeadQuery(Owners: ["bob"], OrHeldFor: ["emea"], OrUnowned: true), lead => lead.Owner is null or { PersonId: "bob" }),
            (new LeadQuery(Owners: []), _ => false),
            (new LeadQuery(Text: "größe"), lead => lead.Attribute("company")!.StartsWith("Größe", StringComparison.Ordinal)),
            (new LeadQuery(Text: "LEAD0"), lead => lead.Email.StartsWith("lead0", StringComparison.Ordinal)),
            (new LeadQuery(Text: "\\c"), lead => lead.Attribute("company") == "a_b\\c"),
            (new LeadQuery(MinScore: 42), lead => lead.Score.Total.ToDecimal() >= 42),
            (new LeadQuery(BelowScore: 60), lead => lead.Score.Total.ToDecimal() < 60),
        ];

        foreach (var one in filters)
        {
            foreach (var two in filters)
            {
                var query = new LeadQuery(
                    one.Query.Stage ?? two.Query.Stage, one.Query.Band ?? two.Query.Band, one.Query.Owners ?? two.Query.Owners,
                    one.Query.Owners is null ? two.Query.OrHeldFor : one.Query.OrHeldFor, one.Query.Text ?? two.Query.Text, one.Query.MinScore ?? two.Query.MinScore, BelowScore: one.Query.BelowScore ?? two.Query.BelowScore, Limit: 3,
                    OrUnowned: one.Query.Owners is null ? two.Query.OrUnowned : one.Query.OrUnowned);
                var effective = filters.Where(filter => Includes(query, filter.Query)).ToArray();

                var rows = await AllAsync(query);

                Assert.Equal(_leads.Where(lead => effective.All(filter => filter.Matches(lead))).Select(lead => lead.Id).Order(), rows.Select(row => row.Id).Order());
            }
        }

        static bool Includes(LeadQuery query, LeadQuery part) =>
            (part.Stage is null || part.Stage == query.Stage) && (part.Band is null || part.Band == query.Band) && (part.Text is null || part.Text == query.Text)
            && (part.Owners is null || (ReferenceEquals(part.Owners, query.Owners) && ReferenceEquals(part.OrHeldFor, query.OrHeldFor))) && (part.MinScore is null || part.MinScore == query.MinScore) && (part.BelowScore is null || part.BelowScore == query.BelowScore);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public async Task by_urgency_whoever_asks_gets_what_presses_them_in_order_each_once(int limit)
    {
        (LeadQuery Query, Func<Lead, bool> Theirs)[] asked =
        [
            (new LeadQuery(), _ => true),
            (new LeadQuery(Owners: ["ann"]), lead => lead.Owner?.PersonId == "ann"),
            (new LeadQuery(Owners: ["ann", "nobody", "bob"], OrHeldFor: ["us", "none"]), lead => lead.Owner is not null || lead.Holding?.PoolId == "us"),
            (new LeadQuery(Owners: ["bob"], OrHeldFor: ["emea"], OrUnowned: true), lead => lead.Owner is null or { PersonId: "bob" }),
            (new LeadQuery(Owners: ["bob"], OrHeldFor: ["us"], Stage: Stage.Mql), lead => lead.Stage == Stage.Mql && (lead.Owner?.PersonId == "bob" || lead.Holding?.PoolId == "us")),
            (new LeadQuery(Owners: []), _ => false),
        ];

        foreach (var (query, theirs) in asked)
        {
            var rows = await AllAsync(query with { Sort = "urgency", Limit = limit });

            var wanted = _leads.Where(lead => lead.Urgency is not null && theirs(lead)).ToDictionary(lead => lead.Id, lead => lead.Urgency);
            Assert.Equal(wanted.Keys.Order(), rows.Select(row => row.Id).Order());
            Assert.Equal(wanted.Values.Order(), rows.Select(row => wanted[row.Id]));
        }
    }

    [Fact]
    public async Task what_no_longer_presses_or_presses_more_has_another_place_at_once()
    {
        var (first, last) = (await AllAsync(new LeadQuery(Sort: "urgency"))) is [var one, .., var other] ? (one.Id, other.Id) : default;
        async Task PutAsync(string id, long? urgency) => Assert.Equal(
            CommitResult.Committed, await Store.CommitAsync(new Commit { Lead = (await Store.FindLeadAsync(id, default))! with { Urgency = urgency } }, default));

        await PutAsync(first, null);
        await PutAsync(last, 1);

        var rows = await AllAsync(new LeadQuery(Sort: "urgency"));
        Assert.Equal(last, rows[0].Id);
        Assert.DoesNotContain(rows, row => row.Id == first);
        Assert.Equal(31, rows.Count);
    }

    [Theory]
    [InlineData("O'Brien", 40)]
    [InlineData("o'b", 40)]
    [InlineData("zoë7", 1)]
    [InlineData("ZOË7", 1)]
    [InlineData("@", 40)]
    [InlineData("b\\", 20)]
    [InlineData("a_b", 20)]
    [InlineData("axb", 0)]
    [InlineData("100%", 20)]
    [InlineData("100%%", 0)]
    [InlineData("%", 20)]
    [InlineData("_", 20)]
    [InlineData("*", 0)]
    [InlineData("\"", 0)]
    [InlineData("\"\"\" OR \"lead", 0)]
    [InlineData("lead00 OR lead01", 0)]
    [InlineData("search: lead", 0)]
    [InlineData("NEAR(a b)", 0)]
    [InlineData("c", 40)]
    [InlineData("\\", 20)]
    [InlineData("\\C", 20)]
    [InlineData("g", 20)]
    [InlineData("öß", 20)]
    [InlineData("xq", 0)]
    [InlineData("q", 0)]
    [InlineData("39", 1)]
    [InlineData("lead example", 0)]
    [InlineData("example.com", 40)]
    [InlineData("comexample", 0)]
    [InlineData("'; DROP TABLE leads; --", 0)]
    [InlineData("   ", 40)]
    [InlineData("lead\0", 0)]
    [InlineData("\ud800", 0)]
    public async Task text_is_looked_for_as_it_is(string text, int matches) =>
        Assert.Equal(matches, (await Store.ListAsync(new LeadQuery(Text: text, Limit: 200), default)).Items.Count);

    [Theory]
    [InlineData("%_")]
    [InlineData("a")]
    [InlineData("\"")]
    [InlineData("*")]
    [InlineData("ß")]
    public async Task sixty_thousand_characters_of_anything_find_nothing_and_break_nothing(string unit) =>
        Assert.Empty((await Store.ListAsync(new LeadQuery(Text: string.Concat(Enumerable.Repeat(unit, 60_000 / unit.Length))), default)).Items);

    [Theory]
    [InlineData("-1")]
    [InlineData("1000000000")]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("=====")]
    [InlineData("' OR 1=1")]
    public async Task a_cursor_that_is_not_ours_is_refused(string cursor)
    {
        await Assert.ThrowsAsync<BadCursorException>(() => Store.ListAsync(new LeadQuery(Cursor: cursor), default));
        await Assert.ThrowsAsync<BadCursorException>(() => Store.ActivitiesAsync("ld_lead00", cursor, 10, default));
    }

    [Fact]
    public async Task a_cursor_of_another_list_or_with_a_changed_letter_is_refused()
    {
        var cursor = (await Store.ListAsync(new LeadQuery(Limit: 5), default)).Next!;

        await Assert.ThrowsAsync<BadCursorException>(() => Store.ListAsync(new LeadQuery(Sort: "email", Cursor: cursor), default));
        await Assert.ThrowsAsync<BadCursorException>(() => Store.ActivitiesAsync("ld_lead00", cursor, 10, default));
        for (var index = 0; index < cursor.Length - 1; index++)
        {
            var changed = cursor[..index] + (cursor[index] == 'A' ? 'B' : 'A') + cursor[(index + 1)..];
            await Assert.ThrowsAsync<BadCursorException>(() => Store.ListAsync(new LeadQuery(Limit: 5, Cursor: changed), default));
        }
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(1_000_000_000, 40)]
    public async Task a_limit_out_of_bounds_is_brought_into_them(int limit, int rows) =>
        Assert.Equal(rows, (await Store.ListAsync(new LeadQuery(Limit: limit), default)).Items.Count);

    [Fact]
    public async Task a_row_shows_what_the_lead_says()
    {
        var row = Assert.Single((await Store.ListAsync(new LeadQuery(Text: "lead16@"), default)).Items);

        Assert.Equal(
            new LeadRow("ld_lead16", "lead16@example.com", "Zoë16 O'Brien", "Größe 100% AG", Stage.Raw, "cold", 0m, "B2", "ann", _leads[16].CreatedAt, _leads[16].UpdatedAt), row);
    }

    [Fact]
    public async Task a_change_shows_in_lists_and_searches_at_once()
    {
        var lead = (await Store.FindLeadAsync("ld_lead00", default))!;
        await Store.CommitAsync(new Commit { Lead = lead with { Stage = Stage.Sql, Owner = null, Attributes = Given.Attributes(("name", "Grace Hopper")) } }, default);

        Assert.Equal(["ld_lead00"], (await Store.ListAsync(new LeadQuery(Stage: Stage.Sql), default)).Items.Select(row => row.Id));
        Assert.Equal(["ld_lead00"], (await Store.ListAsync(new LeadQuery(Text: "hopper"), default)).Items.Select(row => row.Id));
        Assert.DoesNotContain((await Store.ListAsync(new LeadQuery(Text: "zoë0"), default)).Items, row => row.Id == "ld_lead00");
        Assert.DoesNotContain((await Store.ListAsync(new LeadQuery(Owners: ["ann"]), default)).Items, row => row.Id == "ld_lead00");
    }

    [Fact]
    public async Task a_lead_that_is_merged_into_another_stands_in_no_list_until_it_stands_alone_again()
    {
        async Task PutAsync(string? into) => Assert.Equal(
            CommitResult.Committed, await Store.CommitAsync(new Commit { Lead = (await Store.FindLeadAsync("ld_lead03", default))! with { MergedInto = into } }, default));
        async Task<bool> IsListedAsync() =>
            (await AllAsync(new LeadQuery())).Concat(await AllAsync(new LeadQuery(Sort: "urgency"))).Concat(await AllAsync(new LeadQuery(Text: "lead03"))).Any(row => row.Id == "ld_lead03");

        await PutAsync("ld_lead04");
        Assert.False(await IsListedAsync());

        await PutAsync(null);
        Assert.True(await IsListedAsync());
    }

    private async Task<List<LeadRow>> AllAsync(LeadQuery query)
    {
        var rows = new List<LeadRow>();
        for (string? cursor = null; ;)
        {
            var page = await Store.ListAsync(query with { Cursor = cursor }, default);
            Assert.True(page.Items.Count <= query.Limit);
            rows.AddRange(page.Items);
            if ((cursor = page.Next) is null)
            {
                return rows;
            }
        }
    }
}

public sealed class lists_of_the_sqlite_store : ListContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunningEngine _engine;

    public lists_of_the_sqlite_store() => _engine = new RunningEngine(_folder.File);

    protected override ILeadStore Store => _engine.Store;

    public override async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
