using System.Collections.Concurrent;
using LeadFunctions.Browser.Tests.Support;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>A browser with the dashboard in it that keeps everything which must not happen: errors, violations of its policy, requests to elsewhere, dialogs.</summary>
public sealed class Desk
{
    private const string Watch = """
        addEventListener('securitypolicyviolation', e => (window.__violations ??= []).push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
        window.__waiting = 0;
        const ask = window.fetch;
        window.fetch = (...asked) => { window.__waiting++; return ask(...asked).finally(() => { window.__waiting--; }); };
        """;

    private const string Still = "() => window.__waiting === 0 && document.querySelector('main')?.dataset.at === (location.hash || '#/') && !document.querySelector('.skeleton')";

    private readonly ConcurrentQueue<string> _wrong = [];

    private Desk(IPage page) => Page = page;

    public IPage Page { get; }

    public static async Task<Desk> OpenAsync(IBrowserContext context, string address)
    {
        context.SetDefaultTimeout((float)Patience.Long.TotalMilliseconds);
        await context.AddInitScriptAsync(Watch);
        var desk = new Desk(await context.NewPageAsync());
        var page = desk.Page;
        page.Console += (_, message) =>
        {
            // A page that this host does not offer is told so by a 404, which the browser writes down.
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 404", StringComparison.Ordinal) && !message.Text.Contains("status of 409", StringComparison.Ordinal))
            {
                desk._wrong.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => desk._wrong.Enqueue("error " + error);
        page.Dialog += (_, dialog) =>
        {
            desk._wrong.Enqueue("dialog " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                desk._wrong.Enqueue("elsewhere " + request.Url);
            }
        };
        return desk;
    }

    public async Task GoAsync(string path)
    {
        await Page.EvaluateAsync("path => { location.hash = '#/' + path; }", path);
        await SettledAsync();
    }

    /// <summary>From here on this browser's clock can be put forward, and no answer of the host says that it is wrong.</summary>
    public async Task OwnTimeAsync()
    {
        await Page.Clock.InstallAsync();
        await Page.RouteAsync("**/api/**", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Headers = answer.Headers.Where(header => header.Key != "date").ToDictionary() });
        });
        await Page.ReloadAsync();
        await SettledAsync();
    }

    /// <summary>Until the page of the address is drawn and nothing is on its way, not even what was asked for only after the first answers.</summary>
    public async Task SettledAsync()
    {
        do
        {
            await Page.WaitForFunctionAsync(Still);
            await PaintedAsync();
        }
        while (!await Page.EvaluateAsync<bool>(Still));
    }

    /// <summary>Until what was decided is on the screen and what follows from that has begun.</summary>
    public Task PaintedAsync() => Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");

    /// <summary>Nothing that must not happen has happened.</summary>
    public async Task ShouldBeCleanAsync()
    {
        var violations = await Page.EvaluateAsync<string[]>("() => window.__violations ?? []");
        Assert.True(_wrong.IsEmpty && violations.Length == 0, string.Join(Environment.NewLine, [.. _wrong, .. violations]));
    }

    /// <summary>Wide pages scroll inside themselves, never as a whole.</summary>
    public async Task ShouldFitAsync() =>
        Assert.True(await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0, $"{Page.Url} is wider than the window");

    public ILocator Row(string email) => Page.Locator($".inbox li[data-lead='{email}']");
}
