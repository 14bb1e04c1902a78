using System.Net;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Hosts.Tests;

public sealed class tracking_a_visitor : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("https://www.example.com/pricing", "pricing-page-view")]
    [InlineData("https://www.example.com/PRICING/?a=b#c", "pricing-page-view")]
    [InlineData("/blog/2026/a-post", "blog-view")]
    [InlineData("https://www.example.com", "page-view")]
    [InlineData("https://www.example.com/about/pricing", "page-view")]
    public async Task a_page_view_is_named_by_its_path(string url, string signal)
    {
        var answer = await _host.PostAsync("api/track", $$"""{"visitorId":"visitor-1","id":"e1","url":"{{url}}","title":"T"}""", "text/plain;charset=UTF-8");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("""{"accepted":1,"rejected":[]}""", await answer.Content.ReadAsStringAsync());
        var seen = Assert.IsType<Message.VisitorSeen>(Assert.Single(_host.Engine.Messages));
        Assert.Equal("visitor-1", seen.VisitorId);
        var expected = new Signal("e1", signal, _host.Clock.Now, "track") { Page = new PageView(url, "T") };
        Assert.Equal(expected, Assert.Single(seen.Signals));
    }

    [Fact]
    public async Task good_events_of_a_batch_are_kept_and_bad_ones_named()
    {
        var answer = await _host.PostJsonAsync("api/track", """
            {"sentAt":"2026-03-02T09:00:30Z","events":[
              {"id":"a","type":"page-view","url":"/x"},
              {"name":"no-such-signal"},
              {"id":"b","name":"webinar-attended","properties":{"minutes":45,"live":true,"note":null}},
              {"id":"bad id","url":"/x"},
              {"url":"javascript:alert(1)"},
              {"url":"/x","score":100},
              {"name":"webinar-attended","properties":{"minutes":-5}},
              {"name":"webinar-attended","properties":{"minutes":1e300}},
              {"url":"/x","at":"yesterday"},
              5,
              {}
            ],"visitorId":"visitor-1"}
            """);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(
            """{"accepted":2,"rejected":[{"index":1,"reason":"unknown-signal"},{"index":3,"reason":"id"},{"index":4,"reason":"url"},{"index":5,"reason":"unknown-member"},{"index":6,"reason":"properties"},{"index":7,"reason":"properties"},{"index":8,"reason":"at"},{"index":9,"reason":"not-an-object"},{"index":10,"reason":"url"}]}""",
            await answer.Content.ReadAsStringAsync());
        Assert.Equal(["a", "b"], _host.Engine.Signals.Select(signal => signal.Id));
        Assert.Equal(new Dictionary<string, string> { ["minutes"] = "45", ["live"] = "true" }, _host.Engine.Signals[1].Answers);
        Assert.Single(_host.Engine.Messages);
    }

    [Theory]
    [InlineData("""{"visitorId":"short","url":"/x"}""", """{"accepted":0,"rejected":[{"index":0,"reason":"visitor-id"}]}""")]
    [InlineData("""{"visitorId":"bad visitor id","events":[{"url":"/x"},{"url":"/y"}]}""", """{"accepted":0,"rejected":[{"index":0,"reason":"visitor-id"},{"index":1,"reason":"visitor-id"}]}""")]
    [InlineData("""{"url":"/x"}""", """{"accepted":1,"rejected":[]}""")]
    [InlineData("""{"visitorId":"visitor-1","consent":false,"url":"/x"}""", """{"accepted":1,"rejected":[]}""")]
    public async Task without_a_person_to_keep_it_for_nothing_is_kept(string body, string expected)
    {
        var before = _host.Engine.StateHash;
        var answer = await _host.PostJsonAsync("api/track", body);

        Assert.Equal((HttpStatusCode.Accepted, expected), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("0", 1)]
    [InlineData("true", 1)]
    public async Task only_the_value_1_is_global_privacy_control(string value, int kept)
    {
        await _host.PostJsonAsync("api/track", """{"visitorId":"visitor-1","url":"/x"}""", ("Sec-GPC", value));

        Assert.Equal(kept, _host.Engine.Messages.Count);
    }

    [Theory]
    [InlineData(""" "at":"2026-03-02T08:00:00Z","sentAt":"2026-03-02T08:00:10Z" """, -10)]
    [InlineData(""" "at":"2026-03-02T09:00:00+01:00","sentAt":"2026-03-02T08:00:10Z" """, -10)]
    [InlineData(""" "timestamp":1772438400000,"sentAt":1772438410000 """, -10)]
    [InlineData(""" "at":"2026-03-02T09:00:20Z" """, -10)]
    [InlineData(""" "at":"2099-01-01T00:00:00Z" """, 0)]
    [InlineData(""" "at":"1970-01-01T00:00:00Z" """, 0)]
    [InlineData(""" "at":-1 """, 0)]
    [InlineData(""" "at":1e99 """, 0)]
    [InlineData(""" "at":"9999-12-31T23:59:59Z","sentAt":"0001-01-01T00:00:00Z" """, 0)]
    [InlineData(""" "at":"2026-03-02T09:00:20Z","sentAt":"2026-03-02T09:00:10Z" """, 0)]
    public async Task a_wrong_clock_is_corrected_and_an_impossible_time_is_now(string times, int seconds)
    {
        await _host.PostJsonAsync("api/track", $$"""{"visitorId":"visitor-1","url":"/x",{{times}}}""");

        Assert.Equal(_host.Clock.Now.AddSeconds(seconds), Assert.Single(_host.Engine.Signals).At);
    }

    [Theory]
    [InlineData("User-Agent", "Googlebot/2.1 (+http://www.google.com/bot.html)", "user-agent")]
    [InlineData("Sec-Purpose", "prefetch;prerender", "prefetch")]
    [InlineData("Purpose", "prefetch", "prefetch")]
    public async Task a_machine_is_flagged_and_kept(string header, string value, string reason)
    {
        await _host.PostJsonAsync("api/track", """{"visitorId":"visitor-1","url":"/x"}""", (header, value));

        var signal = Assert.Single(_host.Engine.Signals);
        Assert.Equal(Verdict.Machine, signal.Verdict);
        Assert.Equal([reason], signal.VerdictReasons);
    }

    [Fact]
    public async Task a_driven_browser_is_a_machine()
    {
        await _host.PostJsonAsync("api/track", """{"visitorId":"visitor-1","url":"/x","webdriver":true}""");

        Assert.Equal(Verdict.Machine, Assert.Single(_host.Engine.Signals).Verdict);
    }

    [Fact]
    public async Task events_without_an_id_get_one_each()
    {
        await _host.PostJsonAsync("api/track", """{"visitorId":"visitor-1","events":[{"url":"/x"},{"url":"/x"}]}""");

        Assert.Equal(2, _host.Engine.Signals.Select(signal => signal.Id).Distinct().Count());
    }
}
