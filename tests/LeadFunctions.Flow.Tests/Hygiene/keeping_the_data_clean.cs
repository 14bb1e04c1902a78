using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Hygiene;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Hygiene;

public sealed class keeping_the_data_clean
{
    [Theory]
    [InlineData("ana.king+news@acme.example", null, null, "email-variant")]
    [InlineData("someone@else.example", "+4930123456", null, "phone")]
    [InlineData("ana@private.example", null, "ACME, Inc.", "name-and-company")]
    public async Task a_pair_that_shares_something_is_listed_and_not_merged(string other, string? phone, string? company, string reason)
    {
        await using var acme = new Company();
        await acme.SubmitAsync("anaking@acme.example", "newsletter", ("name", "Ana King"), ("company", "Acme"), ("phone", "+49 30 123456"));
        await acme.SubmitAsync(other, "newsletter", [.. Given("name", company is null ? null : "Ana King"), .. Given("company", company), .. Given("phone", phone)]);

        var report = await Review(acme).RunAsync(false, "kim", acme.Now, default);

        Assert.Equal((2, 0), (report.Looked, report.Changed));
        var (pairs, _) = await new Duplicates(acme.Store).PageAsync(null, 10, default);
        Assert.Equal(reason, Assert.Single(Assert.Single(pairs).Kinds));
    }

    [Fact]
    public async Task a_pair_with_two_independent_signs_is_merged_and_only_counted_in_a_dry_run()
    {
        await using var acme = new Company();
        await acme.SubmitAsync("ana.king@acme.example", "newsletter", ("phone", "+49 30 123456"));
        await acme.SubmitAsync("anaking+x@acme.example", "newsletter", ("phone", "+49 30 123456"));

        Assert.Equal(1, (await Review(acme).RunAsync(true, "kim", acme.Now, default)).Changed);
        Assert.Null((await acme.LeadAsync("anaking+x@acme.example")).MergedInto);
        Assert.Equal(1, (await Review(acme).RunAsync(false, "kim", acme.Now, default)).Changed);
        await acme.RunToRestAsync();

        Assert.Equal(acme.Ids.LeadIdOf("ana.king@acme.example"), (await acme.LeadAsync("anaking+x@acme.example")).MergedInto);
        Assert.Empty((await new Duplicates(acme.Store).PageAsync(null, 10, default)).Pairs);
    }

    [Fact]
    public async Task a_dismissed_pair_does_not_come_back()
    {
        await using var acme = new Company();
        await acme.SubmitAsync("ana@acme.example", "newsletter");
        await acme.SubmitAsync("an.a@acme.example", "newsletter");
        await Review(acme).RunAsync(false, "kim", acme.Now, default);
        var duplicates = new Duplicates(acme.Store);
        var pair = Assert.Single((await duplicates.PageAsync(null, 10, default)).Pairs);

        Assert.True(await duplicates.DismissAsync(pair.Id, "kim", acme.Now, default));
        acme.Wait(TimeSpan.FromDays(7));
        await acme.SubmitAsync("ana@acme.example", "newsletter", ("title", "CEO"));
        await Review(acme).RunAsync(false, "kim", acme.Now, default);

        Assert.Empty((await duplicates.PageAsync(null, 10, default)).Pairs);
        Assert.False(await duplicates.DismissAsync("dup_none", "kim", acme.Now, default));
    }

    [Fact]
    public async Task a_dismissed_pair_that_comes_to_share_more_stays_dismissed()
    {
        await using var acme = new Company();
        await acme.SubmitAsync("ana@acme.example", "newsletter", ("phone", "+49 30 123456"));
        await acme.SubmitAsync("an.a@acme.example", "newsletter");
        await Review(acme).RunAsync(false, "kim", acme.Now, default);
        var duplicates = new Duplicates(acme.Store);
        await duplicates.DismissAsync(Assert.Single((await duplicates.PageAsync(null, 10, default)).Pairs).Id, "kim", acme.Now, default);

        acme.Wait(TimeSpan.FromDays(7));
        await acme.SubmitAsync("an.a@acme.example", "newsletter", ("phone", "+49 30 123456"));
        await Review(acme).RunAsync(false, "kim", acme.Now, default).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Empty((await duplicates.PageAsync(null, 10, default)).Pairs);
    }

    [Fact]
    public async Task a_lead_no_longer_shares_what_it_used_to_have()
    {
        await using var acme = new Company();
        await acme.SubmitAsync("ana@acme.example", "newsletter", ("phone", "+49 30 123456"));
        await Review(acme).RunAsync(false, "kim", acme.Now, default);
        acme.Wait(TimeSpan.FromDays(7));
        await acme.SubmitAsync("ana@acme.example", "newsletter", ("phone", "+49 30 999999"));
        await Review(acme).RunAsync(false, "kim", acme.Now, default);
        acme.Wait(TimeSpan.FromDays(7));
        await acme.SubmitAsync("someone@else.example", "newsletter", ("phone", "+49 30 123456"));

        await Review(acme).RunAsync(false, "kim", acme.Now, default);

        var ana = await acme.LeadAsync("ana@acme.example");
        Assert.Equal("+4930999999", ana.Attribute("phone")?.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(MatchKeys.Of(ana).Count, (await acme.RegisterAsync(RegisterNames.MatchKeys)).Count(key => key.Value.Value.Contains(ana.Id, StringComparison.Ordinal)));
        Assert.Empty((await new Duplicates(acme.Store).PageAsync(null, 10, default)).Pairs);
    }

    [Fact]
    public async Task the_next_review_reads_only_what_has_changed()
    {
        await using var acme = new Company();
        for (var i = 0; i < 20; i++)
        {
            await acme.SubmitAsync($"p{i}@acme.example", "newsletter");
        }

        acme.Wait(TimeSpan.FromHours(1));
        Assert.Equal(20, (await Review(acme).RunAsync(false, "kim", acme.Now, default)).Looked);
        acme.Wait(TimeSpan.FromDays(7));
        await acme.SubmitAsync("p3@acme.example", "newsletter", ("title", "CEO"));

        Assert.Equal(1, (await Review(acme).RunAsync(false, "kim", acme.Now, default)).Looked);
    }

    [Fact]
    public async Task who_was_silent_for_a_year_is_archived_after_a_dry_run_and_comes_back_by_asking()
    {
        await using var acme = new Company();
        await acme.SubmitAsync("ana@acme.example", "newsletter");
        await acme.SubmitAsync("owned@acme.example", "demo");
        acme.Wait(TimeSpan.FromDays(300));
        await acme.SubmitAsync("ben@acme.example", "newsletter");
        acme.Wait(TimeSpan.FromDays(66));
        var archive = new ArchiveInactive(acme.Store, acme.Shelf);

        Assert.Equal((true, 1), (await archive.RunAsync(true, "kim", acme.Now, default)) is var dry ? (dry.DryRun, dry.Changed) : default);
        Assert.Equal(Stage.Raw, (await acme.LeadAsync("ana@acme.example")).Stage);
        Assert.Equal(1, (await archive.RunAsync(false, "kim", acme.Now, default)).Changed);
        Assert.Equal((Stage.Archived, Stage.Raw), ((await acme.LeadAsync("ana@acme.example")).Stage, (await acme.LeadAsync("ben@acme.example")).Stage));
        Assert.Equal(0, (await archive.RunAsync(false, "kim", acme.Now, default)).Changed);
        Assert.Equal(0, (await HygieneRun.LastAsync(acme.Store, "archive", default))!.Changed);

        await acme.SubmitAsync("ana@acme.example", "demo");
        Assert.Equal(Stage.Mql, (await acme.LeadAsync("ana@acme.example")).Stage);
    }

    [Fact]
    public async Task how_long_silence_lasts_is_the_playbooks_to_say()
    {
        await using var acme = new Company();
        await acme.SubmitAsync("ana@acme.example", "newsletter");
        acme.Wait(TimeSpan.FromDays(90));
        var archive = new ArchiveInactive(acme.Store, new PlaybookShelf([new Published(acme.Now, Rules.Book(Rules.B2b with { Hygiene = new HygieneSettings { ArchiveAfter = TimeSpan.FromDays(90) } }))]));

        Assert.Equal("0 of 1 raw leads silent for 90 days archived", Assert.Single((await archive.RunAsync(false, "kim", acme.Now, default)).Lines));
        acme.Wait(TimeSpan.FromSeconds(1));
        var report = await archive.RunAsync(false, "kim", acme.Now, default);

        Assert.Equal("1 of 1 raw leads silent for 90 days archived", Assert.Single(report.Lines));
        Assert.Equal(Stage.Archived, (await acme.LeadAsync("ana@acme.example")).Stage);
    }

    [Fact]
    public async Task a_lead_in_limbo_is_found_and_routed()
    {
        await using var acme = new Company();
        var lead = await acme.SubmitAsync("ana@acme.example", "demo");
        await acme.Store.CommitAsync(new Commit { Lead = lead with { Owner = null } }, default);
        var validate = new ValidateLeads(acme.Store, acme.Queue, acme.Shelf);

        Assert.Equal(1, (await validate.RunAsync(true, "kim", acme.Now, default)).Changed);
        Assert.Null((await acme.LeadAsync("ana@acme.example")).Owner);
        await validate.RunAsync(false, "kim", acme.Now, default);
        await acme.RunToRestAsync();

        Assert.NotNull((await acme.LeadAsync("ana@acme.example")).Owner);
    }

    private static ReviewDuplicates Review(Company company) => new(company.Store, new MergeLeads(company.Store, company.Shelf, company.Clock), company.Ids);

    private static IEnumerable<(string, string)> Given(string name, string? value) => value is null ? [] : [(name, value)];
}
