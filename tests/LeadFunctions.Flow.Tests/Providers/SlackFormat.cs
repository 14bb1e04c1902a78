using System.Text.Json;

namespace LeadFunctions.Flow.Tests.Providers;

/// <summary>What Slack takes by incoming webhook: the blocks we may use, their members, and the lengths of everything in them.</summary>
internal static class SlackFormat
{
    /// <returns>What is wrong, with where.</returns>
    public static IReadOnlyList<string> Check(JsonElement message)
    {
        var wrong = new List<string>();
        Members(message, "message", wrong, required: ["text"], "blocks", "mrkdwn");
        Length(message.GetProperty("text"), 1, 4_000, "text", wrong);
        if (!message.TryGetProperty("blocks", out var blocks))
        {
            return wrong;
        }

        if (blocks.GetArrayLength() is < 1 or > 50)
        {
            wrong.Add("blocks: 1 to 50");
        }

        if (blocks.GetRawText().Length > 40_000 || blocks.EnumerateArray().Sum(block => Texts(block).Sum(text => text.Length)) > 13_200)
        {
            wrong.Add("blocks: msg_blocks_too_long");
        }

        foreach (var (block, i) in blocks.EnumerateArray().Select((block, i) => (block, i)))
        {
            Block(block, $"blocks[{i}]", wrong);
        }

        return wrong;
    }

    /// <summary>Every text in a payload that Slack reads as its markup.</summary>
    public static IEnumerable<string> Marked(JsonElement at) =>
        at.ValueKind == JsonValueKind.Array ? at.EnumerateArray().SelectMany(Marked)
        : at.ValueKind != JsonValueKind.Object ? []
        : at.TryGetProperty("type", out var type) && type.GetString() == "mrkdwn" ? [at.GetProperty("text").GetString()!]
        : at.EnumerateObject().SelectMany(member => Marked(member.Value));

    public static IEnumerable<string> Texts(JsonElement at) =>
        at.ValueKind == JsonValueKind.String ? [at.GetString()!]
        : at.ValueKind == JsonValueKind.Array ? at.EnumerateArray().SelectMany(Texts)
        : at.ValueKind == JsonValueKind.Object ? at.EnumerateObject().Where(member => member.Name is not ("type" or "style")).SelectMany(member => Texts(member.Value))
        : [];

    private static void Block(JsonElement block, string at, List<string> wrong)
    {
        switch (block.GetProperty("type").GetString())
        {
            case "header":
                Members(block, at, wrong, ["type", "text"]);
                Text(block.GetProperty("text"), 150, at, wrong, plainOnly: true);
                break;
            case "section":
                Members(block, at, wrong, ["type"], "text", "fields", "accessory");
                Section(block, at, wrong);
                break;
            case "context":
                Members(block, at, wrong, ["type", "elements"]);
                Each(block.GetProperty("elements"), 10, at, wrong, element => Text(element, 2_000, at, wrong));
                break;
            case "actions":
                Members(block, at, wrong, ["type", "elements"]);
                Each(block.GetProperty("elements"), 25, at, wrong, element => Button(element, at, wrong));
                break;
            case var other:
                wrong.Add($"{at}: no block is a {other}");
                break;
        }
    }

    private static void Section(JsonElement block, string at, List<string> wrong)
    {
        var (hasText, hasFields) = (block.TryGetProperty("text", out var text), block.TryGetProperty("fields", out var fields));
        if (!hasText && !hasFields)
        {
            wrong.Add(at + ": text or fields");
        }

        if (hasText)
        {
            Text(text, 3_000, at, wrong);
        }

        if (hasFields)
        {
            Each(fields, 10, at, wrong, field => Text(field, 2_000, at, wrong));
        }

        if (block.TryGetProperty("accessory", out var button))
        {
            Button(button, at, wrong);
        }
    }

    private static void Button(JsonElement button, string at, List<string> wrong)
    {
        Members(button, at, wrong, ["type", "text"], "url", "style", "action_id", "value");
        Text(button.GetProperty("text"), 75, at, wrong, plainOnly: true);
        Length(button.GetProperty("url"), 1, 3_000, at + ".url", wrong);
        if (button.GetProperty("type").GetString() != "button" || !Uri.TryCreate(button.GetProperty("url").GetString(), UriKind.Absolute, out _))
        {
            wrong.Add(at + ": a button with an absolute URL");
        }

        if (button.TryGetProperty("style", out var style) && style.GetString() is not ("primary" or "danger"))
        {
            wrong.Add(at + ": no such style");
        }
    }

    private static void Text(JsonElement text, int most, string at, List<string> wrong, bool plainOnly = false)
    {
        var plain = text.GetProperty("type").GetString() == "plain_text";
        Members(text, at, wrong, ["type", "text"], plain ? "emoji" : "verbatim");
        Length(text.GetProperty("text"), 1, most, at, wrong);
        if (!plain && (plainOnly || text.GetProperty("type").GetString() != "mrkdwn"))
        {
            wrong.Add(at + ": the wrong type of text");
        }
    }

    private static void Each(JsonElement list, int most, string at, List<string> wrong, Action<JsonElement> check)
    {
        if (list.GetArrayLength() is var count && (count < 1 || count > most))
        {
            wrong.Add($"{at}: 1 to {most} elements");
        }

        foreach (var element in list.EnumerateArray())
        {
            check(element);
        }
    }

    internal static void Length(JsonElement text, int least, int most, string at, List<string> wrong)
    {
        if (text.GetString()!.Length is var length && (length < least || length > most))
        {
            wrong.Add($"{at}: {length} characters, not {least} to {most}");
        }
    }

    internal static void Members(JsonElement at, string where, List<string> wrong, string[] required, params string[] optional)
    {
        var names = at.EnumerateObject().Select(member => member.Name).ToList();
        wrong.AddRange(required.Except(names).Select(name => $"{where}: {name} is missing"));
        wrong.AddRange(names.Except(required).Except(optional).Select(name => $"{where}: {name} is not known"));
    }
}
