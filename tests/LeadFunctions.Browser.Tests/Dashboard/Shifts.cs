using System.Text.Json;
using Microsoft.Playwright;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>The browser's own books on what moved without anybody touching it, and which element moved from where to where.</summary>
public static class Shifts
{
    /// <summary>Runs before the page does, in every document.</summary>
    public const string Watch = """
        window.__shifts = [];
        window.__keepShift = one => {
          if (one.hadRecentInput) return;
          const place = rect => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(' ');
          const named = node => node ? (node.nodeName + '.' + (node.className ?? '') + ' "' + (node.textContent ?? '').trim().slice(0, 30) + '"') : 'gone';
          window.__shifts.push({ value: one.value, sources: one.sources.map(source => named(source.node) + ' ' + place(source.previousRect) + ' -> ' + place(source.currentRect)).join('; ') });
        };
        window.__shown = new PerformanceObserver(list => list.getEntries().forEach(window.__keepShift));
        window.__shown.observe({ type: 'layout-shift', buffered: true });
        """;

    /// <summary>What has moved since the page came, once it has been painted as it is now.</summary>
    public static async Task<(double Sum, string Sources)> ReadAsync(IPage page)
    {
        var found = await page.EvaluateAsync<JsonElement>("""
            () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
              window.__shown.takeRecords().forEach(window.__keepShift);
              done(window.__shifts);
            }))))
            """);
        var shifts = found.EnumerateArray().ToList();
        return (shifts.Sum(one => one.GetProperty("value").GetDouble()), string.Join(" | ", shifts.Select(one => one.GetProperty("sources").GetString())));
    }
}
