using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>Pictures of pages under <c>tests/LeadFunctions.Browser.Tests/screens</c>, written only where <c>LEADFUNCTIONS_SCREENS=1</c> asks for new ones.</summary>
public static class Screens
{
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LEADFUNCTIONS_SCREENS") != "1")
        {
            return;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeadFunctions.sln")))
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, "tests/LeadFunctions.Browser.Tests/screens", name + ".png") });
                return;
            }
        }
    }
}
