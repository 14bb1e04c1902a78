using LeadFunctions.Browser.Tests.Support;
using LeadFunctions.Domain.Leads;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>From the form to the won deal without leaving the dashboard: with the mouse, and again with nothing but keys. Each at a company of their own: an account has one owner.</summary>
public sealed class a_reps_day(Office office) : IClassFixture<Office>
{
    [DashboardFact]
    public async Task by_mouse()
    {
        var lead = await office.SubmitAsync("demo", "vera@mouse.example", Person);
        var desk = await office.SitDownAsync(lead.Owner!.PersonId);
        var (page, row) = (desk.Page, desk.Row(lead.Email));
        await row.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await office.LeadAsync(lead.Email, now => now.Stage == Stage.Sal);

        await row.GetByRole(AriaRole.Button, new() { Name = "Actions for Vera Stone" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Log contact" }).ClickAsync();
        await page.GetByLabel("Note").FillAsync("Ten minutes, wants it before summer");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Log contact" }).ClickAsync();
        await office.LeadAsync(lead.Email, now => now.FirstContact is not null);

        await row.GetByRole(AriaRole.Button, new() { Name = "Qualify", Exact = true }).ClickAsync();
        await page.GetByLabel("Budget").FillAsync("50k approved");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Qualify" }).ClickAsync();
        await page.GetByText("Still needed:").WaitForAsync();
        foreach (var (label, answer) in new[] { ("Authority", "she decides"), ("Need", "leads get lost"), ("Timeline", "before summer"), ("Call notes", "Start in May"), ("Stakeholders", "Omar Ali, CFO") })
        {
            await page.GetByLabel(new System.Text.RegularExpressions.Regex("^" + label)).FillAsync(answer);
        }

        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Qualify" }).ClickAsync();
        await desk.ShouldBeCleanAsync();
        await WinByMouseAsync(await office.LeadAsync(lead.Email, now => now.Stage == Stage.Sql && now.Handoffs.Any(handoff => handoff.Kind == Domain.Lifecycle.HandoffKind.SdrToAe && handoff.ToPersonId is not null)));
    }

    private async Task WinByMouseAsync(Lead lead)
    {
        var desk = await office.SitDownAsync(lead.Owner!.PersonId);
        var (page, row) = (desk.Page, desk.Row(lead.Email));
        await row.GetByRole(AriaRole.Link, new() { Name = "Vera Stone" }).ClickAsync();
        await page.GetByText("Budget: 50k approved").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make opportunity" }).ClickAsync();
        await page.GetByLabel("Amount").FillAsync("12000");
        await page.GetByLabel("Expected close").FillAsync("2027-06-30");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Make opportunity" }).ClickAsync();
        await office.LeadAsync(lead.Email, now => now.Stage == Stage.Opportunity);

        await page.GetByRole(AriaRole.Button, new() { Name = "Won", Exact = true }).ClickAsync();
        foreach (var (label, text) in new[] { ("Contract", "three years"), ("Use case", "routing of web leads"), ("Why they bought", "answers within minutes") })
        {
            await page.GetByLabel(label).FillAsync(text);
        }

        Assert.Equal("Omar Ali, CFO", await page.GetByLabel("Key contacts").InputValueAsync());
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Won" }).ClickAsync();
        var won = await office.LeadAsync(lead.Email, now => now.Stage == Stage.Customer);
        Assert.Equal(12000, won.Deal!.Amount);
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task by_keyboard_alone()
    {
        var lead = await office.SubmitAsync("demo", "vera@keys.example", Person);
        var desk = await office.SitDownAsync(lead.Owner!.PersonId);
        await desk.Row(lead.Email).WaitForAsync();
        await SelectAsync(desk, lead.Email);
        await desk.Page.Keyboard.PressAsync("a");
        await office.LeadAsync(lead.Email, now => now.Stage == Stage.Sal);
        var qualify = desk.Row(lead.Email).GetByRole(AriaRole.Button, new() { Name = "Qualify", Exact = true });

        await PressAsync(desk, "c", qualify);
        await desk.Page.Keyboard.PressAsync("Control+Enter");
        await office.LeadAsync(lead.Email, now => now.FirstContact is not null);

        await PressAsync(desk, "q", qualify);
        await TypeAsync(desk, "50k", "Tab", "she decides", "Tab", "leads get lost", "Tab", "summer", "Tab", "Start in May", "Tab", "Omar Ali");
        await desk.Page.Keyboard.PressAsync("Control+Enter");
        var handed = await office.LeadAsync(lead.Email, now => now.Stage == Stage.Sql && now.Handoffs.Any(handoff => handoff.Kind == Domain.Lifecycle.HandoffKind.SdrToAe && handoff.ToPersonId is not null));
        await desk.ShouldBeCleanAsync();

        var other = await office.SitDownAsync(handed.Owner!.PersonId);
        await other.Row(lead.Email).WaitForAsync();
        await SelectAsync(other, lead.Email);
        await other.Page.Keyboard.PressAsync("Enter");
        await other.Page.GetByText("Why this owner").WaitForAsync();
        await PressAsync(other, "v", other.Page.GetByRole(AriaRole.Button, new() { Name = "Make opportunity" }));
        await TypeAsync(other, "Stone 2027", "Tab", "9000", "Tab", "06302027");
        await other.Page.Keyboard.PressAsync("Control+Enter");
        await office.LeadAsync(lead.Email, now => now.Stage == Stage.Opportunity);
        await PressAsync(other, "w", other.Page.GetByRole(AriaRole.Button, new() { Name = "Won", Exact = true }));
        await TypeAsync(other, "one year", "Tab", "routing", "Tab", "Tab", "speed");
        await other.Page.Keyboard.PressAsync("Control+Enter");
        await office.LeadAsync(lead.Email, now => now.Stage == Stage.Customer);
        await other.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task keeps_the_focus_in_a_dialog_and_gives_it_back()
    {
        var lead = await office.SubmitAsync("demo", "vera@focus.example", Person);
        var desk = await office.SitDownAsync(lead.Owner!.PersonId);
        await desk.Row(lead.Email).WaitForAsync();
        await SelectAsync(desk, lead.Email);
        await PressAsync(desk, "c", desk.Row(lead.Email).GetByRole(AriaRole.Button, new() { Name = "Accept" }));
        for (var i = 0; i < 15; i++)
        {
            await desk.Page.Keyboard.PressAsync("Tab");
            Assert.True(await desk.Page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)"));
        }

        await desk.Page.Keyboard.PressAsync("Escape");
        await desk.Page.WaitForFunctionAsync("id => document.activeElement?.id === id", "row-" + lead.Id);
    }

    [DashboardFact]
    public async Task says_in_words_what_the_state_forbids_and_shows_the_lead_as_it_is()
    {
        var lead = await office.SubmitAsync("demo", "vera@race.example", Person);
        var (one, two) = (await office.SitDownAsync(lead.Owner!.PersonId), await office.SitDownAsync("admin"));
        await one.Row(lead.Email).WaitForAsync();
        await two.Row(lead.Email).WaitForAsync();
        // The second one's list does not know yet what the first one does.
        await two.Page.RouteAsync("**/api/inbox*", route => route.AbortAsync());
        await one.Row(lead.Email).GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await office.LeadAsync(lead.Email, now => now.Stage == Stage.Sal);
        await two.Row(lead.Email).GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();

        await two.Page.GetByText("A lead at stage sal takes no accept. Possible now: Log contact").WaitForAsync();
        await two.Page.GetByText("What you see may be old").WaitForAsync();
        await two.Page.UnrouteAsync("**/api/inbox*");
        await two.Page.Keyboard.PressAsync("R");
        await two.Row(lead.Email).GetByRole(AriaRole.Button, new() { Name = "Qualify", Exact = true }).WaitForAsync();
    }

    private static object Person => new { name = "Vera Stone", title = "Marketing Director", company = "Stone & Co", companySize = "300" };

    /// <summary>Goes down the list, as often as it takes: it may be in another order meanwhile.</summary>
    private static async Task SelectAsync(Desk desk, string email)
    {
        for (var deadline = DateTime.UtcNow + Patience.Long; DateTime.UtcNow < deadline;)
        {
            await desk.Page.Keyboard.PressAsync("j");
            // The list moves the focus with the frame after.
            await desk.PaintedAsync();
            if (await desk.Row(email).GetAttributeAsync("aria-current") == "true")
            {
                return;
            }

            if (await desk.Page.EvaluateAsync<bool>("() => document.querySelector('.inbox li:last-child').getAttribute('aria-current') === 'true'"))
            {
                await desk.Page.Keyboard.PressAsync("g");
                await desk.Page.Keyboard.PressAsync("g");
            }
        }

        Assert.Fail($"j never came to {email}");
    }

    /// <summary>Presses the key of an action once what is on the screen offers it.</summary>
    private static async Task PressAsync(Desk desk, string key, ILocator offered)
    {
        await desk.Page.Locator("dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await offered.WaitForAsync();
        await desk.PaintedAsync();
        await desk.Page.Keyboard.PressAsync(key);
        await desk.Page.WaitForFunctionAsync("() => document.activeElement?.matches('dialog[open] [data-first]')");
    }

    private static async Task TypeAsync(Desk desk, params string[] parts)
    {
        foreach (var part in parts)
        {
            if (part == "Tab")
            {
                await desk.Page.Keyboard.PressAsync("Tab");
                continue;
            }

            await desk.Page.Keyboard.TypeAsync(part);
        }
    }
}
