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
        var desk = await office.SitDownAsync("admin");
        await desk.OwnTimeAsync();
        var lead = await office.SubmitAsync("trial", "clock@stone.example", new { name = "Vera Stone", title = "Manager", company = "Stone", companySize = "30" });
        await desk.Page.Keyboard.PressAsync("R");
        var countdown = desk.Row(lead.Email).Locator(".countdown");
        await Assertions.Expect(countdown).ToHaveClassAsync("countdown calm");
        await Assertions.Expect(countdown).ToContainTextAsync("Call the trial");
        var first = await countdown.Locator("b").InnerTextAsync();
        await Assertions.Expect(countdown.Locator("b")).Not.ToHaveTextAsync(first);

        await desk.Page.Clock.FastForwardAsync("02:00");
        await Assertions.Expect(countdown).ToHaveClassAsync("countdown warn");
        await desk.Page.Clock.FastForwardAsync("02:00");
        await Assertions.Expect(countdown).ToHaveClassAsync("countdown late");
        await Assertions.Expect(countdown).ToContainTextAsync("late");
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task is_late_in_the_list_and_breached_on_the_lead_when_nobody_came()
    {
        Lead lead = null!;
        await office.Clock.EarlierAsync(TimeSpan.FromMinutes(11), async () =>
            lead = await office.SubmitAsync("trial", "breach@stone.example", new { name = "Vera Stone", title = "Manager", company = "Stone", companySize = "30" }));
        await office.LeadAsync(lead.Email, now => now.Clocks.Any(clock => clock.Policy == "quick" && clock.Outcome == ClockOutcome.Breached));
        var desk = await office.SitDownAsync("admin");

        await Assertions.Expect(desk.Row(lead.Email).Locator(".countdown")).ToHaveClassAsync("countdown late");
        await desk.GoAsync("leads/" + lead.Id);
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
