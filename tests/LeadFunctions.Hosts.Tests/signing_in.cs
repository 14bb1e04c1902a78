using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;
using LeadFunctions.Http.Auth;

namespace LeadFunctions.Hosts.Tests;

/// <summary>A key becomes a cookie: what it opens, what it does not, and how it ends.</summary>
public sealed class signing_in : IAsyncLifetime
{
    private static readonly (string, string) SamePage = ("Sec-Fetch-Site", "same-origin");
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task gives_a_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        var answer = await _host.PostJsonAsync("api/session", """{"key":"key-rep"}""", SamePage);

        Assert.Equal(204, (int)answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("HttpOnly", cookie, StringComparison.Ordinal);
        Assert.Contains("SameSite=Strict", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("key-rep", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("Secure", cookie, StringComparison.Ordinal);

        var overTls = await _host.PostJsonAsync("api/session", """{"key":"key-rep"}""", SamePage, ("Origin", "https://leads.example.com"));
        Assert.Contains("; Secure", Assert.Single(overTls.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task lets_the_cookie_do_what_the_key_may()
    {
        var cookie = await CookieAsync("key-rep");
        var me = await (await _host.GetAsync("api/me", cookie)).JsonAsync();

        Assert.Equal(("Anna", "rep", "anna", "bdr"), (me.GetProperty("name").GetString(), me.GetProperty("role").GetString(), me.GetProperty("personId").GetString(), me.GetProperty("pools")[0].GetString()));
        await (await _host.GetAsync("api/queues", cookie)).ShouldBeProblemAsync(403);
        Assert.Equal(200, (int)(await _host.GetAsync("api/leads", cookie)).StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", "", "")]
    [InlineData("Sec-Fetch-Site", "same-site", "", "")]
    [InlineData("Sec-Fetch-Site", "none", "", "")]
    [InlineData("Origin", "https://evil.example", "", "")]
    [InlineData("Origin", "null", "", "")]
    [InlineData("", "", "", "")]
    [InlineData("Sec-Fetch-Site", "cross-site", "Origin", "SELF")]
    public async Task A_17_a_request_that_another_site_made_changes_nothing(string name, string value, string second, string secondValue)
    {
        var lead = PutLead();
        var before = _host.Engine.StateHash;
        var headers = new[] { await CookieAsync("key-rep"), (name, value), (second, secondValue == "SELF" ? _host.Address.GetLeftPart(UriPartial.Authority) : secondValue) };
        foreach (var (path, body) in new[] { ($"api/leads/{lead}/note", """{"text":"forged"}"""), ($"api/leads/{lead}/accept", "{}") })
        {
            await (await _host.PostJsonAsync(path, body, [.. headers.Where(header => header.Item1.Length > 0)])).ShouldBeProblemAsync(403);
        }

        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task A_17_a_page_of_ours_may_act_by_fetch_metadata_or_by_origin()
    {
        var lead = PutLead();
        var cookie = await CookieAsync("key-rep");

        Assert.Equal(200, (int)(await _host.PostJsonAsync($"api/leads/{lead}/note", """{"text":"one"}""", cookie, SamePage)).StatusCode);
        Assert.Equal(200, (int)(await _host.PostJsonAsync($"api/leads/{lead}/note", """{"text":"two"}""", cookie, ("Origin", _host.Address.GetLeftPart(UriPartial.Authority)))).StatusCode);
    }

    [Fact]
    public async Task ends_with_its_time_with_a_changed_letter_and_with_its_key()
    {
        var (name, value) = await CookieAsync("key-rep");
        for (var i = value.IndexOf('=', StringComparison.Ordinal) + 1; i < value.Length; i += 7)
        {
            var changed = value[..i] + (value[i] == 'A' ? 'B' : 'A') + value[(i + 1)..];
            Assert.Equal(401, (int)(await _host.GetAsync("api/me", (name, changed))).StatusCode);
        }

        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        request.Headers.Cookie = value;
        var secret = Enumerable.Repeat((byte)7, 32).ToArray();
        var keyOf = new LeadFunctions.UseCases.NewId(secret).KeyFor(Sessions.Purpose);
        Assert.Equal("anna", new Sessions(keyOf, new ApiKeys(TestHost.Keys)).CallerOf(request, _host.Clock.GetUtcNow())?.Name);
        Assert.Null(new Sessions(keyOf, new ApiKeys(TestHost.Keys.Where(key => key.Name != "anna"))).CallerOf(request, _host.Clock.GetUtcNow()));
        Assert.Null(new Sessions(secret, new ApiKeys(TestHost.Keys)).CallerOf(request, _host.Clock.GetUtcNow()));

        _host.Clock.Advance(Sessions.Lifetime - TimeSpan.FromSeconds(2));
        Assert.Equal(200, (int)(await _host.GetAsync("api/me", (name, value))).StatusCode);
        _host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(401, (int)(await _host.GetAsync("api/me", (name, value))).StatusCode);
    }

    [Fact]
    public async Task by_a_link_works_once_and_within_the_hour()
    {
        var ticket = _host.Tickets.Issue("key-admin", _host.Clock.GetUtcNow());
        var late = _host.Tickets.Issue("key-admin", _host.Clock.GetUtcNow());

        Assert.Equal(204, (int)(await _host.PostJsonAsync("api/session", $$"""{"ticket":"{{ticket}}"}""", SamePage)).StatusCode);
        await (await _host.PostJsonAsync("api/session", $$"""{"ticket":"{{ticket}}"}""", SamePage)).ShouldBeProblemAsync(401);
        _host.Clock.Advance(TimeSpan.FromMinutes(61));
        await (await _host.PostJsonAsync("api/session", $$"""{"ticket":"{{late}}"}""", SamePage)).ShouldBeProblemAsync(401);
    }

    [Theory]
    [InlineData("""{"key":"wrong"}""", 401)]
    [InlineData("""{"key":"key-admin "}""", 401)]
    [InlineData("{}", 422)]
    [InlineData("""{"key":"key-admin","ticket":"x"}""", 422)]
    [InlineData("""{"key":""}""", 422)]
    [InlineData("""{"key":"key-admin","role":"admin"}""", 422)]
    [InlineData("[]", 400)]
    public async Task with_something_else_gives_no_cookie(string body, int status)
    {
        var answer = await _host.PostJsonAsync("api/session", body, SamePage);

        await answer.ShouldBeProblemAsync(status);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task from_another_website_is_refused()
    {
        await (await _host.PostJsonAsync("api/session", """{"key":"key-admin"}""", ("Sec-Fetch-Site", "cross-site"))).ShouldBeProblemAsync(403);
        await (await _host.PostJsonAsync("api/session", """{"key":"key-admin"}""", ("Origin", "https://evil.example"))).ShouldBeProblemAsync(403);
    }

    [Fact]
    public async Task A_16_guesses_are_slowed_down()
    {
        await using var host = await TestHost.StartAsync(new LimitOptions());
        var answers = new List<int>();
        for (var i = 0; i < 60; i++)
        {
            answers.Add((int)(await host.PostJsonAsync("api/session", $$"""{"key":"guess-{{i}}"}""", SamePage)).StatusCode);
        }

        Assert.Equal(401, answers[0]);
        Assert.Equal(429, answers[^1]);
        Assert.DoesNotContain(answers, status => status is not (401 or 429));
    }

    [Fact]
    public async Task out_takes_the_cookie_back()
    {
        var answer = await _host.SendAsync("DELETE", "api/session", null, null, SamePage);

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Contains("Max-Age=0", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    private async Task<(string, string)> CookieAsync(string key)
    {
        var answer = await _host.PostJsonAsync("api/session", $$"""{"key":"{{key}}"}""", SamePage);
        return ("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private string PutLead()
    {
        var at = DateTimeOffset.UnixEpoch;
        var lead = new Lead { Id = "ld_" + new string('1', 32), Email = "jane@example.com", CreatedAt = at, Stage = Stage.Mql, StageSince = at, Version = 1, Owner = new("anna", at, "r", "d") };
        _host.Engine.Put(lead);
        return lead.Id;
    }
}
