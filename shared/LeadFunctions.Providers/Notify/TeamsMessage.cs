using System.Text.Json.Nodes;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>
/// A notification as an Adaptive Card 1.4. A TextBlock would read Markdown, so every word stands in a TextRun, which reads none and needs no escaping;
/// buttons take https only, and any other link is shown as text. Under 28 kB, which is what Teams takes.
/// </summary>
internal static class TeamsMessage
{
    private const int MostText = 1_000;

    public static JsonObject Of(Notification told)
    {
        var brief = Brief.Of(told);
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray([.. Body(brief)]),
        };
        var actions = brief.Links.Where(IsSecure).Select(Open).ToArray();
        if (actions.Length > 0)
        {
            card["actions"] = new JsonArray(actions);
        }

        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = card,
            }),
        };
    }

    private static IEnumerable<JsonNode> Body(Brief brief)
    {
        var headline = Run(brief.Headline, bold: true);
        headline["size"] = "Large";
        yield return Block(headline);
        foreach (var fact in brief.Facts)
        {
            yield return Block(Run(fact.Label + ": ", bold: true), Run(fact.Value));
        }

        foreach (var why in brief.WhyNow)
        {
            yield return Block(Run("• " + why));
        }

        foreach (var item in brief.Items)
        {
            yield return Item(item);
        }

        if (brief.More > 0)
        {
            yield return Block(Run($"and {brief.More} more"));
        }

        foreach (var link in brief.Links.Where(link => !IsSecure(link)))
        {
            yield return Block(Run($"{link.Label}: {link.Url}"));
        }
    }

    /// <summary>A lead of a digest; the line itself is the link.</summary>
    private static JsonObject Item(BriefItem item)
    {
        var headline = Run(item.Headline, bold: true);
        if (item.Links.FirstOrDefault(IsSecure) is { } link)
        {
            headline["selectAction"] = Open(link);
        }

        return item.Detail.Length > 0 ? Block(headline, Run("  " + item.Detail)) : Block(headline);
    }

    private static JsonObject Block(params JsonNode[] runs) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(runs) };

    private static JsonObject Run(string text, bool bold = false)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = Clip.To(text, MostText) };
        if (bold)
        {
            run["weight"] = "Bolder";
        }

        return run;
    }

    private static JsonNode Open(BriefLink link) => new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = link.Label, ["url"] = link.Url };

    private static bool IsSecure(BriefLink link) => link.Url.StartsWith("https://", StringComparison.Ordinal);
}
