using System.Net;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;
using LeadFunctions.Http.Limits;

namespace LeadFunctions.Hosts.Tests;

public sealed class limits_on_how_often
{
    [Fact]
    public async Task F_27_one_address_can_post_ten_forms_and_then_waits()
    {
        await using var host = await TestHost.StartAsync(new LimitOptions());
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, i)).StatusCode);
        }

        var before = host.Engine.StateHash;
        // H-5: a forged address changes nothing.
        var refused = await PostAsync(host, 10, ("X-Forwarded-For", "1.2.3.4"), ("Origin", TestPlaybook.Origin));
        await refused.ShouldBeProblemAsync(429);
        Assert.Equal(TimeSpan.FromSeconds(6), refused.Headers.RetryAfter?.Delta);
        Assert.Equal([TestPlaybook.Origin], refused.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(before, host.Engine.StateHash);

        host.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, 10)).StatusCode);
        await (await PostAsync(host, 11)).ShouldBeProblemAsync(429);
    }

    [Fact]
    public async Task a_trusted_proxy_says_for_whom_it_asks()
    {
        await using var host = await TestHost.StartAsync(new LimitOptions { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8")] });
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, i, ("X-Forwarded-For", $"6.6.6.6, 203.0.113.{i}, 10.1.1.1"))).StatusCode);
        }

        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, 100 + i, ("X-Forwarded-For", $"{i}.1.1.1, 203.0.113.1"))).StatusCode);
        }

        await (await PostAsync(host, 200, ("X-Forwarded-For", "9.9.9.9, 203.0.113.1"))).ShouldBeProblemAsync(429);
    }

    [Fact]
    public async Task one_form_takes_fifty_at_once_from_all_the_world()
    {
        await using var host = await TestHost.StartAsync(new LimitOptions { FormsPerAddress = Rate.Unlimited });
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, i)).StatusCode);
        }

        await (await PostAsync(host, 50)).ShouldBeProblemAsync(429);
        Assert.Equal(HttpStatusCode.OK, (await host.PostJsonAsync("api/forms/guide", """{"email":"other@example.com"}""")).StatusCode);
    }

    [Fact]
    public async Task one_visitor_sends_sixty_beacons_a_minute()
    {
        await using var host = await TestHost.StartAsync(new LimitOptions());
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await host.PostJsonAsync("api/track", """{"visitorId":"visitor-1","url":"/x"}""")).StatusCode);
        }

        await (await host.PostJsonAsync("api/track", """{"visitorId":"visitor-1","url":"/x"}""")).ShouldBeProblemAsync(429);
        Assert.Equal(HttpStatusCode.Accepted, (await host.PostJsonAsync("api/track", """{"visitorId":"visitor-2","url":"/x"}""")).StatusCode);
    }

    [Fact]
    public async Task A_16_wrong_keys_are_counted_per_address_and_a_right_one_still_works()
    {
        await using var host = await TestHost.StartAsync(new LimitOptions());
        for (var i = 0; i < 50; i++)
        {
            await (await host.GetAsync("api/leads", ("Authorization", "Bearer wrong" + i))).ShouldBeProblemAsync(401);
        }

        await (await host.GetAsync("api/leads", ("Authorization", "Bearer wrong"))).ShouldBeProblemAsync(429);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("api/leads", ("Authorization", "Bearer key-admin"))).StatusCode);
    }

    [Fact]
    public void a_bucket_gives_its_burst_and_then_its_rate_whatever_the_clock_does()
    {
        var table = new RateTable(new Rate(60, TimeSpan.FromMinutes(1), 5), 4);
        var now = TimeSpan.TicksPerDay;

        Assert.Equal(5, Enumerable.Range(0, 10).Count(_ => table.Take(1, now) == TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(1), table.Take(1, now));
        Assert.Equal(10, Enumerable.Range(1, 10).Count(second => table.Take(1, now + (second * TimeSpan.TicksPerSecond)) == TimeSpan.Zero));
        Assert.Equal(5, Enumerable.Range(0, 10).Count(_ => table.Take(1, 0) == TimeSpan.Zero));
    }

    [Fact]
    public void a_crowd_of_others_does_not_free_a_busy_key()
    {
        var table = new RateTable(new Rate(1, TimeSpan.FromHours(1), 10), 1 << 10);
        foreach (var _ in Enumerable.Range(0, 10))
        {
            Assert.Equal(TimeSpan.Zero, table.Take(1, TimeSpan.TicksPerDay));
        }

        foreach (var other in Enumerable.Range(2, 100_000))
        {
            table.Take(other, TimeSpan.TicksPerDay);
        }

        Assert.NotEqual(TimeSpan.Zero, table.Take(1, TimeSpan.TicksPerDay));
    }

    private static Task<HttpResponseMessage> PostAsync(TestHost host, int number, params (string, string)[] headers) =>
        host.PostJsonAsync("api/forms/demo", $$"""{"email":"a{{number}}@example.com"}""", headers);
}
