using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Merging;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Merging;

/// <summary>Through the real queue on the real file.</summary>
public sealed class two_leads_of_one_person
{
    private const string Ana = "ana@acme.example";
    private const string Too = "ana+news@acme.example";

    [Fact]
    public async Task have_one_score_over_what_both_did_and_once_only_rules_count_once()
    {
        await using var company = new Company();
        await company.ArriveAsync(Ana, company.Happened("pricing-page-view"));
        await company.ArriveAsync(Too, company.Happened("webinar-attendance"));
        var both = await company.ArriveAsync("both@acme.example", company.Happened("pricing-page-view"), company.Happened("webinar-attendance"));

        await MergeAsync(company, Ana, Too);

        Assert.Equal(both.Score.Total, (await company.LeadAsync(Ana)).Score.Total);
        var card = await company.Explain.RunAsync(company.Ids.LeadIdOf(Ana), company.Now, default);
        Assert.Equal(card!.Total, card.Lines.Aggregate(default(Domain.Points), (sum, line) => sum + line.Points));
    }

    [Fact]
    public async Task are_one_line_of_the_list_and_two_again_afterwards()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        await company.SubmitAsync(Too, "newsletter");

        await MergeAsync(company, Ana, Too);
        Assert.Equal([Ana], await ListedAsync(company));

        await UnmergeAsync(company, Ana, Too);
        Assert.Equal([Too, Ana], (await ListedAsync(company)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task what_comes_to_the_absorbed_one_counts_on_the_survivor_and_goes_back_with_it()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        await company.SubmitAsync(Too, "newsletter");
        await MergeAsync(company, Ana, Too);
        var before = await company.LeadAsync(Ana);

        await company.SubmitAsync(Too, "demo", ("title", "CEO"));

        var survivor = await company.LeadAsync(Ana);
        Assert.Equal((Stage.Mql, "CEO"), (survivor.Stage, survivor.Attribute("title")));
        Assert.NotNull(survivor.Owner);
        Assert.Equal(company.Ids.LeadIdOf(Ana), Assert.Single(company.Told.Select(told => told.LeadId).Distinct()));
        Assert.Contains(await company.TimelineAsync<Activity.Merged>(Ana), one => one is { What: "heard", Detail: "demo-request" });

        await UnmergeAsync(company, Ana, Too);

        var (ana, too) = (await company.LeadAsync(Ana), await company.LeadAsync(Too));
        Assert.Equal((before.Stage, before.Score.Total, null), (ana.Stage, ana.Score.Total, ana.Owner));
        Assert.Equal(Stage.Mql, too.Stage);
        Assert.NotNull(too.Owner);
        Assert.Equal([(too.Owner!.PersonId, 1)], await company.DesksAsync());
    }

    [Fact]
    public async Task what_somebody_did_with_the_survivor_stays_done()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        await company.SubmitAsync(Too, "newsletter");
        await MergeAsync(company, Ana, Too);
        var owner = (await company.SubmitAsync(Too, "demo") is { } ? await company.LeadAsync(Ana) : null)!.Owner!.PersonId;
        await company.DoAsync(Ana, owner, new LifecycleAction.Contact("call", "reached", null));

        await UnmergeAsync(company, Ana, Too);

        var ana = await company.LeadAsync(Ana);
        Assert.Equal((Stage.Mql, owner), (ana.Stage, ana.Owner?.PersonId));
    }

    [Fact]
    public async Task a_refusal_of_either_is_a_refusal()
    {
        await using var company = new Company();
        await company.ArriveAsync(Ana, company.Filled("newsletter") with { Consent = new Consent("marketing", true, "v1") });
        await company.ArriveAsync(Too, company.Filled("newsletter") with { Consent = new Consent("marketing", false, "v1"), At = company.Now.AddDays(-9) });

        await MergeAsync(company, Ana, Too);
        Assert.False(Assert.Single((await company.LeadAsync(Ana)).Consents).Granted);

        await UnmergeAsync(company, Ana, Too);
        Assert.True(Assert.Single((await company.LeadAsync(Ana)).Consents).Granted);
    }

    [Fact]
    public async Task a_suppressed_address_of_either_blocks_mail()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        await company.SubmitAsync(Too, "newsletter");
        await MergeAsync(company, Ana, Too);
        var stopped = (await company.SuppressionAsync(Too)) is var found ? found.Write(found.Suppression.With(new(SuppressionReason.Unsubscribe, company.Now, "test"))) : null;
        await company.Store.CommitAsync(new Commit { Registers = [stopped!] }, default);

        var all = await new Suppressions(company.Store).OfAsync(await company.LeadAsync(Ana), default);

        Assert.Equal([false, true], all.Select(one => one.Suppression.Blocks));
    }

    [Fact]
    public async Task a_crash_between_the_two_halves_changes_nothing_in_the_end()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        await company.SubmitAsync(Too, "newsletter");
        await company.RestartAsync();

        // Nothing runs: the process ends with the first half on disk.
        Assert.IsType<ActionResult.Applied>(await TryAsync(company, Ana, Too));
        Assert.Null((await company.LeadAsync(Ana)).Absorbed);
        await company.RestartAsync();
        Assert.Equal([Ana], await ListedAsync(company));
        await company.RunToRestAsync();
        Assert.Single((await company.LeadAsync(Ana)).Absorbed!);

        await company.RestartAsync();
        await new MergeLeads(company.Store, company.Shelf, company.Clock).UnmergeAsync(Request(company, Ana), company.Ids.LeadIdOf(Too), default);
        await company.RestartAsync();
        await company.RunToRestAsync();
        Assert.Null((await company.LeadAsync(Ana)).Absorbed);
        Assert.Null((await company.LeadAsync(Ana)).Own);
    }

    [Fact]
    public async Task the_same_message_twice_commits_once()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        await company.SubmitAsync(Too, "newsletter");
        await MergeAsync(company, Ana, Too);
        var message = new Message.ShareChanged(company.Ids.LeadIdOf(Ana), company.Ids.LeadIdOf(Too), []);

        Assert.IsType<Outcome.Skipped>(await company.Step<Message.ShareChanged>().HandleAsync([message], default));
    }

    [Fact]
    public async Task merged_with_itself_again_or_in_a_chain_is_refused_with_the_reason()
    {
        await using var company = new Company();
        foreach (var email in new[] { Ana, Too, "c@acme.example" })
        {
            await company.SubmitAsync(email, "newsletter");
        }

        Assert.Contains("itself", await RefusedAsync(company, Ana, Ana), StringComparison.Ordinal);
        Assert.IsType<ActionResult.NotFound>(await TryAsync(company, Ana, "nobody@acme.example"));
        await MergeAsync(company, Ana, Too);
        Assert.Contains("merged already", await RefusedAsync(company, Ana, Too), StringComparison.Ordinal);
        Assert.Contains("itself: merge with that one", await RefusedAsync(company, Too, Ana), StringComparison.Ordinal);
        Assert.Contains("itself: merge with that one", await RefusedAsync(company, Too, "c@acme.example"), StringComparison.Ordinal);
        Assert.Contains("has taken in leads", await RefusedAsync(company, "c@acme.example", Ana), StringComparison.Ordinal);
        Assert.Contains("merged into", await RefusedAsync(company, "c@acme.example", Too), StringComparison.Ordinal);
        Assert.Contains("merged into", Assert.IsType<ActionResult.Refused>(await company.ActAsync(Too, "admin", new LifecycleAction.Disqualify("spam", null))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_one_further_along_stays()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        await company.SubmitAsync(Too, "demo");

        Assert.Contains("further along (mql)", await RefusedAsync(company, Ana, Too), StringComparison.Ordinal);
        await MergeAsync(company, Too, Ana);
    }

    [Fact]
    public async Task merged_crosswise_at_the_same_time_one_merge_wins()
    {
        await using var company = new Company();
        for (var round = 0; round < 50; round++)
        {
            var pair = new[] { $"a{round}@acme.example", $"b{round}@acme.example" };
            await company.SubmitAsync(pair[0], "newsletter");
            await company.SubmitAsync(pair[1], "newsletter");

            var results = await Task.WhenAll(Task.Run(() => TryAsync(company, pair[0], pair[1])), Task.Run(() => TryAsync(company, pair[1], pair[0])));
            await company.RunToRestAsync();

            Assert.Single(results.OfType<ActionResult.Applied>());
            Assert.Single(results.OfType<ActionResult.Refused>());
            var leads = new[] { await company.LeadAsync(pair[0]), await company.LeadAsync(pair[1]) };
            Assert.Single(leads, lead => lead.MergedInto is not null);
            Assert.Equal(leads.Single(lead => lead.MergedInto is not null).Id, Assert.Single(leads.Single(lead => lead.MergedInto is null).Absorbed!).Id);
        }
    }

    [Fact]
    public async Task merged_in_a_ring_of_many_at_once_no_lead_ends_below_another_absorbed_one()
    {
        await using var company = new Company();
        var ring = Enumerable.Range(0, 12).Select(i => $"r{i}@acme.example").ToList();
        foreach (var email in ring)
        {
            await company.SubmitAsync(email, "newsletter");
        }

        await Task.WhenAll(ring.Select((email, i) => Task.Run(() => TryAsync(company, email, ring[(i + 1) % ring.Count]))));
        await company.RunToRestAsync();

        foreach (var email in ring)
        {
            var lead = await company.LeadAsync(email);
            var link = (await Links.FindAsync(company.Store, lead.Id, default)).Link;
            Assert.Equal(lead.MergedInto, link.Into);
            Assert.Equal((lead.Absorbed ?? []).Select(one => one.Id).Order(), (link.From ?? []).Order());
            Assert.True(lead.MergedInto is null || (await company.Store.FindLeadAsync(lead.MergedInto, default))!.MergedInto is null);
        }
    }

    private static ActionRequest Request(Company company, string email) => new(company.Ids.LeadIdOf(email), "kim");

    private static Task<ActionResult> TryAsync(Company company, string survivor, string other) =>
        new MergeLeads(company.Store, company.Shelf, company.Clock).MergeAsync(Request(company, survivor), company.Ids.LeadIdOf(other), "the same person", default);

    private static async Task<string> RefusedAsync(Company company, string survivor, string other) =>
        Assert.IsType<ActionResult.Refused>(await TryAsync(company, survivor, other)).Reason;

    private static async Task MergeAsync(Company company, string survivor, string other)
    {
        Assert.IsType<ActionResult.Applied>(await TryAsync(company, survivor, other));
        await company.RunToRestAsync();
    }

    private static async Task UnmergeAsync(Company company, string survivor, string other)
    {
        Assert.IsType<ActionResult.Applied>(await new MergeLeads(company.Store, company.Shelf, company.Clock).UnmergeAsync(Request(company, survivor), company.Ids.LeadIdOf(other), default));
        await company.RunToRestAsync();
    }

    private static async Task<IEnumerable<string>> ListedAsync(Company company) => (await company.Store.ListAsync(new LeadQuery(), default)).Items.Select(row => row.Email);
}
