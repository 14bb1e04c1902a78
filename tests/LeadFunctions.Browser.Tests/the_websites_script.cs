using LeadFunctions.Browser.Tests.Support;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Nurture;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests;

/// <summary>t.js in a real Chromium, on a website of another origin than ours.</summary>
public sealed class the_websites_script(Visit visit) : IClassFixture<Visit>
{
    [BrowserFact]
    public async Task a_page_view_arrives_with_its_address_title_and_a_lasting_id()
    {
        var page = await OpenAsync("/pricing?utm_source=ads");
        var visitor = await Visit.VisitorIdAsync(page);
        var signal = Assert.Single(await visit.SignalsOfAsync(visitor!, 1));

        Assert.Equal("pricing-page-view", signal.Name);
        Assert.Equal("Acme", signal.Page!.Title);
        Assert.Equal("ads", signal.Attribution!.Source);
        Assert.NotEqual(Verdict.Machine, signal.Verdict);

        await page.GotoAsync(visit.Site.Origin + "/blog/first");
        Assert.Equal(visitor, await Visit.VisitorIdAsync(page));
        Assert.Equal(["pricing-page-view", "blog-post-view"], (await visit.SignalsOfAsync(visitor!, 2)).Select(seen => seen.Name));
    }

    [BrowserFact]
    public async Task single_page_navigation_counts_as_page_views_and_a_replaced_query_of_the_same_page_once()
    {
        var page = await OpenAsync("/");
        var visitor = (await Visit.VisitorIdAsync(page))!;
        // One after the other: the order is that of the instants at which the hits came.
        await visit.SignalsOfAsync(visitor, 1);
        await page.EvaluateAsync("() => { history.pushState({}, '', '/product/one'); history.replaceState({}, '', '/product/one'); }");
        await visit.SignalsOfAsync(visitor, 2);
        await page.EvaluateAsync("() => history.pushState({}, '', '/pricing')");
        await visit.SignalsOfAsync(visitor, 3);
        await page.GoBackAsync();

        var signals = await visit.SignalsOfAsync(visitor, 4);
        Assert.Equal(["page-view", "product-page-view", "pricing-page-view", "product-page-view"], signals.Select(signal => signal.Name));
    }

    [BrowserFact]
    public async Task a_page_left_at_once_is_not_lost()
    {
        var page = await OpenAsync("/");
        var visitor = await Visit.VisitorIdAsync(page);
        await visit.SignalsOfAsync(visitor!, 1);
        await page.EvaluateAsync("() => { leads('track', 'webinar-attendance'); location.href = 'about:blank'; }");

        Assert.Contains(await visit.SignalsOfAsync(visitor!, 2), signal => signal.Name == "webinar-attendance");
    }

    [BrowserFact]
    public async Task a_form_of_ours_is_posted_in_place_and_carries_the_history_and_what_brought_the_visit()
    {
        visit.Site.Page = Website.With(visit.Api, $"""
            <form data-lead-form="demo" action="{visit.Api}forms/demo" method="post">
            <input name="email"><input name="company"><input type="password" name="password"><button>Go</button></form>
            <script>addEventListener('lead:accepted', e => document.title = 'accepted ' + e.detail.status)</script>
            """);
        var page = await (await visit.BrowserAsync()).NewPageAsync();
        await page.GotoAsync(visit.Site.Origin + "/pricing?utm_source=news&utm_campaign=spring&gclid=x1");
        await page.GotoAsync(visit.Site.Origin + "/contact");
        await page.FillAsync("[name=email]", "form@acme-corp.com");
        await page.FillAsync("[name=company]", "Acme");
        await page.FillAsync("[name=password]", "secret");
        await page.ClickAsync("button");
        await page.WaitForFunctionAsync("() => document.title === 'accepted accepted'");

        var signals = await visit.SignalsOfLeadAsync("form@acme-corp.com", 3);
        Assert.Equal(["demo-request", "page-view", "pricing-page-view"], signals.Select(signal => signal.Name).Order(StringComparer.Ordinal));
        var demo = signals.Single(signal => signal.Name == "demo-request");
        Assert.Equal("spring", demo.Attribution!.Campaign);
        Assert.Equal("gclid:x1", demo.Attribution.ClickId);
        Assert.Equal("Acme", demo.Fields!["company"]);
        Assert.DoesNotContain("secret", System.Text.Json.JsonSerializer.Serialize(demo), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task a_form_of_the_websites_own_goes_where_it_went_and_we_get_a_copy()
    {
        var page = await OpenAsync("/", body: """<form data-lead-form="contact" action="/own-form" method="post"><input name="email"><button>Go</button></form>""");
        await page.FillAsync("[name=email]", "own@acme-corp.com");
        await page.ClickAsync("button");
        await page.WaitForURLAsync("**/own-form");

        Assert.Contains("own:own@acme-corp.com", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Contains(await visit.SignalsOfLeadAsync("own@acme-corp.com", 1), signal => signal.Name == "contact-form");
    }

    [BrowserFact]
    public async Task identify_joins_what_the_browser_did_before()
    {
        var page = await OpenAsync("/blog/before");
        await page.EvaluateAsync("() => leads('identify', {email: 'known@acme-corp.com', name: 'Kim Known'})");

        Assert.Equal(["blog-post-view", "identified"], (await visit.SignalsOfLeadAsync("known@acme-corp.com", 2)).Select(signal => signal.Name).Order(StringComparer.Ordinal));
    }

    [BrowserFact]
    public async Task a_link_in_a_mail_says_whose_browser_it_is_and_leaves_the_address_clean()
    {
        visit.Site.Page = Website.With(visit.Api);
        var sendId = await visit.MailedAsync("jane@acme-corp.com", visit.Site.Origin + "/pricing?a=1#top");
        var page = await (await visit.BrowserAsync()).NewPageAsync();
        await page.GotoAsync(visit.Site.Origin + "/blog/before");
        await page.WaitForFunctionAsync("() => document.cookie.includes('lf_visitor')");
        await page.GotoAsync(visit.Api + "c/" + MailToken.Link(sendId, 0));
        await page.WaitForFunctionAsync("() => !location.search.includes('lf_id')");

        Assert.Equal(visit.Site.Origin + "/pricing?a=1#top", page.Url);
        Assert.Equal("jane@acme-corp.com", await visit.LeadOfAsync((await Visit.VisitorIdAsync(page))!));
        var signals = await visit.SignalsOfLeadAsync("jane@acme-corp.com", 3);
        Assert.Equal(["blog-post-view", "email-click", "pricing-page-view"], signals.Select(signal => signal.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(signals, signal => signal.Page?.Url.Contains("lf_id", StringComparison.Ordinal) == true);
    }

    [BrowserFact]
    public async Task a_marked_link_is_a_signal()
    {
        var page = await OpenAsync("/", body: """<a href="#here" data-lead-signal="whitepaper-download"><b>Get it</b></a>""");
        await page.ClickAsync("b");

        Assert.Contains(await visit.SignalsOfAsync((await Visit.VisitorIdAsync(page))!, 2), signal => signal.Name == "whitepaper-download");
    }

    [BrowserFact]
    public async Task calls_made_before_the_script_came_are_kept()
    {
        var page = await OpenAsync("/", body: "<script>leads('track', 'webinar-registration')</script>");

        Assert.Contains(await visit.SignalsOfAsync((await Visit.VisitorIdAsync(page))!, 2), signal => signal.Name == "webinar-registration");
    }

    [BrowserFact]
    public async Task a_driven_browser_is_kept_and_called_a_machine()
    {
        visit.Site.Page = Website.With(visit.Api);
        var page = await (await visit.BrowserAsync(human: false)).NewPageAsync();
        await page.GotoAsync(visit.Site.Origin + "/pricing");
        await page.WaitForFunctionAsync("() => document.cookie.includes('lf_visitor')");

        Assert.Equal(Verdict.Machine, Assert.Single(await visit.SignalsOfAsync((await Visit.VisitorIdAsync(page))!, 1)).Verdict);
    }

    private async Task<IPage> OpenAsync(string path, string body = "", string options = "")
    {
        visit.Site.Page = Website.With(visit.Api, body, options);
        var page = await (await visit.BrowserAsync()).NewPageAsync();
        await page.GotoAsync(visit.Site.Origin + path);
        await page.WaitForFunctionAsync("() => document.cookie.includes('lf_visitor')");
        return page;
    }
}
