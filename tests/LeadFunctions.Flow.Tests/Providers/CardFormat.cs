using System.Text;
using System.Text.Json;

namespace LeadFunctions.Flow.Tests.Providers;

/// <summary>What a Teams Workflow takes: a message with one Adaptive Card (schema 1.4 and before), of elements and actions that Teams shows, under 28 kB.</summary>
internal static class CardFormat
{
    private static readonly string[] Versions = ["1.0", "1.1", "1.2", "1.3", "1.4"];

    public static IReadOnlyList<string> Check(JsonElement message)
    {
        var wrong = new List<string>();
        SlackFormat.Members(message, "message", wrong, ["type", "attachments"]);
        if (message.GetProperty("type").GetString() != "message" || message.GetProperty("attachments").GetArrayLength() != 1)
        {
            wrong.Add("message: one attachment");
        }

        if (Encoding.UTF8.GetByteCount(message.GetRawText()) > 28_000)
        {
            wrong.Add("message: over 28 kB");
        }

        var attachment = message.GetProperty("attachments")[0];
        SlackFormat.Members(attachment, "attachment", wrong, ["contentType", "content"], "contentUrl");
        if (attachment.GetProperty("contentType").GetString() != "application/vnd.microsoft.card.adaptive")
        {
            wrong.Add("attachment: not an adaptive card");
        }

        Card(attachment.GetProperty("content"), wrong);
        return wrong;
    }

    /// <summary>Every text that the card reads as Markdown.</summary>
    public static IEnumerable<string> Marked(JsonElement at) =>
        at.ValueKind == JsonValueKind.Array ? at.EnumerateArray().SelectMany(Marked)
        : at.ValueKind != JsonValueKind.Object ? []
        : at.TryGetProperty("type", out var type) && type.GetString() is "TextBlock" or "FactSet" ? SlackFormat.Texts(at)
        : at.EnumerateObject().SelectMany(member => Marked(member.Value));

    private static void Card(JsonElement card, List<string> wrong)
    {
        SlackFormat.Members(card, "card", wrong, ["type", "version", "body"], "$schema", "actions");
        if (card.GetProperty("type").GetString() != "AdaptiveCard" || !Versions.Contains(card.GetProperty("version").GetString()))
        {
            wrong.Add("card: not a version Teams knows");
        }

        foreach (var element in card.GetProperty("body").EnumerateArray())
        {
            Element(element, wrong);
        }

        if (card.TryGetProperty("actions", out var actions))
        {
            if (actions.GetArrayLength() is < 1 or > 6)
            {
                wrong.Add("actions: 1 to 6");
            }

            actions.EnumerateArray().ToList().ForEach(action => Action(action, wrong));
        }
    }

    private static void Element(JsonElement element, List<string> wrong)
    {
        switch (element.GetProperty("type").GetString())
        {
            case "TextBlock":
                SlackFormat.Members(element, "TextBlock", wrong, ["type", "text"], "wrap", "size", "weight", "color", "isSubtle");
                break;
            case "RichTextBlock":
                SlackFormat.Members(element, "RichTextBlock", wrong, ["type", "inlines"], "horizontalAlignment");
                element.GetProperty("inlines").EnumerateArray().ToList().ForEach(run => Run(run, wrong));
                break;
            case var other:
                wrong.Add($"body: no {other} is used here");
                break;
        }
    }

    private static void Run(JsonElement run, List<string> wrong)
    {
        SlackFormat.Members(run, "TextRun", wrong, ["type", "text"], "size", "weight", "color", "isSubtle", "selectAction");
        SlackFormat.Length(run.GetProperty("text"), 1, 1_000, "TextRun", wrong);
        if (run.GetProperty("type").GetString() != "TextRun")
        {
            wrong.Add("inlines: not a TextRun");
        }

        if (run.TryGetProperty("selectAction", out var action))
        {
            Action(action, wrong);
        }
    }

    private static void Action(JsonElement action, List<string> wrong)
    {
        SlackFormat.Members(action, "action", wrong, ["type", "title", "url"]);
        if (action.GetProperty("type").GetString() != "Action.OpenUrl" || !action.GetProperty("url").GetString()!.StartsWith("https://", StringComparison.Ordinal))
        {
            wrong.Add("action: OpenUrl with https");
        }
    }
}
