using System.Collections.Concurrent;
using System.IO.Compression;
using LeadFunctions.Browser.Tests.Support;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests;

/// <summary>Consent and Global Privacy Control in a real Chromium: without a yes nothing is stored and nobody is followed.</summary>
public sealed class privacy_on_the_website(Visit visit) : IClassFixture<Visit>
{
    private const string Stored = "() => [document.cookie, Object.keys(localStorage).filter(key => key !== 'lf_consent').join()].join('')";

    [BrowserFact]
    public async Task where_consent_is_required_nothing_is_stored_before_it_and_nothing_is_left_after_it_is_withdrawn()
    {
        var (page, sent) = await OpenAsync("data-consent=\"required\"");
        Assert.Equal("", await page.EvaluateAsync<string>(Stored));
        Assert.All(sent, body => Assert.DoesNotContain("visitorId", body, StringComparison.Ordinal));

        await page.EvaluateAsync("() => { leads('consent', true); leads('page'); }");
        await page.WaitForFunctionAsync("() => document.cookie.includes('lf_visitor')");
        var visitor = await Visit.VisitorIdAsync(page);
        Assert.NotEmpty(await visit.SignalsOfAsync(visitor!, 1));

        await page.EvaluateAsync("() => leads('consent', false)");
        Assert.Equal("", await page.EvaluateAsync<string>(Stored));
        sent.Clear();
        await page.GotoAsync(visit.Site.Origin + "/pricing");
        await WaitForAsync(sent);
        Assert.Equal("", await page.EvaluateAsync<string>(Stored));
        Assert.All(sent, body => Assert.DoesNotContain("visitorId", body, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task global_privacy_control_beats_a_consent()
    {
        var (page, sent) = await OpenAsync("", "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})");
        await page.EvaluateAsync("() => { leads('consent', true); leads('page'); }");
        await WaitForAsync(sent, 2);

        Assert.Equal("", await page.EvaluateAsync<string>(Stored));
        Assert.All(sent, body => Assert.DoesNotContain("visitorId", body, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task forbidden_storage_breaks_nothing()
    {
        var (page, sent) = await OpenAsync("", "Object.defineProperty(window, 'localStorage', {get: () => { throw new Error('no'); }})");
        await page.EvaluateAsync("() => leads('page')");
        await WaitForAsync(sent, 2);

        Assert.Equal(2, sent.Count);
    }

    [Fact]
    public async Task the_script_is_under_3_kB_packed_and_cacheable()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, visit.Api + "t.js") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var answer = await http.SendAsync(request);
        var packed = await answer.Content.ReadAsByteArrayAsync();
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));

        Assert.InRange(packed.Length, 1, 3071);
        Assert.Contains("lf_visitor", await unpacked.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal("public, max-age=3600", answer.Headers.CacheControl!.ToString());
        using var again = new HttpRequestMessage(HttpMethod.Get, visit.Api + "t.js") { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        Assert.Equal(System.Net.HttpStatusCode.NotModified, (await http.SendAsync(again)).StatusCode);
    }

    private async Task<(IPage Page, ConcurrentQueue<string> Sent)> OpenAsync(string options, string? before = null)
    {
        visit.Site.Page = Website.With(visit.Api, options: options);
        var context = await visit.BrowserAsync();
        if (before is not null)
        {
            await context.AddInitScriptAsync(before);
        }

        var page = await context.NewPageAsync();
        var sent = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/track", StringComparison.Ordinal))
            {
                sent.Enqueue(request.PostData ?? "");
            }
        };
        await page.GotoAsync(visit.Site.Origin + "/blog/one");
        await WaitForAsync(sent);
        return (page, sent);
    }

    private static async Task WaitForAsync(ConcurrentQueue<string> sent, int count = 1)
    {
        for (var deadline = DateTime.UtcNow + Patience.Long; sent.Count < count && DateTime.UtcNow < deadline;)
        {
            await Task.Delay(50);
        }

        Assert.True(sent.Count >= count, $"{sent.Count} beacons of {count}");
    }
}
