using System.Net;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The T rows of the attack list that refuse a whole beacon; single events are refused in <see cref="tracking_a_visitor"/>.</summary>
public sealed class bad_beacons(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Json = "application/json";
    private static readonly LimitOptions Limits = new();
    private readonly TestHost _host = shared.Host;

    public static TheoryData<string, int, string, string> Bodies
    {
        get
        {
            var rows = new TheoryData<string, int, string, string>();
            foreach (var body in new[]
            {
                "{", "", "null", "[]", "\"x\"", "NaN", "{\"url\":\"/x\",}", "{/**/}", "{}{}", "{\"url\":\"/x\",\"url\":\"/y\"}", "{\"visitorId\":\"visitor-1\",\"visitorId\":\"visitor-2\",\"url\":\"/x\"}",
                "{\"ur\\u006c\":\"/x\",\"url\":\"/y\"}", "{\"events\":{}}", "{\"events\":[],\"url\":\"/x\"}", "{\"events\":[],\"other\":1}", "{\"url\":\"\\ud800\"}", "{\"url\":\"/x\",\"properties\":{\"a\":1,\"a\":2}}",
                "{\"events\":[{\"url\":\"/x\",\"url\":\"/y\"}]}", "{\"events\":[{\"url\":\"/x\"},]}", "{\"url\":\"/x\",\"properties\":" + new string('[', 16) + new string(']', 16) + "}",
            })
            {
                rows.Add("broken", 400, Json, body);
            }

            rows.Add("T-11 events", 413, Json, "{\"visitorId\":\"visitor-1\",\"events\":[" + string.Join(',', Enumerable.Repeat("{\"url\":\"/x\"}", Limits.BatchEvents + 1)) + "]}");
            rows.Add("T-11 10,001 events", 413, Json, "{\"visitorId\":\"visitor-1\",\"events\":[" + string.Join(',', Enumerable.Repeat("{\"url\":\"/x\"}", 10_001)) + "]}");
            rows.Add("T-11 501 kB", 413, Json, "{\"events\":[]}".PadRight(501_000));
            rows.Add("single over 32 kB", 413, Json, "{\"visitorId\":\"visitor-1\",\"url\":\"/x\"}".PadRight(Limits.BeaconBody + 1));
            rows.Add("no JSON, as curl names it", 400, "application/x-www-form-urlencoded", "url=/x");
            rows.Add("a page", 415, "text/html", "{}");
            rows.Add("utf-16", 415, "text/plain; charset=utf-16", "{}");
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task are_refused_and_leave_nothing_behind(string row, int status, string contentType, string body)
    {
        var before = _host.Engine.StateHash;
        await (await _host.PostAsync("api/track", body, contentType)).ShouldBeProblemAsync(status);

        Assert.Equal(before, _host.Engine.StateHash);
        Assert.NotEqual("", row);
    }

    [Fact]
    public async Task at_the_limit_are_taken()
    {
        var hundred = "{\"visitorId\":\"visitor-1\",\"events\":[" + string.Join(',', Enumerable.Repeat("{\"url\":\"/x\"}", Limits.BatchEvents)) + "]}";
        Assert.Equal("""{"accepted":100,"rejected":[]}""", await (await _host.PostJsonAsync("api/track", hundred)).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Accepted, (await _host.PostJsonAsync("api/track", "{\"visitorId\":\"visitor-1\",\"url\":\"/x\"}".PadRight(Limits.BeaconBody))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _host.PostJsonAsync("api/track", hundred.PadRight(Limits.BatchBody))).StatusCode);
        await (await _host.PostJsonAsync("api/track", hundred.PadRight(Limits.BatchBody + 1))).ShouldBeProblemAsync(413);
        using var chunked = new StreamContent(new Unannounced(System.Text.Encoding.ASCII.GetBytes(hundred.PadRight(Limits.BatchBody + 1))));
        await (await _host.SendAsync("POST", "api/track", chunked, Json)).ShouldBeProblemAsync(413);
    }

    [Fact]
    public async Task with_one_event_too_large_lose_only_that()
    {
        var large = "{\"url\":\"/x\",\"title\":\"" + new string('t', Limits.BeaconBody) + "\"}";
        var answer = await _host.PostJsonAsync("api/track", "{\"visitorId\":\"visitor-1\",\"events\":[{\"url\":\"/x\"}," + large + "]}");

        Assert.Equal("""{"accepted":1,"rejected":[{"index":1,"reason":"too-large"}]}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task T_2_T_3_hostile_headers_are_never_an_error()
    {
        foreach (var (name, value) in new[]
        {
            ("User-Agent", new string('x', 30_000)), ("User-Agent", "<script>alert(1)</script>"), ("Referer", "\"><script>"), ("Accept", "*/*;q="), ("Accept-Language", new string('l', 30_000)), ("Cookie", new string('c', 5_000)),
        })
        {
            var answer = await _host.PostJsonAsync("api/track", """{"visitorId":"visitor-1","url":"/x"}""", (name, value));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
    }
}
