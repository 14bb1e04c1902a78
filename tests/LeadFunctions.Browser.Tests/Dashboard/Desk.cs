using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>A browser with the dashboard in it that keeps everything which must not happen: errors, violations of its policy, requests to elsewhere, dialogs.</summary>
public sealed class Desk
{
    private const string Watch = "addEventListener('securitypolicyviolation', e => (window.__violations ??= []).push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))";

    private readonly List<string> _wrong = [];

    private Desk(IPage page) => Page = page;

    public IPage Page { get; }

    public static async Task<Desk> OpenAsync(IBrowserContext context, string address)
    {
        await context.AddInitScriptAsync(Watch);
        var desk = new Desk(await context.NewPageAsync());
        var page = desk.Page;
        page.Console += (_, message) =>
        {
            // A page that this host does not offer is told so by a 404, which the browser writes down.
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 404", StringComparison.Ordinal) && !message.Text.Contains("status of 409", StringComparison.Ordinal))
            {
                desk._wrong.Add(message.Text);
            }
        };
        page.PageError += (_, error) => desk._wrong.Add("error " + error);
        page.Dialog += (_, dialog) =>
        {
            desk._wrong.Add("dialog " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                desk._wrong.Add("elsewhere " + request.Url);
            }
        };
        return desk;
    }

    public async Task GoAsync(string path)
    {
        await Page.EvaluateAsync("path => { location.hash = '#/' + path; }", path);
        await SettledAsync();
    }

    /// <summary>Until nothing is loading.</summary>
    public async Task SettledAsync()
    {
        await Page.WaitForTimeoutAsync(150);
        await Page.WaitForFunctionAsync("() => !document.querySelector('.skeleton')");
    }

    /// <summary>Nothing that must not happen has happened.</summary>
    public async Task ShouldBeCleanAsync()
    {
        var violations = await Page.EvaluateAsync<string[]>("() => window.__violations ?? []");
        Assert.True(_wrong.Count == 0 && violations.Length == 0, string.Join(Environment.NewLine, [.. _wrong, .. violations]));
    }

    /// <summary>Wide pages scroll inside themselves, never as a whole.</summary>
    public async Task ShouldFitAsync() =>
        Assert.True(await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0, $"{Page.Url} is wider than the window");

    public ILocator Row(string email) => Page.Locator($".inbox li[data-lead='{email}']");
}
