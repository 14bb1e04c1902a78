using System.Text.Json;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>axe-core, as npm installed it for the dashboard; it checks what a machine can of accessibility.</summary>
public static class Axe
{
    private static readonly string[] Serious = ["serious", "critical"];

    public static string? Path { get; } = Find();

    /// <summary>Serious findings on the page as it is, a line each.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(IPage page)
    {
        // Not a script tag: the page's policy forbids those, as it should.
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Runtime.evaluate", new() { ["expression"] = await File.ReadAllTextAsync(Path!) + ";0" });
        // A colour on its way from light to dark has no contrast to speak of.
        await page.EvaluateAsync("""
            async () => {
              await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
              const ending = document.getAnimations().filter(one => one.effect.getComputedTiming().iterations !== Infinity);
              await Promise.allSettled(ending.map(one => one.finished));
            }
            """);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.target.join(' ') + ': ' + n.failureSummary) }))");
        return [.. found.EnumerateArray()
            .Where(one => Serious.Contains(one.GetProperty("impact").GetString()))
            .Select(one => $"{one.GetProperty("id").GetString()}: {string.Join(" | ", one.GetProperty("nodes").EnumerateArray().Take(3).Select(node => node.GetString()))}")];
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "functions/dashboard/node_modules/axe-core/axe.min.js");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}

/// <summary>A test with axe-core in it; skipped, and says so, where npm has not brought it.</summary>
public sealed class AxeFactAttribute : FactAttribute
{
    public AxeFactAttribute() => Skip = new DashboardFactAttribute().Skip ?? (Axe.Path is null ? "axe-core is not there: npm install in functions/dashboard" : null);
}
