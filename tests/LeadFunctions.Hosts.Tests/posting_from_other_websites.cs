using System.Net;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

/// <summary>Which websites may post: F-30, A-18 and the preflight.</summary>
public sealed class posting_from_other_websites(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost _host = shared.Host;

    [Theory]
    [InlineData("api/forms/demo", TestPlaybook.Origin, true)]
    [InlineData("api/track", TestPlaybook.Origin, true)]
    [InlineData("api/forms/guide", "https://landing.example.com", true)]
    [InlineData("api/forms/guide", TestPlaybook.Origin, false)]
    [InlineData("api/forms/nowhere", TestPlaybook.Origin, true)]
    [InlineData("api/forms/demo", "null", false)]
    [InlineData("api/forms/demo", "https://evil.com", false)]
    [InlineData("api/forms/demo", "https://www.example.com.evil.com", false)]
    [InlineData("api/forms/demo", "https://evilwww.example.com", false)]
    [InlineData("api/forms/demo", "http://www.example.com", false)]
    [InlineData("api/forms/demo", "https://www.example.com:8443", false)]
    [InlineData("api/forms/demo", "https://WWW.example.com", false)]
    [InlineData("api/track", "https://evil.com", false)]
    public async Task a_preflight_allows_exactly_the_listed(string path, string origin, bool allowed)
    {
        var answer = await _host.SendAsync("OPTIONS", path, null, null, ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(["Origin"], answer.Headers.Vary);
        Assert.Equal(allowed ? [origin] : [], Values(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(allowed ? ["POST, OPTIONS"] : [], Values(answer, "Access-Control-Allow-Methods"));
        Assert.Equal(allowed ? ["content-type, idempotency-key"] : [], Values(answer, "Access-Control-Allow-Headers"));
        Assert.Equal(allowed ? ["7200"] : [], Values(answer, "Access-Control-Max-Age"));
        Assert.Empty(Values(answer, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("api/forms/demo", "{\"email\":\"origin@example.com\"}", 200)]
    [InlineData("api/forms/demo", "{\"email\":\"none\"}", 422)]
    [InlineData("api/forms/demo", "{", 400)]
    [InlineData("api/track", "{\"url\":\"/x\"}", 202)]
    [InlineData("api/track", "{", 400)]
    public async Task answers_and_errors_can_be_read_by_the_website(string path, string body, int status)
    {
        var answer = await _host.PostAsync(path, body, "text/plain", ("Origin", TestPlaybook.Origin));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal([TestPlaybook.Origin], Values(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(["Origin"], answer.Headers.Vary);
        Assert.Empty(Values(answer, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("api/forms/demo", "{\"email\":\"evil@example.com\"}")]
    [InlineData("api/track", "{\"visitorId\":\"visitor-1\",\"url\":\"/x\"}")]
    public async Task F_30_a_foreign_website_is_refused(string path, string body)
    {
        var before = _host.Engine.StateHash;
        var answer = await _host.PostAsync(path, body, "text/plain", ("Origin", "https://evil.com"));

        await answer.ShouldBeProblemAsync(403);
        Assert.Empty(Values(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task our_own_pages_and_pages_that_hide_their_origin_can_post_a_form()
    {
        foreach (var origin in new[] { _host.Address.GetLeftPart(UriPartial.Authority), "null" })
        {
            var answer = await _host.PostAsync("api/forms/demo", $"email=own{origin.Length}%40example.com", "application/x-www-form-urlencoded", ("Origin", origin));

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(Values(answer, "Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task signed_in_routes_are_for_no_other_website()
    {
        var answer = await _host.GetAsync("api/leads", ("Origin", TestPlaybook.Origin), ("Authorization", "Bearer key-admin"));
        Assert.Empty(Values(answer, "Access-Control-Allow-Origin"));
        await (await _host.SendAsync("OPTIONS", "api/leads", null, null, ("Origin", TestPlaybook.Origin), ("Access-Control-Request-Method", "POST"))).ShouldBeProblemAsync(405);
    }

    private static string[] Values(HttpResponseMessage answer, string header) => answer.Headers.TryGetValues(header, out var values) ? [.. values] : [];
}
