using LeadFunctions.Domain.Leads;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Support;

/// <summary>The whole product, a website on another origin, and a real browser that visits it.</summary>
public sealed class Visit : IAsyncLifetime
{
    private const string UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-").FullName;
    private EmbeddedApp _app = null!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Website Site { get; } = new();

    public string Api { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var playbook = Path.Combine(_folder, "playbook.yaml");
        await File.WriteAllTextAsync(playbook, ShippedPlaybooks.Text("b2b")!.Replace("https://www.example.com", Site.Origin, StringComparison.Ordinal));
        _app = await EmbeddedHost.OpenAsync(new RunOptions("http://127.0.0.1:0", Path.Combine(_folder, "data"), playbook) { Quiet = true }, TimeProvider.System);
        await _app.Web.StartAsync();
        await Site.StartAsync();
        Api = _app.Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/api/";
    }

    /// <summary>A fresh browser profile.</summary>
    public async Task<IBrowserContext> BrowserAsync(bool human = true)
    {
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await Chromium.LaunchAsync(_playwright);
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { UserAgent = human ? UserAgent : null });
        context.SetDefaultTimeout((float)Patience.Long.TotalMilliseconds);
        if (human)
        {
            // A driven browser says so, in its name too, and is then a machine to us; these tests play people.
            await context.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})");
        }

        return context;
    }

    /// <summary>What the product keeps of a browser it does not know by name yet, oldest first, once there are so many.</summary>
    public async Task<IReadOnlyList<Signal>> SignalsOfAsync(string visitorId, int count)
    {
        var deadline = DateTime.UtcNow + Patience.Long;
        while (true)
        {
            var signals = (await _app.Engine.Store.FindVisitorAsync(visitorId, default))?.Signals ?? [];
            if (signals.Count >= count || DateTime.UtcNow > deadline)
            {
                return [.. signals.OrderBy(signal => signal.At)];
            }

            await Task.Delay(20);
        }
    }

    /// <summary>A lead's signals, once there are so many.</summary>
    public async Task<IReadOnlyList<Signal>> SignalsOfLeadAsync(string email, int count)
    {
        var leadId = _app.Ids.LeadIdOf(email);
        var deadline = DateTime.UtcNow + Patience.Long;
        while (true)
        {
            var page = await _app.Engine.Store.ActivitiesAsync(leadId, null, 100, default);
            var signals = page.Items.OfType<Activity.SignalReceived>().Select(activity => activity.Signal).ToList();
            if (signals.Count >= count || DateTime.UtcNow > deadline)
            {
                return [.. signals.OrderBy(signal => signal.At)];
            }

            await Task.Delay(20);
        }
    }

    /// <summary>A mail with one link was sent to somebody an hour ago.</summary>
    /// <returns>Its send id.</returns>
    public async Task<string> MailedAsync(string email, string target)
    {
        var (leadId, sendId) = (_app.Ids.LeadIdOf(email), Sends.IdOf(_app.Ids, "mail:" + email));
        var now = TimeProvider.System.GetUtcNow();
        var sent = new SentEmail("mail:" + email, leadId, "file", null, now.AddHours(-1)) { Links = [target] };
        await _app.Engine.Store.CommitAsync(new Commit { Lead = Capture.New(leadId, email, now.AddDays(-1)), Registers = [Sends.Write(sendId, sent, 0)] }, default);
        return sendId;
    }

    /// <summary>Whose browser it is, once somebody's.</summary>
    public async Task<string?> LeadOfAsync(string visitorId)
    {
        for (var deadline = DateTime.UtcNow + Patience.Long + RecordHit.Hold; DateTime.UtcNow < deadline; await Task.Delay(100))
        {
            if ((await _app.Engine.Store.FindVisitorAsync(visitorId, default))?.LeadId is { } leadId)
            {
                return (await _app.Engine.Store.FindLeadAsync(leadId, default))!.Email;
            }
        }

        return null;
    }

    public static async Task<string?> VisitorIdAsync(IPage page) =>
        (await page.Context.CookiesAsync()).FirstOrDefault(cookie => cookie.Name == "lf_visitor")?.Value;

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Site.DisposeAsync();
        await _app.Web.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
