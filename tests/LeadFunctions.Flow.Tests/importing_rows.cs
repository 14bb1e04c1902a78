using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases.Import;

namespace LeadFunctions.Flow.Tests;

public sealed class importing_rows
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private const string OldCrm = """
        email: "{Prospect}@old-crm.example"
        key: "{Prospect}"
        at: "{Created}"
        missing: ["", "Select", "NA"]
        attributes: {title: Job, country: Country, companySize: Size}
        values:
          companySize: {Large: "600", Small: "10"}
        signals:
          - {signal: page-view, times: Seconds, per: 60, most: 5}
          - {signal: demo-request, when: {Asked: ["yes", "Yes"]}}
        outcome: {column: Won, is: "1"}
        """;

    [Fact]
    public async Task makes_leads_of_them_by_the_mapping()
    {
        await using var company = new Company();

        await ImportAsync(company, OldCrm, Row("p1"));

        var lead = await company.LeadAsync("p1@old-crm.example");
        Assert.Equal(("VP Sales", "US", "600"), (lead.Attribute("title"), lead.Attribute("country"), lead.Attribute("companySize")));
        Assert.All(lead.Attributes.Values, value => Assert.Equal(AttributeSource.Import, value.Source));
        Assert.Equal(
            ["demo-request", "import", "page-view", "page-view", "page-view"],
            (await company.TimelineAsync<Activity.SignalReceived>("p1@old-crm.example")).Select(signal => signal.Signal.Name).Order(StringComparer.Ordinal));
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 10, 0, 0, TimeSpan.Zero), lead.LastActivityAt);
        Assert.Equal(lead.LastActivityAt, lead.CreatedAt);
    }

    [Fact]
    public async Task leaves_out_the_values_that_mean_not_given()
    {
        await using var company = new Company();

        await ImportAsync(company, OldCrm, Row("p1", ("Job", " Select "), ("Country", ""), ("Size", "NA"), ("Seconds", "NA"), ("Asked", "No")));

        Assert.Empty((await company.LeadAsync("p1@old-crm.example")).Attributes);
        Assert.Single(await company.TimelineAsync("p1@old-crm.example"));
    }

    [Theory]
    [InlineData("Seconds", "1e9", 5)]
    [InlineData("Seconds", "-60", 0)]
    [InlineData("Seconds", "59.9", 0)]
    [InlineData("Seconds", "120.5", 2)]
    [InlineData("Seconds", "NaN", 0)]
    public async Task makes_as_many_signals_as_the_row_counts_within_bounds(string column, string value, int views)
    {
        await using var company = new Company();

        await ImportAsync(company, OldCrm, Row("p1", (column, value)));

        Assert.Equal(views, (await company.TimelineAsync<Activity.SignalReceived>("p1@old-crm.example")).Count(signal => signal.Signal.Name == "page-view"));
    }

    [Theory]
    [InlineData("Prospect", "not an address @", "no valid email")]
    [InlineData("Prospect", "", "no valid email")]
    [InlineData("Created", "yesterday", "the time is not ISO 8601")]
    [InlineData("Created", "", "the time is not ISO 8601")]
    [InlineData("Notes", "LONG", "a value is longer than 4096 characters")]
    public void says_what_is_wrong_with_a_row(string column, string value, string error)
    {
        var row = Row("p1", (column, value == "LONG" ? new string('x', 4097) : value));

        Assert.Equal((null, error), ImportRow.Read(row, ImportMapping.FromYaml(OldCrm), new(new byte[32]), Noon));
    }

    [Fact]
    public void says_so_too_when_a_column_of_a_template_is_not_there() =>
        Assert.Equal("no valid email", ImportRow.Read(new Dictionary<string, string> { ["Job"] = "CEO" }, ImportMapping.FromYaml(OldCrm), new(new byte[32]), Noon).Error);

    [Fact]
    public void takes_the_time_of_the_import_for_rows_without_one_and_for_rows_of_the_future()
    {
        var future = ImportRow.Read(Row("p1", ("Created", "2099-01-01")), ImportMapping.FromYaml(OldCrm), new(new byte[32]), Noon).Message!;
        var none = ImportRow.Read(new Dictionary<string, string> { ["email"] = "jane@globex.example" }, new ImportMapping(), new(new byte[32]), Noon).Message!;

        Assert.All(future.Signals.Concat(none.Signals), signal => Assert.Equal(Noon, signal.At));
    }

    [Fact]
    public void by_header_takes_each_column_that_could_be_an_attribute_under_its_own_name()
    {
        var row = new Dictionary<string, string> { ["Email"] = "jane@globex.example", ["email"] = "jane@globex.example", ["title"] = " CEO ", ["2nd, odd?"] = "x", ["country"] = "" };

        var fields = ImportRow.Read(row, new ImportMapping { ByHeader = true }, new(new byte[32]), Noon).Message!.Signals[0].Fields!;

        Assert.Equal([KeyValuePair.Create("title", "CEO")], fields);
    }

    [Fact]
    public async Task again_changes_nothing()
    {
        await using var company = new Company();
        var rows = Enumerable.Range(0, 50).Select(i => Row("p" + i)).ToArray();
        await ImportAsync(company, OldCrm, rows);
        var emails = rows.Select(row => row["Prospect"] + "@old-crm.example").ToList();
        var before = await company.EverythingAsync(emails, []);
        company.Wait(TimeSpan.FromDays(1));

        await ImportAsync(company, OldCrm, rows);

        Assert.Equal(before, await company.EverythingAsync(emails, []));
    }

    [Fact]
    public async Task routes_the_mqls_among_them_and_pages_nobody()
    {
        await using var company = new Company();

        await ImportAsync(company, OldCrm, Row("p1"), Row("p2"));

        Assert.Equal(("grace", Stage.Mql), ((await company.LeadAsync("p1@old-crm.example")).Owner?.PersonId, (await company.LeadAsync("p2@old-crm.example")).Stage));
        Assert.Empty(company.Told);
    }

    [Fact]
    public async Task while_everybody_is_away_pages_nobody_then_or_later()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));
        await ImportAsync(company, OldCrm, Row("p1"), Row("p2"));
        Assert.Equal(2, (await company.WaitingAsync()).Count);

        await company.AdvanceAsync(1);
        company.Publish(company.Playbook.Away(company.Now, "maria"));
        await company.TickAsync();

        Assert.Equal("grace", (await company.LeadAsync("p1@old-crm.example")).Owner?.PersonId);
        Assert.Empty(company.Told);
    }

    [Fact]
    public async Task does_not_hide_what_one_of_them_does_while_it_waits()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));
        await ImportAsync(company, OldCrm, Row("p1"));
        company.Wait(TimeSpan.FromDays(1));
        await company.SubmitAsync("p1@old-crm.example", "demo");

        company.Publish(company.Playbook.Away(company.Now, "maria"));
        await company.TickAsync();

        Assert.Equal(["assigned", "assigned"], company.Told.Select(told => told.Reason));
    }

    [Fact]
    public void knows_which_rows_came_to_something()
    {
        var outcome = ImportMapping.FromYaml(OldCrm).Outcome!;

        Assert.True(ImportRow.Succeeded(Row("p1", ("Won", "1")), outcome));
        Assert.False(ImportRow.Succeeded(Row("p1", ("Won", "0")), outcome));
        Assert.False(ImportRow.Succeeded(Row("p1"), outcome));
    }

    [Theory]
    [InlineData("email: x\nemial: y", "line 2")]
    [InlineData("attributes: [", "line 1")]
    [InlineData("signals: {a: b}", "line 1")]
    public void by_a_mapping_that_is_none_says_in_which_line(string yaml, string line) =>
        Assert.Contains(line, Assert.Throws<FormatException>(() => ImportMapping.FromYaml(yaml)).Message, StringComparison.Ordinal);

    private static Dictionary<string, string> Row(string prospect, params (string Column, string Value)[] changes)
    {
        var row = new Dictionary<string, string>
        {
            ["Prospect"] = prospect,
            ["Created"] = "2026-02-01T10:00:00Z",
            ["Job"] = "VP Sales",
            ["Country"] = "US",
            ["Size"] = "Large",
            ["Seconds"] = "180",
            ["Asked"] = "Yes",
        };
        foreach (var (column, value) in changes)
        {
            row[column] = value;
        }

        return row;
    }

    private static async Task ImportAsync(Company company, string mapping, params IReadOnlyDictionary<string, string>[] rows)
    {
        foreach (var row in rows)
        {
            var (message, error) = ImportRow.Read(row, ImportMapping.FromYaml(mapping), company.Ids, company.Now);
            Assert.Null(error);
            await company.PostAsync(message!);
        }

        await company.RunToRestAsync();
    }
}
