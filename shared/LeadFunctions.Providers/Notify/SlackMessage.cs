using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>
/// A notification in Slack's Block Kit, within its limits (header 150, section 3,000, fields 10 of 2,000, button 75, 50 blocks). Slack reads
/// <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> everywhere, so they are escaped everywhere; its other markup only where the type says mrkdwn, and nothing of a lead's stands there.
/// </summary>
internal static partial class SlackMessage
{
    public static JsonObject Of(Notification told)
    {
        var brief = Brief.Of(told);
        return new JsonObject
        {
            // What a phone shows; markup is off, so stars and underscores are themselves.
            ["text"] = Clip.To(brief.Headline, 1_000, Escape),
            ["mrkdwn"] = false,
            ["blocks"] = new JsonArray([.. Blocks(brief, told.SlackId)]),
        };
    }

    /// <summary>Slack's three, and nothing else: it undoes no others.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static IEnumerable<JsonNode> Blocks(Brief brief, string? slackId)
    {
        yield return new JsonObject { ["type"] = "header", ["text"] = Plain(brief.Headline, 150) };
        if (slackId is not null && MemberId().IsMatch(slackId))
        {
            yield return new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = $"<@{slackId}>" } };
        }

        if (brief.Facts.Count > 0)
        {
            yield return new JsonObject { ["type"] = "section", ["fields"] = new JsonArray([.. brief.Facts.Take(10).Select(fact => Plain($"{fact.Label}: {fact.Value}", 2_000))]) };
        }

        if (brief.WhyNow.Count > 0)
        {
            yield return Section("Why now\n" + string.Join('\n', brief.WhyNow.Select(why => "• " + why)));
        }

        foreach (var item in brief.Items)
        {
            yield return Item(item);
        }

        if (brief.More > 0)
        {
            yield return new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Plain($"and {brief.More} more", 200)) };
        }

        if (brief.Links.Count > 0)
        {
            yield return new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray([.. brief.Links.Select(Button)]) };
        }
    }

    private static JsonObject Item(BriefItem item)
    {
        var section = Section(item.Detail.Length > 0 ? $"{item.Headline}\n{item.Detail}" : item.Headline);
        if (item.Links.Count > 0)
        {
            section["accessory"] = Button(item.Links[0], 0);
        }

        return section;
    }

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = Plain(text, 3_000) };

    private static JsonObject Plain(string text, int most) => new() { ["type"] = "plain_text", ["text"] = Clip.To(text, most, Escape), ["emoji"] = false };

    private static JsonNode Button(BriefLink link, int index)
    {
        var button = new JsonObject { ["type"] = "button", ["text"] = Plain(link.Label, 75), ["url"] = link.Url };
        if (index == 0)
        {
            button["style"] = "primary";
        }

        return button;
    }

    [GeneratedRegex("^[UW][A-Z0-9]{2,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex MemberId();
}
