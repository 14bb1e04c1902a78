using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>Reliability D-1, D-4, D-5 and D-7: what people type into forms is text on every page, whatever it looks like.</summary>
public sealed class hostile_texts(Office office) : IClassFixture<Office>
{
    private const string Image = "<img src=x onerror=\"window.hit=1;alert(1)\">";
    private const string Vector = "\"><svg/onload=window.hit=2>";
    private const string Link = "javascript:window.hit=3//<a href=javascript:alert(3)>x</a>";

    [DashboardFact]
    public async Task D_1_D_4_are_shown_as_text_and_nothing_runs()
    {
        var lead = await office.SubmitAsync("demo", "evil@corp.example", new { name = "Eve " + Image, title = "VP Sales " + Vector, company = Vector, companySize = "300", website = Link, message = Image, utm_source = Image, utm_campaign = Vector, pageTitle = Image, pageUrl = "https://www.example.com/?q=" + Vector });
        await office.App.Engine.Queue.EnqueueAsync(
            [new Outgoing(new Message.FormAnswered(new FormAnswers("typeform", "evil", DateTimeOffset.UtcNow) { ProviderForm = Image, Answers = [new FormAnswer([Image], Vector)] }))], default);
        var desk = await office.SitDownAsync("admin");
        foreach (var path in Pages.All.Append("leads?q=evil").Append("leads/" + lead.Id))
        {
            await desk.GoAsync(path);
            await OpenEverythingAsync(desk);
            Assert.True(await desk.Page.EvaluateAsync<bool>("() => window.hit === undefined && !document.querySelector('main img, main svg, main script, a[href^=\"javascript:\" i]')"), path);
        }

        await desk.Page.GetByText(Image).First.WaitForAsync();
        await desk.Page.GetByText(Vector).First.WaitForAsync();
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task D_7_a_name_that_only_looks_like_another_stands_apart_and_shows_what_it_is()
    {
        await office.SubmitAsync("demo", "bidi@corp.example", new { name = "Ana \u202Eavlis\u202C", title = "VP Sales", company = "Ac\u200Bme", companySize = "300" });
        var desk = await office.SitDownAsync("admin");
        var who = desk.Row("bidi@corp.example").Locator(".who");
        await who.WaitForAsync();

        Assert.DoesNotContain('\u202E', await who.InnerTextAsync());
        foreach (var bdi in await who.Locator("bdi").AllAsync())
        {
            Assert.Equal("isolate", await bdi.EvaluateAsync<string>("e => getComputedStyle(e).unicodeBidi"));
        }
    }

    [DashboardFact]
    public async Task D_5_the_page_cannot_be_framed_sniffed_or_kept_and_is_gone_after_signing_out()
    {
        using var client = new HttpClient();
        var index = await client.GetAsync(office.Address + "/");
        var policy = index.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", index.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-cache", index.Headers.CacheControl!.ToString());
        Assert.Equal("no-store", (await client.GetAsync(office.Address + "/api/me")).Headers.CacheControl!.ToString());
        var html = await index.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<script(?![^>]*src=)", html);

        var desk = await office.SitDownAsync("ana");
        await desk.Page.GetByText("Sign out").ClickAsync();
        await desk.Page.GetByLabel("Your key").WaitForAsync();
        await desk.Page.ReloadAsync();
        await desk.Page.GetByLabel("Your key").WaitForAsync();
    }

    private static async Task OpenEverythingAsync(Desk desk)
    {
        await desk.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => { one.open = true; })");
        await desk.PaintedAsync();
    }
}
