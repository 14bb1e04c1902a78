using LeadFunctions.Domain.Leads;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>A slow line: every other answer of the API is late (on the phone: the others), and all by a draw besides, so that what is asked for together comes apart and in either order.</summary>
public sealed class late_answers(Office office, Xunit.Abstractions.ITestOutputHelper say) : IClassFixture<Office>
{
    private const int LateMilliseconds = 700;
    private const int NoiseMilliseconds = 200;
    private int _asked;
    // Below what anybody sees: a digit more in a number that is centred.
    private const double Unseen = 0.005;

    [DashboardFact]
    public Task push_nothing_aside_on_a_desk() => LookAsync(new() { ViewportSize = new() { Width = 1360, Height = 850 } }, "desk", seed: 1);

    [DashboardFact]
    public Task push_nothing_aside_on_a_phone() => LookAsync(new() { ViewportSize = new() { Width = 360, Height = 740 } }, "phone", seed: 2);

    private async Task LookAsync(BrowserNewContextOptions options, string name, int seed)
    {
        var lead = await PersonAsync(name);
        var desk = await office.SitDownAsync("admin", options);
        await desk.Page.AddInitScriptAsync(Shifts.Watch);
        await DelayAsync(desk.Page, new Random(seed));
        var moved = new List<string>();
        foreach (var path in Pages.All.Append("leads/" + lead.Id))
        {
            await desk.Page.GotoAsync("about:blank");
            _asked = seed;
            await desk.Page.GotoAsync(office.Address + "/#/" + path);
            await desk.SettledAsync();
            var (sum, sources) = await Shifts.ReadAsync(desk.Page);
            say.WriteLine($"{path}: layout shift {sum:N4}");
            if (sum > Unseen)
            {
                moved.Add($"{path} on a {name} shifts by {sum:N4}: {sources}");
            }
        }

        Assert.True(moved.Count == 0, string.Join(Environment.NewLine, moved));
        await desk.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
    }

    /// <summary>Somebody with a past: something to show in every section of the lead's page, and a colleague.</summary>
    private async Task<Lead> PersonAsync(string name)
    {
        await office.SubmitAsync("contact", $"omar@{name}-late.example", new { name = "Omar Ali", title = "CFO", company = "Late " + name, companySize = "700" });
        return await office.SubmitAsync("demo", $"vera@{name}-late.example", new { name = "Vera Stone", title = "VP Sales", company = "Late " + name, companySize = "700" });
    }

    private async Task DelayAsync(IPage page, Random draws) =>
        await page.RouteAsync("**/api/**", async route =>
        {
            await Task.Delay((Interlocked.Increment(ref _asked) % 2 * LateMilliseconds) + draws.Next(NoiseMilliseconds));
            try
            {
                await route.ContinueAsync();
            }
            catch (PlaywrightException)
            {
                // The page that asked has been left meanwhile.
            }
        });
}
