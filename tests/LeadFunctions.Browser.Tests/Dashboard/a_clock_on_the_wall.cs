using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>A deadline that comes while somebody looks: it counts down, warns, and says that it is too late when it is.</summary>
public sealed class a_clock_on_the_wall(Office office) : IClassFixture<Office>
{
    [DashboardFact]
    public async Task counts_down_warns_and_turns_to_late_by_itself()
    {
        // Somebody is at the desk when a trial comes that has waited for a part of its minute.
        var desk = await office.SitDownAsync("admin");
        Lead lead = null!;
        await office.Clock.EarlierAsync(TimeSpan.FromSeconds(12), async () =>
            lead = await office.SubmitAsync("trial", "clock@stone.example", new { name = "Vera Stone", title = "Manager", company = "Stone", companySize = "30" }));
        var countdown = desk.Row(lead.Email).Locator(".countdown");
        await countdown.WaitForAsync();
        Assert.Contains("Call the trial", await countdown.InnerTextAsync(), StringComparison.Ordinal);
        var seen = new HashSet<string>();
        for (var until = DateTime.UtcNow.AddSeconds(75); DateTime.UtcNow < until && !seen.Contains("late"); await desk.Page.WaitForTimeoutAsync(200))
        {
            seen.Add((await countdown.GetAttributeAsync("class"))!.Split(' ')[^1]);
        }

        Assert.Superset(new HashSet<string> { "calm", "warn", "late" }, seen);
        await Assertions.Expect(countdown).ToContainTextAsync("late");
        var breached = await office.LeadAsync(lead.Email, now => now.Clocks.Any(clock => clock.Policy == "quick" && clock.Outcome == ClockOutcome.Breached));
        await desk.GoAsync("leads/" + breached.Id);
        await desk.Page.Locator(".clock", new() { HasText = "Call the trial" }).GetByText("breached").WaitForAsync();
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task the_point_in_time_moves_the_number_and_its_lines()
    {
        var lead = await office.SubmitAsync("demo", "slider@stone.example", new { name = "Vera Stone", title = "VP Sales", company = "Stone", companySize = "300" });
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("leads/" + lead.Id);
        var total = desk.Page.Locator(".score-total");
        var now = await total.InnerTextAsync();
        await desk.Page.GetByLabel("Point in time").FocusAsync();
        await desk.Page.Keyboard.PressAsync("End");

        await Assertions.Expect(desk.Page.GetByText("Ahead of now")).ToBeVisibleAsync();
        await Assertions.Expect(total).Not.ToHaveTextAsync(now);
        await Assertions.Expect(desk.Page.Locator(".lines")).ToContainTextAsync("days ago");
        Assert.Equal(await total.InnerTextAsync(), await desk.Page.Locator(".lines tfoot .num").InnerTextAsync());
        await desk.ShouldBeCleanAsync();
    }
}
