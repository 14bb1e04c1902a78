using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Embedded.Demo;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases.Metrics;

namespace LeadFunctions.Hosts.Tests;

/// <summary>Ten days of the demo, played as the verb plays them.</summary>
public sealed class the_demos_history : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-demo-").FullName;

    [Fact]
    public async Task gives_every_page_something_true_and_one_lead_a_story()
    {
        var until = new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);
        var clock = new DemoClock(until.AddDays(-10));
        await using var host = await LocalHost.StartAsync(new RunOptions("", _folder, "b2b") { Silent = true }, clock, default);
        using var http = Website.Client(host.Client.BaseAddress!);

        await new History(host, http, clock, (_folder, 1)).PlayAsync(until, new Progress<DateTimeOffset>(), default);

        Assert.Equal(until, clock.GetUtcNow());
        var nora = (await host.App.Engine.Store.ActivitiesAsync(host.App.Ids.LeadIdOf("nora.keller@adventure.example"), null, 200, default)).Items;
        Assert.Contains(nora, one => one is Activity.Nurtured { What: "entered" });
        Assert.Contains(nora, one => one is Activity.Mailed { Outcome: "sent" });
        Assert.Contains(nora, one => one is Activity.SignalReceived { Signal: { Name: "email-click", Verdict: not Verdict.Machine } });
        Assert.Contains(nora, one => one is Activity.BandCrossed { Up: true, To: "mql" or "sal" });
        Assert.Contains(nora, one => one is Activity.Nurtured { What: "exited" });
        Assert.NotEmpty(Directory.EnumerateFiles(_folder, "*.eml", SearchOption.AllDirectories));

        var metrics = await new ReadMetrics(host.App.Engine.Store).OfEverybodyAsync(new MetricsQuery(new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 20)), host.App.Playbook, until, default);
        Assert.True(metrics.Funnel.Stages.Single(stage => stage.Id == "mql").Reached > 5);
        Assert.True(metrics.Response!.N > 5);
        Assert.True(metrics.Groups.Count > 2);
        Assert.Contains(metrics.Sequences, sequence => sequence is { Sent: > 0, Opened: > 0 });
        Assert.Empty((await host.App.Engine.Queue.DeadLettersAsync(null, 10, default)).Items);
    }

    [Fact]
    public async Task sends_mails_whose_links_work_where_its_folder_is_served_afterwards()
    {
        const string Address = "http://localhost:7071";
        var until = new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);
        var clock = new DemoClock(until.AddDays(-2));
        await using (var played = await LocalHost.StartAsync(new RunOptions("", _folder, "b2b") { Silent = true, PublicUrl = Address }, clock, default))
        {
            using var http = Website.Client(played.Client.BaseAddress!);
            await new History(played, http, clock, (_folder, 1)).PlayAsync(until, new Progress<DateTimeOffset>(), default);
        }

        var mail = await new LeadFunctions.Providers.Email.FileMailbox(_folder).FindAsync(IdOf(Directory.EnumerateFiles(_folder, "*.eml", SearchOption.AllDirectories).First()), default);
        var links = System.Text.RegularExpressions.Regex.Matches(mail!.Mail.Html, "https?://[^\"]+/api/[cup]/[^\"]+").Select(match => match.Value).ToList();
        Assert.Contains(links, link => link.Contains("/api/c/", StringComparison.Ordinal));
        Assert.All(links, link => Assert.StartsWith(Address + "/api/", link, StringComparison.Ordinal));

        await using var served = await LocalHost.StartAsync(new RunOptions("", _folder, "b2b") { Silent = true }, TimeProvider.System, default);
        using var reader = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = served.Client.BaseAddress };
        foreach (var link in links)
        {
            using var answer = await reader.GetAsync(new Uri(link[Address.Length..], UriKind.Relative));
            Assert.Equal(link.Contains("/c/", StringComparison.Ordinal) ? 302 : 200, (int)answer.StatusCode);
        }
    }

    private static string IdOf(string file) => $"{Path.GetFileName(Path.GetDirectoryName(file))}-{Path.GetFileNameWithoutExtension(file)}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
