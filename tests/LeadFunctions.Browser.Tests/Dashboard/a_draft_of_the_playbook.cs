using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>Marketing changes points: sees what is wrong, what it would have done and who is affected, and then publishes, all on one page.</summary>
public sealed class a_draft_of_the_playbook(Office office) : IClassFixture<Office>
{
    private const string Points = "signal: whitepaper-download, points: 10}";
    private const string More = "signal: whitepaper-download, points: 60}";

    [DashboardFact]
    public async Task is_backtested_before_everybodys_eyes_and_published_with_a_reason()
    {
        await PeopleComeAsync("more", "whitepaper");
        var desk = await OpenAsync();
        var version = office.App.Shelf.Current.Version;
        await RemarksAsync(desk.Page);

        await ChangeAsync(desk.Page, Points, More);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check and backtest" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Publish this draft" }).WaitForAsync();

        var said = await desk.Page.EvaluateAsync<string[]>("() => window.__said");
        Assert.Contains("Checking…", said);
        Assert.Contains("Replaying the history…", said);
        Assert.Contains(said, words => words.EndsWith("leads replayed", StringComparison.Ordinal));
        await desk.Page.GetByText("content-whitepaper gives 60 instead of 10").First.WaitForAsync();
        await desk.Page.Locator("section.wide-card canvas").WaitForAsync();
        await desk.Page.GetByText("Whitepaper download (content-whitepaper): points 60 instead of 10").WaitForAsync();
        await desk.Page.GetByText("3 more would have become MQLs").WaitForAsync();
        await desk.Page.GetByText("3 leads would rise to MQL by this change alone").WaitForAsync();
        await LookAsync(desk, "backtest");

        await desk.Page.GetByLabel("Why, for the history").FillAsync("Whoever reads it is ready to talk");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await desk.Page.GetByText("is in force.").WaitForAsync();
        Assert.NotEqual(version, office.App.Shelf.Current.Version);
        await desk.GoAsync("playbook?tab=versions");
        await desk.Page.GetByText("Whoever reads it is ready to talk").WaitForAsync();
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task that_sends_a_pool_too_much_needs_a_second_reason_and_an_older_backtest_does_not_count()
    {
        await PeopleComeAsync("full", "newsletter");
        var desk = await OpenAsync();

        await ChangeAsync(desk.Page, "members: [ana, ben, {person: chloe, weight: 1}]", "members: [ana]", "role: bdr, manager: maria}", "role: bdr, manager: maria, maxPerWeek: 1}", "label: Newsletter signup}", "label: Newsletter signup, handRaise: true}");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check and backtest" }).ClickAsync();

        await desk.Page.GetByText("and takes at most 1 a week").First.WaitForAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Why although the backtest says no")).ToHaveAttributeAsync("required", "");
        await desk.Page.GetByLabel("Draft", new() { Exact = true }).FillAsync("name: something else");
        await desk.Page.GetByText("The text was changed after this backtest").WaitForAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true })).ToHaveCountAsync(0);
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task with_a_mistake_is_refused_with_the_line_and_the_key()
    {
        var desk = await OpenAsync();
        await ChangeAsync(desk.Page, "signal: pricing-page-view, points: 20", "signal: pricing-page-view, points: ten");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check and backtest" }).ClickAsync();

        await desk.Page.GetByText("This is no playbook yet").WaitForAsync();
        var findings = desk.Page.Locator(".findings li.error");
        await findings.GetByText("whole number").First.WaitForAsync();
        var first = await findings.First.InnerTextAsync();
        Assert.Matches(@"draft\.yaml:\d+", first);
        Assert.Contains("scoring.engagement", first, StringComparison.Ordinal);
        await desk.ShouldFitAsync();
    }

    [DashboardFact]
    public async Task is_left_alone_when_somebody_stops_the_backtest()
    {
        var desk = await OpenAsync();
        await ChangeAsync(desk.Page, "signal: pricing-page-view, points: 20", "signal: pricing-page-view, points: 30");
        var never = new TaskCompletionSource();
        await desk.Page.RouteAsync("**/api/playbook/backtest", _ => never.Task);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check and backtest" }).ClickAsync();
        await desk.Page.GetByText("Replaying the history…").WaitForAsync();

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await desk.Page.GetByText("Stopped. Nothing was changed.").WaitForAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Draft", new() { Exact = true })).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("points: 30, repeat"));
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Check and backtest" }).WaitForAsync();
        never.SetResult();
    }

    private async Task<Desk> OpenAsync()
    {
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("playbook?tab=backtest");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Start from version" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Draft", new() { Exact = true })).Not.ToHaveValueAsync("");
        return desk;
    }

    /// <param name="changes">What stands there, and what shall stand there.</param>
    private static async Task ChangeAsync(IPage page, params string[] changes)
    {
        var text = await page.GetByLabel("Draft", new() { Exact = true }).InputValueAsync();
        for (var i = 0; i < changes.Length; i += 2)
        {
            Assert.Contains(changes[i], text, StringComparison.Ordinal);
            text = text.Replace(changes[i], changes[i + 1], StringComparison.Ordinal);
        }

        await page.GetByLabel("Draft", new() { Exact = true }).FillAsync(text);
    }

    /// <summary>Writes down every sentence about how far it is: some are there for a moment only.</summary>
    private static async Task RemarksAsync(IPage page) => await page.EvaluateAsync("""
        () => {
          window.__said = [];
          new MutationObserver(() => { const words = document.querySelector('.progress span')?.textContent; if (words) window.__said.push(words); })
            .observe(document.querySelector('main'), { childList: true, characterData: true, subtree: true });
        }
        """);

    private static async Task LookAsync(Desk desk, string name)
    {
        foreach (var (colours, width, on) in new[] { (ColorScheme.Light, 1360, "desk"), (ColorScheme.Dark, 1360, "dark"), (ColorScheme.Light, 360, "phone") })
        {
            await desk.Page.EmulateMediaAsync(new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
            await desk.Page.SetViewportSizeAsync(width, 850);
            await desk.ShouldFitAsync();
            await Screens.KeepAsync(desk.Page, $"{name}-{on}");
            Assert.Empty(Axe.Path is null ? [] : await Axe.FindingsAsync(desk.Page));
        }
    }

    private async Task PeopleComeAsync(string name, string form)
    {
        using var client = new HttpClient();
        foreach (var first in new[] { "bo", "cara", "dev" })
        {
            var body = System.Text.Json.JsonSerializer.Serialize(new { email = $"{first}@{name}.example", country = "US" });
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            (await client.PostAsync($"{office.Address}/api/forms/{form}", content)).EnsureSuccessStatusCode();
            await office.LeadAsync($"{first}@{name}.example", _ => true);
        }
    }
}
