using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Identity;

/// <summary>A browser that came by the link of a mail is its recipient's: if a person clicked, once, and without ever merging two people (semantics 9).</summary>
public sealed class following_a_link
{
    private const string Jane = "jane@acme.example";
    private const string Omar = "omar@globex.example";
    private const string Browser = "browser-1";

    [Fact]
    public async Task brings_the_anonymous_history_and_everything_after_it_to_the_lead()
    {
        await using var company = await ReadyAsync();
        await company.SeenAsync(Browser, company.Happened("pricing-page-view"));

        await FollowAsync(company, Jane, Browser, await ClickAsync(company, Jane));
        await company.SeenAsync(Browser, company.Happened("product-page-view"));

        Assert.Equal(company.Ids.LeadIdOf(Jane), (await company.Store.FindVisitorAsync(Browser, default))!.LeadId);
        var names = (await company.TimelineAsync<Activity.SignalReceived>(Jane)).Select(one => one.Signal.Name).ToList();
        Assert.Contains("pricing-page-view", names);
        Assert.Contains("product-page-view", names);
        Assert.Single(await company.TimelineAsync<Activity.VisitorJoined>(Jane));
    }

    [Fact]
    public async Task by_a_machine_ties_nobody_to_anything()
    {
        await using var company = await ReadyAsync();
        await company.SeenAsync(Browser, company.Happened("pricing-page-view"));
        var at = await ClickAsync(company, Jane);
        await new RecordHit(company.Store, company.Clock).RunAsync(SendIdOf(company, Jane), MailHit.Trap, new HitFrom(null, null, null), default);

        await FollowAsync(company, Jane, Browser, at);
        await company.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Null((await company.Store.FindVisitorAsync(Browser, default))!.LeadId);
        Assert.Empty(await company.DeadLettersAsync());
    }

    [Fact]
    public async Task C_6_that_was_forwarded_moves_the_browser_and_leaves_history_and_people_apart()
    {
        await using var company = await ReadyAsync();
        await company.SubmitAsync(Omar, "newsletter");
        await company.PostAsync(new Message.VisitorIdentified(Browser, company.Ids.LeadIdOf(Omar), Omar, company.Now));
        await company.SeenAsync(Browser, company.Happened("pricing-page-view"));
        company.Wait(TimeSpan.FromMinutes(1));

        await FollowAsync(company, Jane, Browser, await ClickAsync(company, Jane));

        var visitor = (await company.Store.FindVisitorAsync(Browser, default))!;
        Assert.Equal((company.Ids.LeadIdOf(Jane), company.Ids.LeadIdOf(Omar)), (visitor.LeadId, visitor.Before!.Single()));
        Assert.Contains(await company.TimelineAsync<Activity.SignalReceived>(Omar), one => one.Signal.Name == "pricing-page-view");
        Assert.DoesNotContain(await company.TimelineAsync<Activity.SignalReceived>(Jane), one => one.Signal.Name == "pricing-page-view");

        // Omar says who he is: the browser is his again.
        company.Wait(TimeSpan.FromMinutes(1));
        await company.PostAsync(new Message.VisitorIdentified(Browser, company.Ids.LeadIdOf(Omar), Omar, company.Now));
        await company.RunToRestAsync();
        Assert.Equal(company.Ids.LeadIdOf(Omar), (await company.Store.FindVisitorAsync(Browser, default))!.LeadId);
    }

    [Fact]
    public async Task whose_address_was_copied_works_for_the_first_browser_only()
    {
        await using var company = await ReadyAsync();
        var at = await ClickAsync(company, Jane);

        await FollowAsync(company, Jane, Browser, at);
        await FollowAsync(company, Jane, "browser-2", at);
        await FollowAsync(company, Jane, Browser, at);

        Assert.Null(await company.Store.FindVisitorAsync("browser-2", default));
        Assert.Equal([Browser], (await company.TimelineAsync<Activity.VisitorJoined>(Jane)).Select(one => one.VisitorId));
    }

    [Fact]
    public async Task of_somebody_who_said_later_who_they_are_comes_too_late()
    {
        await using var company = await ReadyAsync();
        await company.SubmitAsync(Omar, "newsletter");
        var at = await ClickAsync(company, Jane);
        company.Wait(TimeSpan.FromSeconds(5));
        await company.PostAsync(new Message.VisitorIdentified(Browser, company.Ids.LeadIdOf(Omar), Omar, company.Now));
        await company.RunToRestAsync();

        await FollowAsync(company, Jane, Browser, at);

        Assert.Equal(company.Ids.LeadIdOf(Omar), (await company.Store.FindVisitorAsync(Browser, default))!.LeadId);
    }

    [Theory]
    [InlineData("https://www.example.com/a", "https://www.example.com/a?lf_id=")]
    [InlineData("https://www.example.com/a?b=c#d", "https://www.example.com/a?b=c&lf_id=")]
    public void a_token_says_whose_link_and_when_and_nothing_that_anybody_can_forge(string target, string start)
    {
        var tokens = new ClickTokens(new byte[32]);
        var (lead, at) = ("ld_" + new string('a', 32), DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(7));
        var token = tokens.Of(lead, at);

        Assert.StartsWith(start + token, tokens.On(target, lead, at), StringComparison.Ordinal);
        Assert.Equal(target.Contains('#', StringComparison.Ordinal), tokens.On(target, lead, at).EndsWith("#d", StringComparison.Ordinal));
        Assert.Equal((lead, at), tokens.Read(token, at.AddMinutes(10)));
        Assert.Null(tokens.Read(token, at.AddMinutes(10).AddTicks(1)));
        Assert.Null(new ClickTokens([.. Enumerable.Repeat((byte)1, 32)]).Read(token, at));
        // The last letter has two bits that say nothing.
        Assert.All(Enumerable.Range(0, token.Length - 1), i => Assert.Null(tokens.Read(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..], at) is { } other && other != (lead, at) ? other : null));
        Assert.All(new[] { "", "x", token[1..], token + "A", new string('é', token.Length), new string('A', 5000) }, other => Assert.Null(tokens.Read(other, at)));
    }

    private static async Task<Company> ReadyAsync()
    {
        var company = new Company();
        await company.SubmitAsync(Jane, "newsletter");
        var sent = new SentEmail("mail:1", company.Ids.LeadIdOf(Jane), "bag", null, company.Now.AddHours(-1)) { Links = ["https://www.example.com/a", "https://www.example.com/b"] };
        await company.Store.CommitAsync(new Commit { Registers = [Sends.Write(SendIdOf(company, Jane), sent, 0)] }, default);
        return company;
    }

    private static string SendIdOf(Company company, string email) => Sends.IdOf(company.Ids, "mail:" + email);

    private static async Task<DateTimeOffset> ClickAsync(Company company, string email) =>
        (await new RecordHit(company.Store, company.Clock).RunAsync(SendIdOf(company, email), 0, new HitFrom(null, "Mozilla/5.0 (Macintosh) Safari/605.1", "c1"), default))!.At!.Value;

    /// <summary>As the website's script says it: within seconds, judged after the hold. A token carries milliseconds.</summary>
    private static async Task FollowAsync(Company company, string email, string browser, DateTimeOffset at)
    {
        var said = new Message.VisitorIdentified(browser, company.Ids.LeadIdOf(email), "", DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds())) { ByClick = true };
        await company.Queue.EnqueueAsync([new Outgoing(said, at + JoinVisitor.ClickJudgedAfter)], default);
        await company.PassAsync(RecordHit.Hold + TimeSpan.FromSeconds(1));
        await company.PassAsync(JoinVisitor.ClickJudgedAfter - RecordHit.Hold);
    }
}
