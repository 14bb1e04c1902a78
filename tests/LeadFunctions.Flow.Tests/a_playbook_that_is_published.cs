using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

public sealed class a_playbook_that_is_published
{
    private static readonly string B2b = ShippedPlaybooks.Text("b2b")!;
    private static readonly string Eager = B2b.Replace("{id: content-whitepaper, group: content, label: Whitepaper download, signal: whitepaper-download, points: 10}", "{id: content-whitepaper, group: content, label: Whitepaper download, signal: whitepaper-download, points: 60}", StringComparison.Ordinal);

    [Fact]
    public async Task comes_into_force_at_once_and_stays_through_a_restart()
    {
        await using var company = await BegunAsync();

        var done = await PublishedAsync(company, Eager);

        Assert.Equal(done.Text.Version, company.Shelf.Current.Version);
        Assert.Equal("scoring.engagement.content-whitepaper.points", Assert.Single(done.Changes).Key);
        Assert.Equal(("10", "60"), (done.Changes[0].Before, done.Changes[0].After));
        Assert.Equal(done.Text.Version, (await new PlaybookVersions(company.Store).ShelfAsync(default)).Current.Version);
        Assert.Contains(await company.RegisterAsync(RegisterNames.Audit), entry => entry.Value.Value.Contains("publish", StringComparison.Ordinal) && entry.Value.Value.Contains(done.Text.Version, StringComparison.Ordinal));
    }

    [Fact]
    public async Task reaches_another_process_when_it_looks()
    {
        await using var company = await BegunAsync();
        var versions = new PlaybookVersions(company.Store);
        var elsewhere = await versions.ShelfAsync(default);
        var done = await PublishedAsync(company, Eager);

        Assert.Equal(1, await versions.RefreshAsync(elsewhere, default));
        Assert.Equal(0, await versions.RefreshAsync(elsewhere, default));

        Assert.Equal(done.Text.Version, elsewhere.Current.Version);
        Assert.Equal(done.Before, elsewhere.InForceAt(done.Text.From.AddMilliseconds(-1)).Version);
    }

    [Fact]
    public async Task is_refused_over_one_that_its_author_did_not_see()
    {
        await using var company = await BegunAsync();
        var first = await PublishedAsync(company, Eager);

        var stale = Assert.IsType<PublishResult.Stale>(await RunAsync(company, B2b + "\n# more\n", request => request with { IfCurrent = "something else" }));

        Assert.Equal(first.Text.Version, stale.Current);
        Assert.Equal(2, (await new PlaybookVersions(company.Store).ListAsync(default)).Count);
    }

    [Fact]
    public async Task of_two_at_the_same_time_is_one()
    {
        await using var company = await BegunAsync();
        var current = company.Shelf.Current.Version;
        var others = Enumerable.Range(0, 8).Select(i => RunAsync(company, B2b + $"\n# {i}\n", request => request with { IfCurrent = current }));

        var results = await Task.WhenAll(others);

        Assert.Single(results.OfType<PublishResult.Published>());
        Assert.Equal(7, results.OfType<PublishResult.Stale>().Count());
    }

    [Fact]
    public async Task is_backtested_first_when_it_changes_who_becomes_an_mql()
    {
        await using var company = await BegunAsync();

        Assert.IsType<PublishResult.NotBacktested>(await RunAsync(company, Eager, request => request with { Override = null }));
        Assert.IsType<PublishResult.Published>(await RunAsync(company, B2b.Replace("title: B2B lead management", "title: Leads", StringComparison.Ordinal), request => request with { Override = null }));
    }

    [Fact]
    public async Task with_errors_is_not()
    {
        await using var company = await BegunAsync();

        var refused = Assert.IsType<PublishResult.Refused>(await RunAsync(company, B2b.Replace("members: [dai, eva]", "members: []", StringComparison.Ordinal)));

        Assert.Contains(refused.Report.Findings, finding => finding is { IsError: true, Code: "pool-empty" });
        Assert.IsType<PublishResult.Unreadable>(await RunAsync(company, "name: ["));
    }

    [Fact]
    public async Task scores_a_lead_anew_at_its_next_touch_and_marks_what_only_the_change_did()
    {
        await using var company = await BegunAsync();
        await company.SubmitAsync("ana@acme.example", "whitepaper", ("country", "US"));
        var version = (await PublishedAsync(company, Eager)).Text.Version;
        Assert.Equal(Stage.Raw, (await company.LeadAsync("ana@acme.example")).Stage);
        company.Wait(TimeSpan.FromMinutes(5));

        var lead = await company.ArriveAsync("ana@acme.example", company.Happened("page-view"));

        Assert.Equal(Stage.Mql, lead.Stage);
        Assert.Equal(version, lead.ByModel?.Version);
        Assert.Equal(version, Assert.Single(await company.TimelineAsync<Activity.StageChanged>("ana@acme.example")).Model);
        var crossed = (await company.TimelineAsync<Activity.BandCrossed>("ana@acme.example"))[^1];
        Assert.Equal(version, crossed.Model);
        Assert.Equal((version, "thresholds.bands." + crossed.To), (crossed.Rule?.Version, crossed.Rule?.Key));
        Assert.Contains($"id: {crossed.To},", B2b.Split('\n')[crossed.Rule!.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task marks_nothing_that_the_lead_did_itself()
    {
        await using var company = await BegunAsync();
        await company.SubmitAsync("ana@acme.example", "whitepaper", ("country", "US"));
        await PublishedAsync(company, B2b.Replace("label: Blog post view, signal: blog-post-view, points: 3", "label: Blog post view, signal: blog-post-view, points: 4", StringComparison.Ordinal));

        var lead = await company.ArriveAsync("ana@acme.example", company.Happened("pricing-page-view"), company.Happened("webinar-attendance"));

        Assert.Equal(Stage.Mql, lead.Stage);
        Assert.Null(lead.ByModel);
        Assert.All(await company.TimelineAsync<Activity.BandCrossed>("ana@acme.example"), crossed => Assert.Null(crossed.Model));
    }

    [Fact]
    public async Task explains_a_past_instant_by_the_version_then_in_force_and_shows_the_shadow()
    {
        await using var company = await BegunAsync();
        await company.SubmitAsync("ana@acme.example", "whitepaper");
        var (id, then) = (company.Ids.LeadIdOf("ana@acme.example"), company.Now);
        company.Wait(TimeSpan.FromHours(1));
        Assert.IsType<PublishResult.Shadowed>(await RunAsync(company, Eager, request => request with { Shadow = true }));
        var shadow = await company.Explain.ShadowAsync(id, then, default);
        Assert.Equal(60, shadow!.Total.ToDecimal());
        Assert.Equal(10, (await company.Explain.RunAsync(id, then, default))!.Total.ToDecimal());

        await PublishedAsync(company, Eager);
        company.Wait(TimeSpan.FromMinutes(1));
        await company.ArriveAsync("ana@acme.example", company.Happened("page-view"));

        Assert.Null(company.Shelf.Shadow);
        Assert.Equal(10, (await company.Explain.RunAsync(id, then, default))!.Total.ToDecimal());
        Assert.True((await company.Explain.RunAsync(id, company.Now, default))!.Total.ToDecimal() > 55);
    }

    [Fact]
    public async Task is_taken_back_with_everything_it_did_by_a_rollback()
    {
        await using var company = await BegunAsync();
        var first = company.Shelf.Current.Version;
        await company.SubmitAsync("ana@acme.example", "whitepaper", ("country", "US"));
        var before = await company.LeadAsync("ana@acme.example");
        await PublishedAsync(company, Eager);
        company.Wait(TimeSpan.FromDays(1));
        await company.ArriveAsync("ana@acme.example", company.Happened("page-view"));
        var flipped = await company.LeadAsync("ana@acme.example");
        Assert.Equal(Stage.Mql, flipped.Stage);
        Assert.NotNull(flipped.Owner);

        var old = (await new PlaybookVersions(company.Store).FindAsync(first, default))!;
        Assert.IsType<PublishResult.Published>(await RunAsync(company, old.Text, request => request with { Rollback = true, Override = null }));
        await company.AdvanceAsync(60);

        var after = await company.LeadAsync("ana@acme.example");
        Assert.Equal((Stage.Raw, null, null, first), (after.Stage, after.Owner, after.ByModel, after.Score.PlaybookVersion));
        Assert.Empty(await company.DesksAsync());
        Assert.Equal(before.Ledger, after.Ledger.Where(one => one.Signal != "page-view"));
    }

    [Fact]
    public async Task tells_nobody_more_often_than_it_says_and_everybody_in_the_end()
    {
        const int Leads = 60;
        await using var company = await BegunAsync();
        var emails = Enumerable.Range(0, Leads).Select(i => $"lead{i}@company{i}.example").ToList();
        foreach (var email in emails)
        {
            await company.PostAsync(company.Arrived(email, company.Filled("whitepaper", ("country", "US"))));
        }

        await company.RunToRestAsync();
        company.Wait(TimeSpan.FromMinutes(1));
        var published = await PublishedAsync(company, Eager.Replace("  digest:", "  modelPerHour: 3\n  digest:", StringComparison.Ordinal));
        await company.PostAsync([.. emails.Select(email => company.Arrived(email, company.Happened("page-view")))]);
        await company.RunToRestAsync();

        Assert.NotEmpty(company.Told);
        var seen = company.Channels.OfType<Channel>().ToDictionary(channel => channel, _ => 0);
        for (var hour = 0; hour < 24; hour++)
        {
            foreach (var channel in seen.Keys)
            {
                Assert.All(channel.Sent.Skip(seen[channel]).GroupBy(told => told.PersonId), messages => Assert.InRange(messages.Count(), 1, 3));
                seen[channel] = channel.Sent.Count;
            }

            await company.PassAsync(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        }

        foreach (var email in emails)
        {
            var lead = await company.LeadAsync(email);
            Assert.Equal(published.Text.Version, lead.ByModel?.Version ?? published.Text.Version);
            Assert.Contains(await company.TimelineAsync<Activity.Notified>(email), told => told.Reason == "assigned");
            Assert.All(await company.TimelineAsync<Activity.Clocked>(email), clocked => Assert.True(clocked.At >= published.Text.From, "a clock of the past"));
        }
    }

    private static async Task<Company> BegunAsync()
    {
        var company = new Company(Rules.B2b);
        await company.Store.CommitAsync(new Commit { Registers = [PlaybookVersions.First(B2b, company.Shelf.Current.Version, "file", "the start", company.Now.AddDays(-1))] }, default);
        company.Shelf.Publish(new Published(company.Now.AddDays(-1), company.Shelf.Current));
        return company;
    }

    private static async Task<PublishResult.Published> PublishedAsync(Company company, string text) => Assert.IsType<PublishResult.Published>(await RunAsync(company, text));

    private static Task<PublishResult> RunAsync(Company company, string text, Func<PublishRequest, PublishRequest>? changed = null) =>
        new PublishPlaybook(company.Store, company.Shelf, company.Clock, _ => null).RunAsync(
            (changed ?? (request => request))(new PublishRequest(text, "draft.yaml", "maria", "to see what happens") { Override = "a test" }), default);
}
