using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>What managers and admins do with the mouse: two people who are one and two again, somebody forgotten, a word and some points, a mail tried before it goes.</summary>
public sealed class what_changes_more_than_a_lead(Office office) : IClassFixture<Office>
{
    [DashboardFact]
    public async Task two_leads_become_one_person_and_two_again()
    {
        var stays = await office.SubmitAsync("demo", "ada@twins.example", new { name = "Ada Byron", title = "VP Sales", company = "Twins", companySize = "300" });
        var goes = await office.SubmitAsync("contact", "ada.byron@twins.example", new { name = "Ada Byron", title = "VP Sales", company = "Twins", companySize = "300" });
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("leads/" + stays.Id);
        var dialog = await OpenAsync(desk, "Ada Byron", "Merge");
        await dialog.GetByLabel("Id or address").FillAsync(goes.Email);
        await dialog.GetByLabel("Reason").FillAsync("the same person twice");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Merge" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await office.LeadAsync(stays.Email, now => now.Absorbed?.Any(one => one.Id == goes.Id) == true);
        await office.LeadAsync(goes.Email, now => now.MergedInto == stays.Id);

        await desk.GoAsync("leads/" + goes.Id);
        await desk.Page.GetByText("This lead was merged into another one.").WaitForAsync();
        await desk.Page.Locator(".notice").GetByRole(AriaRole.Link, new() { Name = "Open" }).ClickAsync();
        await desk.Page.Locator(".mail", new() { HasText = stays.Email }).WaitForAsync();
        await desk.SettledAsync();

        dialog = await OpenAsync(desk, "Ada Byron", "Undo merge");
        Assert.Equal(goes.Email, await dialog.Locator("select option:checked").InnerTextAsync());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Undo merge" }).ClickAsync();
        await desk.Page.GetByText("The merge was undone.").WaitForAsync();
        await office.LeadAsync(goes.Email, now => now.MergedInto is null);
        await office.LeadAsync(stays.Email, now => now.Absorbed is null or []);
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task nobody_is_merged_with_an_address_that_is_not_known()
    {
        var lead = await office.SubmitAsync("demo", "solo@one.example", new { name = "Solo One", title = "VP Sales", company = "One", companySize = "300" });
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("leads/" + lead.Id);
        var dialog = await OpenAsync(desk, "Solo One", "Merge");
        await dialog.GetByLabel("Id or address").FillAsync("nobody@nowhere.example");
        await dialog.GetByLabel("Reason").FillAsync("a guess");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Merge" }).ClickAsync();

        await dialog.GetByText("Nobody of that address was found.").WaitForAsync();
        Assert.Equal("nobody@nowhere.example", await dialog.GetByLabel("Id or address").InputValueAsync());
    }

    [DashboardFact]
    public async Task a_person_is_erased_only_after_their_address_was_typed()
    {
        var lead = await office.SubmitAsync("demo", "gone@erase.example", new { name = "Gone Soon", title = "VP Sales", company = "Erase", companySize = "300" });
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("leads/" + lead.Id);
        var dialog = await OpenAsync(desk, "Gone Soon", "Erase");
        await dialog.GetByText("This cannot be undone.").WaitForAsync();
        var (typed, erase) = (dialog.GetByLabel("Type the address to confirm"), dialog.GetByRole(AriaRole.Button, new() { Name = "Erase" }));
        await typed.FillAsync("gone@other.example");
        await erase.ClickAsync();
        await dialog.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.NotNull(await office.App.Engine.Store.FindLeadAsync(lead.Id, default));

        await typed.FillAsync(lead.Email);
        await erase.ClickAsync();
        await desk.Page.GetByText("Erased.").WaitForAsync();
        await office.GoneAsync(lead.Id);
        await desk.GoAsync("leads/" + lead.Id);
        await desk.Page.GetByText("There is nothing here, or it is not yours").WaitForAsync();
        await desk.GoAsync("inbox");
        Assert.Equal(0, await desk.Row(lead.Email).CountAsync());
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task a_note_is_kept_and_points_are_adjusted_with_a_reason()
    {
        var lead = await office.SubmitAsync("demo", "nora@note.example", new { name = "Nora Note", title = "VP Sales", company = "Note", companySize = "300" });
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("leads/" + lead.Id);
        var dialog = await OpenAsync(desk, "Nora Note", "Note");
        await dialog.GetByLabel("Note").FillAsync("Asked for a call on Friday");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Note" }).ClickAsync();
        await desk.Page.Locator(".timeline").GetByText("Asked for a call on Friday").WaitForAsync();

        dialog = await OpenAsync(desk, "Nora Note", "Adjust points");
        await dialog.GetByLabel("Points").FillAsync("-15");
        await dialog.GetByLabel("Reason").FillAsync("a student");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Adjust points" }).ClickAsync();
        await desk.Page.Locator(".timeline").GetByText("a student").WaitForAsync();
        await desk.Page.Locator(".lines .minus", new() { HasText = "−15" }).WaitForAsync();
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task a_mail_of_a_sequence_is_read_and_tried_and_lies_in_the_mailbox()
    {
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("nurture");
        await desk.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Preview of ") }).First.ClickAsync();
        var dialog = desk.Page.Locator("dialog[open]");
        await dialog.Locator(".mail-text").WaitForAsync();
        var subject = await dialog.Locator(".facts b").First.InnerTextAsync();
        var text = await dialog.Locator(".mail-text").InnerTextAsync();
        Assert.True(text.Split('\n').Length > 5 && !text.Contains('\ufffd', StringComparison.Ordinal), "its lines are not as they were written: " + text);
        await dialog.GetByLabel("To this address").FillAsync("me@tester.example");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await desk.Page.GetByText("The test mail is on its way.").WaitForAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await desk.GoAsync("nurture?tab=mailbox");
        await desk.Page.Locator(".mails button", new() { HasText = "me@tester.example" }).ClickAsync();
        await desk.Page.Locator(".card", new() { HasText = subject }).Locator("iframe").WaitForAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Plain text" }).ClickAsync();
        await desk.Page.Locator("pre.mail-text").WaitForAsync();
        await desk.ShouldBeCleanAsync();
    }

    private static async Task<ILocator> OpenAsync(Desk desk, string name, string action)
    {
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Actions for " + name }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
        return desk.Page.Locator("dialog[open]");
    }
}
