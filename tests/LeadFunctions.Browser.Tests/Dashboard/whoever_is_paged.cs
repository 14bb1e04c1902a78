using LeadFunctions.Browser.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>What an ops person does, and what the files of the dashboard weigh.</summary>
public sealed class whoever_is_paged(Office office, Xunit.Abstractions.ITestOutputHelper say) : IClassFixture<Office>
{
    private const int MostBytes = 150_000;

    [DashboardFact]
    public async Task a_dead_letter_is_read_redacted_and_put_back()
    {
        var answers = new FormAnswers("typeform", "dead-1", DateTimeOffset.UtcNow) { ProviderForm = "unknown-form", Answers = [new FormAnswer(["Your name"], "Secret Person")] };
        await office.App.Engine.Queue.EnqueueAsync([new Outgoing(new Message.FormAnswered(answers))], default);
        var before = await DeadAsync();
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("operations?tab=dead");
        var letter = desk.Page.Locator(".letter", new() { HasText = "no form of the playbook takes typeform" });
        await letter.GetByText("Payload").ClickAsync();
        Assert.DoesNotContain("Secret Person", await letter.InnerTextAsync(), StringComparison.Ordinal);
        await letter.GetByRole(AriaRole.Button, new() { Name = "Show as it is" }).ClickAsync();
        await letter.GetByText("Secret Person").WaitForAsync();

        await letter.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();

        await desk.Page.GetByText("Put back into its queue.").WaitForAsync();
        // It was handled again, and as nothing else changed it is dead again: another letter.
        var after = await DeadAsync(not: before.Id);
        Assert.Equal(before.Reason, after.Reason);
        Assert.True(after.DeadAt > before.DeadAt);
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task what_people_did_begins_with_the_latest_and_goes_on_below()
    {
        // Ahead of whatever else these tests do, and by somebody who does nothing else.
        var latest = office.Clock.GetUtcNow().AddMinutes(5);
        var lines = Enumerable.Range(0, 130).Select(i => AuditTrail.Line(new AuditEntry(latest.AddMinutes(-i), "kira", "note", null, $"line {i}."), $"seen{i}"));
        await office.App.Engine.Store.CommitAsync(new Commit { Registers = [.. lines] }, default);
        var desk = await office.SitDownAsync("admin");
        await desk.GoAsync("operations?tab=audit");
        var rows = desk.Page.Locator("table tbody tr");

        Assert.Contains("line 0.", await rows.First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(100, await rows.CountAsync());
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await rows.GetByText("line 129.").WaitForAsync();

        var shown = (await rows.GetByText("line ").AllInnerTextsAsync()).Select(text => text.Trim());
        Assert.Equal(Enumerable.Range(0, 130).Select(i => $"line {i}."), shown);
        await desk.ShouldBeCleanAsync();
    }

    [DashboardFact]
    public async Task a_rep_is_not_shown_what_is_not_theirs()
    {
        var desk = await office.SitDownAsync("ana");
        Assert.Equal(0, await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Operations" }).CountAsync());
        await desk.GoAsync("leads/ld_" + new string('0', 32));

        await desk.Page.GetByText("There is nothing here, or it is not yours").WaitForAsync();
    }

    [DashboardFact]
    public void everything_a_browser_loads_weighs_little()
    {
        var files = Directory.GetFiles(DashboardFactAttribute.Folder, "*", SearchOption.AllDirectories);
        var index = File.ReadAllText(Path.Combine(DashboardFactAttribute.Folder, "index.html"));
        // A build folder may still hold the files of builds before.
        var loaded = files.Where(file => Path.GetFileName(file) == "index.html" || index.Contains(Path.GetFileName(file), StringComparison.Ordinal)).ToList();
        var zipped = loaded.Sum(ZippedLength);
        say.WriteLine($"{loaded.Count} files, {zipped:N0} bytes gzipped");

        Assert.True(loaded.Count >= 3);
        Assert.InRange(zipped, 1, MostBytes);
    }

    [DashboardFact]
    public async Task every_page_paints()
    {
        await office.SubmitAsync("demo", "paint@stone.example", new { name = "Vera Stone", title = "VP Sales", company = "Stone", companySize = "300" });
        var desk = await office.SitDownAsync("admin");
        foreach (var path in new[] { "inbox", "leads", "funnel", "nurture", "playbook", "operations" })
        {
            await desk.Page.GotoAsync("about:blank");
            await desk.Page.GotoAsync(office.Address + "/#/" + path);
            await desk.Page.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length > 0");
            // How soon depends on what else the machine does: the figure is for the reader.
            say.WriteLine($"{path}: first contentful paint {await desk.Page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"):N0} ms");
            await desk.SettledAsync();
        }
    }

    private static long ZippedLength(string file)
    {
        using var zipped = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(File.ReadAllBytes(file));
        }

        return zipped.Length;
    }

    private async Task<DeadLetter> DeadAsync(string? not = null)
    {
        for (var deadline = DateTime.UtcNow + Patience.Long; DateTime.UtcNow < deadline;)
        {
            var letters = await office.App.Engine.Queue.DeadLettersAsync(null, 50, default);
            if (letters.Items.FirstOrDefault(letter => letter.Id != not && letter.Body.Contains("dead-1", StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException("there is no dead letter");
    }
}
