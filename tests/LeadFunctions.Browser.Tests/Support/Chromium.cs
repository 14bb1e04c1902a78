using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Support;

/// <summary>The Chromium that is on this machine (<c>apt-get install chromium</c>, or CHROMIUM=path).</summary>
public static class Chromium
{
    // The second line keeps it from calling home: nothing but the test's own pages is fetched.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static string? Path { get; } =
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Headless = true, Args = Flags });
}

/// <summary>A test that needs a browser; skipped, and says so, where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "no Chromium here: apt-get install chromium, or set CHROMIUM to one";
        }
    }
}
