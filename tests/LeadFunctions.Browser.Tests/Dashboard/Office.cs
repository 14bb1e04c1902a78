using System.Net.Http.Json;
using LeadFunctions.Browser.Tests.Support;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases.Playbooks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>The whole product with the b2b playbook, and people at desks who look at its dashboard.</summary>
public sealed class Office : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-").FullName;
    private readonly HttpClient _client = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public EmbeddedApp App { get; private set; } = null!;

    public WallClock Clock { get; } = new();

    public string Address { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var playbook = Path.Combine(_folder, "playbook.yaml");
        await File.WriteAllTextAsync(playbook, ShippedPlaybooks.Text("b2b")!
            // A clock that runs at any hour of the day, and a short one for trials.
            .Replace("    target: 5m\n    calendar: office\n    ownerHours: true\n", "    target: 5m\n", StringComparison.Ordinal)
            .Replace("  - id: first-contact-hot ", QuickClock + "  - id: first-contact-hot ", StringComparison.Ordinal));
        App = await EmbeddedHost.OpenAsync(new RunOptions("http://127.0.0.1:0", Path.Combine(_folder, "data"), playbook) { Quiet = true, OwnTraffic = true }, Clock);
        await App.Web.StartAsync();
        Address = App.Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public string KeyOf(string name) => App.Keys.Single(key => key.Name == name).Key;

    /// <summary>Somebody fills in a form; when it returns, the lead has its owner.</summary>
    public async Task<Lead> SubmitAsync(string form, string email, object fields)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(fields)!;
        body["email"] = email;
        (await _client.PostAsJsonAsync($"{Address}/api/forms/{form}", body)).EnsureSuccessStatusCode();
        return await LeadAsync(email, lead => lead.Owner is not null || lead.Holding is not null);
    }

    /// <summary>A lead once something is true of it.</summary>
    public async Task<Lead> LeadAsync(string email, Func<Lead, bool> until)
    {
        for (var deadline = DateTime.UtcNow + Patience.Long; ;)
        {
            if (await App.Engine.Store.FindLeadAsync(App.Ids.LeadIdOf(email), default) is { } lead && (until(lead) || DateTime.UtcNow > deadline))
            {
                Assert.True(until(lead), $"{email} is at {lead.Stage} of {lead.Owner?.PersonId}");
                return lead;
            }

            Assert.True(DateTime.UtcNow < deadline, email + " is not there");
            await Task.Delay(20);
        }
    }

    /// <summary>Until nothing is known of a lead any more.</summary>
    public async Task GoneAsync(string leadId)
    {
        for (var deadline = DateTime.UtcNow + Patience.Long; await App.Engine.Store.FindLeadAsync(leadId, default) is not null; await Task.Delay(20))
        {
            Assert.True(DateTime.UtcNow < deadline, leadId + " is still there");
        }
    }

    /// <summary>Somebody at their desk, signed in.</summary>
    public async Task<Desk> SitDownAsync(string name, BrowserNewContextOptions? options = null)
    {
        var desk = await ArriveAsync("", options);
        await desk.Page.GetByLabel("Your key").FillAsync(KeyOf(name));
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await desk.Page.Locator(".side").WaitForAsync();
        return desk;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Somebody who opens the dashboard in a browser that does not know them.</summary>
    public async Task<Desk> ArriveAsync(string path, BrowserNewContextOptions? options = null)
    {
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await Chromium.LaunchAsync(_playwright);
        var desk = await Desk.OpenAsync(await _browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1360, Height = 850 } }), Address);
        await desk.Page.GotoAsync(Address + "/" + path);
        return desk;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await App.Web.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private const string QuickClock = """
          - id: quick
            name: Call the trial
            group: quick
            tier: hot
            starts:
              - {signal: trial-signup}
            during: [mql, sal]
            target: 4m
            warnAt: [50]
            stopsOn: [contact]
            onWarn: [owner]
            onBreach: [owner]

        """;
}

/// <summary>The time of the day, or earlier while it is put back: what happens then happened that long ago.</summary>
public sealed class WallClock : TimeProvider
{
    private TimeSpan _back;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - _back;

    public async Task EarlierAsync(TimeSpan by, Func<Task> happens)
    {
        _back = by;
        await happens();
        _back = TimeSpan.Zero;
    }
}
