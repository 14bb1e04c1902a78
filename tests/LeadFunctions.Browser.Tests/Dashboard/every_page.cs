using LeadFunctions.Domain.Leads;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>Every page, with real leads in it, on a desk, in the dark and on a phone.</summary>
public sealed class every_page(Office office) : IClassFixture<Office>
{
    private static readonly BrowserNewContextOptions Desktop = new() { ViewportSize = new() { Width = 1360, Height = 850 }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce };
    private static readonly BrowserNewContextOptions Dark = new() { ViewportSize = new() { Width = 1360, Height = 850 }, ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce };
    private static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new() { Width = 360, Height = 740 }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce };

    [DashboardFact]
    public async Task says_what_it_is_about_on_a_desk() => await LookAsync(Desktop, "desk");

    [DashboardFact]
    public async Task says_what_it_is_about_in_the_dark() => await LookAsync(Dark, "dark");

    [DashboardFact]
    public async Task says_what_it_is_about_on_a_phone() => await LookAsync(Phone, "phone");

    [AxeFact]
    public async Task has_no_serious_finding_of_axe_in_either_colour()
    {
        var lead = await PeopleComeAsync("axe");
        foreach (var options in new[] { Desktop, Dark })
        {
            var desk = await office.SitDownAsync("admin", options);
            var findings = new List<string>();
            foreach (var path in Pages.All.Append("leads/" + lead.Id))
            {
                await desk.GoAsync(path);
                findings.AddRange((await Axe.FindingsAsync(desk.Page)).Select(finding => path + " " + finding));
            }

            await desk.GoAsync("inbox");
            await desk.Page.Keyboard.PressAsync("?");
            await desk.Page.Locator("dialog[open]").WaitForAsync();
            findings.AddRange(await Axe.FindingsAsync(desk.Page));
            Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
        }
    }

    [DashboardFact]
    public async Task asks_for_a_key_and_says_when_it_is_wrong()
    {
        var desk = await office.SitDownAsync("ana");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await desk.Page.GetByLabel("Your key").FillAsync("lf_wrong");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await desk.Page.GetByText("This key is not valid.").WaitForAsync();
    }

    [DashboardFact]
    public async Task opens_by_the_link_of_the_terminal_once()
    {
        var ticket = office.App.Web.Services.GetRequiredService<SignInTickets>().Issue(office.KeyOf("admin"), DateTimeOffset.UtcNow);
        var desk = await office.ArriveAsync("#/sign-in/" + ticket);
        await desk.Page.Locator(".who-am-i").GetByText("admin").First.WaitForAsync();
        await desk.Page.WaitForURLAsync(address => !address.Contains(ticket, StringComparison.Ordinal));
        await desk.ShouldBeCleanAsync();

        var second = await office.ArriveAsync("#/sign-in/" + ticket);
        await second.Page.GetByText("This sign-in link was used already").WaitForAsync();
    }

    private async Task LookAsync(BrowserNewContextOptions options, string name)
    {
        var lead = await PeopleComeAsync(name);
        var desk = await office.SitDownAsync("admin", options);
        foreach (var path in Pages.All.Append("leads/" + lead.Id))
        {
            await desk.GoAsync(path);
            Assert.False(string.IsNullOrWhiteSpace(await desk.Page.Locator("main h1").First.InnerTextAsync()), path);
            Assert.Equal(0, await desk.Page.GetByText("This could not be loaded").CountAsync());
            await desk.ShouldFitAsync();
        }

        await desk.Page.GetByText("Why this owner").WaitForAsync();
        await desk.Page.GetByText("title is VP Sales").First.WaitForAsync();
        await Screens.KeepAsync(desk.Page, "lead-" + name);
        await desk.GoAsync("inbox");
        await desk.Row($"vera@{name}.example").WaitForAsync();
        await Screens.KeepAsync(desk.Page, "inbox-" + name);
        foreach (var width in new[] { 360, 641, 1000, 1181, 1280, 1340, 1700 })
        {
            await desk.Page.SetViewportSizeAsync(width, 740);
            Assert.Equal(0, await desk.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('.row')].filter(row => row.scrollWidth > row.clientWidth).length"));
        }

        await desk.ShouldBeCleanAsync();
    }

    private async Task<Lead> PeopleComeAsync(string name)
    {
        foreach (var (first, title, size) in new[] { ("Bo Chen", "Head of Marketing", "120"), ("Cara Ito", "CTO", "2400"), ("Dev Patel", "Marketing Manager", "80") })
        {
            await office.SubmitAsync("contact", first.Split(' ')[0].ToLowerInvariant() + "@" + name + ".example", new { name = first, title, company = "Company " + name, companySize = size });
        }

        await office.App.Engine.Queue.EnqueueAsync([new Outgoing(new Message.FormAnswered(new FormAnswers("typeform", "look-" + name, DateTimeOffset.UtcNow)))], default);
        return await office.SubmitAsync("demo", $"vera@{name}.example", new { name = "Vera Stone", title = "VP Sales", company = "Stone & Co", companySize = "700" });
    }
}
