using System.Net;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The picture, the links and the unsubscribe link of a mail (attack rows P, C, U).</summary>
public sealed class links_in_mails
{
    private const string Target = "https://www.example.com/product";
    private static readonly string SendId = "send_" + new string('a', 32);
    private static readonly string LeadId = "ld_" + new string('1', 32);

    public static TheoryData<string> NoToken => ["x", new string('a', 31), new string('a', 33), new string('A', 32), new string('g', 32), new string('b', 32), new string('a', 100), new string('a', 7_000), "%ff", "%2e%2e%2f%2e%2e", new string('a', 32) + "%0d%0aX:1"];

    public static TheoryData<string> NoLink =>
    [
        "x", new string('a', 32), new string('a', 32) + "-", new string('a', 32) + "-9", new string('a', 32) + "--1", new string('a', 32) + "-0x", new string('b', 32) + "-0",
        new string('a', 31) + "b-0", new string('a', 32) + "-99999999999",
    ];

    [Theory]
    [MemberData(nameof(NoToken))]
    public async Task P_1_a_picture_is_a_picture_whatever_the_token(string token)
    {
        await using var host = await StartAsync();
        var before = host.Engine.StateHash;
        using var answer = await host.GetAsync("api/o/" + token);

        Assert.Equal((HttpStatusCode.OK, "image/gif", 43), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, (await answer.Content.ReadAsByteArrayAsync()).Length));
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, host.Engine.StateHash);
    }

    [Fact]
    public async Task P_2_a_picture_seen_is_an_open_to_be_judged_and_a_head_is_none()
    {
        await using var host = await StartAsync();
        var before = host.Engine.StateHash;
        using var head = await host.SendAsync("HEAD", "api/o/" + MailToken.Of(SendId), null, null);
        Assert.Equal(before, host.Engine.StateHash);

        using var answer = await host.GetAsync("api/o/" + MailToken.Of(SendId));
        Assert.Equal(EmailEventKind.Open, Assert.Single(Told(host)).Kind);
    }

    [Fact]
    public async Task P_2_a_picture_is_whole_whatever_part_is_asked_for_and_a_thousand_looks_are_few()
    {
        await using var host = await StartAsync();
        var token = "api/o/" + MailToken.Of(SendId);
        foreach (var header in new[] { ("If-Modified-Since", "Sun, 01 Mar 2099 00:00:00 GMT"), ("If-None-Match", "*"), ("Range", "bytes=0-3") })
        {
            using var answer = await host.GetAsync(token, header);
            Assert.Equal((HttpStatusCode.OK, 43), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
        }

        Assert.Single(Told(host));
        foreach (var _ in Enumerable.Range(0, 1_000))
        {
            host.Clock.Advance(TimeSpan.FromSeconds(2));
            using var answer = await host.GetAsync(token, ("User-Agent", "Mozilla/5.0 (via ggpht.com GoogleImageProxy)"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        // Of these one a day scores, by the rule; more than a hundred are not even noted.
        Assert.InRange(Told(host).Count, 2, 100);
    }

    [Fact]
    public async Task a_picture_shows_even_when_the_store_is_down()
    {
        await using var host = await StartAsync();
        host.Engine.Fault = new StorageException("storage-fault");
        using var answer = await host.GetAsync("api/o/" + MailToken.Of(SendId));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(NoLink))]
    public async Task C_2_an_unknown_or_altered_link_is_a_constant_404_without_a_location(string token)
    {
        await using var host = await StartAsync();
        using var answer = await host.GetAsync("api/c/" + token);

        await answer.ShouldBeProblemAsync(404);
        Assert.Null(answer.Headers.Location);
        using var page = await host.GetAsync("api/c/" + token, ("Accept", "text/html,*/*"));
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Contains("This link leads nowhere", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(token.Length > 8 ? token : "token", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?url=https://evil.example")]
    [InlineData("?dest=https://evil.example&u=//evil.example")]
    [InlineData("?utm_source=x#https://evil.example")]
    public async Task C_1_a_link_leads_where_the_mail_says_and_nowhere_that_the_request_names(string query)
    {
        await using var host = await StartAsync();
        using var answer = await host.GetAsync("api/c/" + MailToken.Link(SendId, 0) + query);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal((Target, 1), (answer.Headers.Location!.GetLeftPart(UriPartial.Path), answer.Headers.Location.Query.Split('&').Length));
        Assert.StartsWith("?lf_id=", answer.Headers.Location.Query, StringComparison.Ordinal);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("no-referrer", answer.Headers.GetValues("Referrer-Policy"));
    }

    [Fact]
    public async Task C_5_a_scanner_is_led_on_and_is_no_person()
    {
        await using var host = await StartAsync();
        foreach (var token in new[] { MailToken.Link(SendId, 0), MailToken.Trap(SendId) })
        {
            using var answer = await host.GetAsync("api/c/" + token);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }

        Assert.Contains(Told(host), told => told.Machine?.Contains("trap-link") == true);
        using var head = await host.SendAsync("HEAD", "api/c/" + MailToken.Link(SendId, 1), null, null);
        Assert.Contains(Told(host), told => told.Machine?.Contains("head") == true);
    }

    [Fact]
    public async Task C_7_a_link_of_an_erased_lead_leads_on()
    {
        await using var host = await StartAsync(withLead: false);
        using var answer = await host.GetAsync("api/c/" + MailToken.Link(SendId, 0));

        Assert.Equal(Target, answer.Headers.Location!.GetLeftPart(UriPartial.Path));
        Assert.Null(await host.Engine.FindLeadAsync(LeadId, default));
    }

    [Fact]
    public async Task U_1_U_5_looking_at_the_unsubscribe_page_changes_nothing()
    {
        await using var host = await StartAsync();
        var before = host.Engine.StateHash;
        using var answer = await host.GetAsync("api/u/" + MailToken.Of(SendId), ("Sec-Purpose", "prefetch"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<form method=\"post\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("no-referrer", answer.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(before, host.Engine.StateHash);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(MailToken.Of(SendId), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n", "multipart/form-data; boundary=b")]
    [InlineData("{\"any\":", "application/json")]
    [InlineData("", "text/plain")]
    public async Task U_2_U_10_one_click_unsubscribes_before_it_answers_whatever_the_body(string body, string type)
    {
        await using var host = await StartAsync();
        using var answer = await host.PostAsync("api/u/" + MailToken.Of(SendId), body, type, ("Origin", "https://mail.example"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await new Suppressions(host.Engine).FindAsync(LeadId, default)).Suppression.Blocks);
    }

    [Fact]
    public async Task U_10_a_body_of_any_size_is_not_looked_at()
    {
        await using var host = await StartAsync();
        using var answer = await host.PostAsync("api/u/" + MailToken.Of(SendId), new string('x', 2_000_000), "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await new Suppressions(host.Engine).FindAsync(LeadId, default)).Suppression.Blocks);
    }

    [Fact]
    public async Task U_3_a_hundred_at_once_are_one()
    {
        await using var host = await StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.PostAsync("api/u/" + MailToken.Of(SendId), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(Told(host));
    }

    [Fact]
    public async Task U_9_it_is_never_said_to_be_done_when_it_is_not()
    {
        await using var host = await StartAsync();
        host.Engine.Fault = new StorageException("storage-fault");
        using var answer = await host.PostAsync("api/u/" + MailToken.Of(SendId), "", "text/plain");

        await answer.ShouldBeProblemAsync(503);
    }

    [Theory]
    [MemberData(nameof(NoToken))]
    public async Task an_unknown_token_unsubscribes_nobody(string token)
    {
        await using var host = await StartAsync();
        var before = host.Engine.StateHash;
        using var answer = await host.PostAsync("api/u/" + token, "", "text/plain");

        await answer.ShouldBeProblemAsync(404);
        Assert.Equal(before, host.Engine.StateHash);
    }

    private static IReadOnlyList<EmailEvent> Told(TestHost host) => [.. host.Engine.Messages.OfType<Message.EmailReported>().SelectMany(message => message.Events)];

    private static async Task<TestHost> StartAsync(bool withLead = true)
    {
        var host = await TestHost.StartAsync();
        if (withLead)
        {
            host.Engine.Put(new Lead { Id = LeadId, Email = "jane@example.com", CreatedAt = DateTimeOffset.UnixEpoch, Version = 1 });
        }

        var sent = new SentEmail("mail:1", LeadId, "file", null, DateTimeOffset.UnixEpoch) { Links = [Target, "https://www.example.com/pricing"] };
        await host.Engine.CommitAsync(new Commit { Registers = [Sends.Write(SendId, sent, 0)] }, default);
        return host;
    }
}
