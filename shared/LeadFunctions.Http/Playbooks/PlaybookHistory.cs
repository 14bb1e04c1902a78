using System.Text.Json;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Playbooks.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Playbooks;

/// <summary>Who published what, when and why; one version's text; what differs between two.</summary>
public static class PlaybookHistory
{
    public static async Task<Answer> ListAsync(Call call)
    {
        var versions = new PlaybookVersions(call.Surface.Leads);
        var all = await versions.ListAsync(call.Aborted);
        var shadow = await versions.ShadowAsync(call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("current"u8, call.Site.Playbook.Version);
            writer.WriteString("shadow"u8, shadow?.Version);
            writer.WriteStartArray("items"u8);
            foreach (var (text, i) in all.Select((text, i) => (text, i)).Reverse())
            {
                writer.WriteStartObject();
                Write(writer, text, i == all.Count - 1);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    public static async Task<Answer> GetAsync(Call call) => await new PlaybookVersions(call.Surface.Leads).FindAsync(call.Value, call.Aborted) is { } text
        ? Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            Write(writer, text, text.Version == call.Site.Playbook.Version);
            writer.WriteString("text"u8, text.Text);
            writer.WriteEndObject();
        })
        : Problem.NotFound.ToAnswer();

    /// <summary>Without <c>to</c>, the version in force; without <c>from</c>, the one before that.</summary>
    public static async Task<Answer> DiffAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "from", "to");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (from, to) = (query.Text("from", 64), query.Text("to", 64));
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var all = (await new PlaybookVersions(call.Surface.Leads).ListAsync(call.Aborted)).ToList();
        var after = to is null ? all.LastOrDefault() : all.FindLast(text => text.Version == to);
        var before = from is null ? all.ElementAtOrDefault(Math.Max(0, all.IndexOf(after!) - 1)) : all.FindLast(text => text.Version == from);
        return before is null || after is null ? Problem.NotFound.ToAnswer() : Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("from"u8, before.Version);
            writer.WriteString("to"u8, after.Version);
            Write(writer, PlaybookDiff.Of(before.Text, after.Text));
            writer.WriteEndObject();
        });
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<PlaybookChange> changes)
    {
        writer.WriteStartArray("changes"u8);
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, change.Kind);
            writer.WriteString("key"u8, change.Key);
            writer.WriteString("words"u8, change.Words);
            writer.WriteString("before"u8, change.Before);
            writer.WriteString("after"u8, change.After);
            if (change.Line is { } line)
            {
                writer.WriteNumber("line"u8, line);
            }
            else
            {
                writer.WriteNull("line"u8);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, PublishedText text, bool current)
    {
        writer.WriteString("version"u8, text.Version);
        writer.WriteString("from"u8, text.From);
        writer.WriteString("author"u8, text.Author);
        writer.WriteString("reason"u8, text.Reason);
        writer.WriteBoolean("current"u8, current);
        writer.WriteNumber("changes"u8, text.Changes ?? 0);
        writer.WriteString("override"u8, text.Override);
        writer.WriteBoolean("rollback"u8, text.Rollback == true);
    }
}
