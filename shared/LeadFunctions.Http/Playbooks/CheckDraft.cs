using System.Text.Json;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Checking;
using LeadFunctions.UseCases.Playbooks.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Playbooks;

/// <summary>Everything that can be proved about a draft, and how it differs from the version in force; without a text, about that version. Nothing is kept.</summary>
public static class CheckDraft
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var read = await JsonBody.ReadAsync(call.Http, call.Limits, "text");
        if (read.Value is not { } body)
        {
            return read.Problem!.ToAnswer();
        }

        var current = await new PlaybookVersions(call.Surface.Leads).FindAsync(call.Site.Playbook.Version, call.Aborted);
        var text = Drafts.TextOf(body, required: current is null) ?? current?.Text;
        if (body.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var started = call.Surface.Clock.GetTimestamp();
        var report = CheckPlaybook.Text(text!, Drafts.File);
        var took = call.Surface.Clock.GetElapsedTime(started);
        return report.Playbook is null ? Drafts.Refused(report) : Answer.Json(StatusCodes.Status200OK, writer => Write(writer, report, took, current is null ? [] : PlaybookDiff.Of(current.Text, text!)));
    }

    private static void Write(Utf8JsonWriter writer, CheckReport report, TimeSpan took, IReadOnlyList<PlaybookChange> changes)
    {
        writer.WriteStartObject();
        writer.WriteString("version"u8, report.Playbook!.Version);
        writer.WriteBoolean("publishable"u8, report.IsPublishable);
        writer.WriteNumber("errors"u8, report.Errors);
        writer.WriteNumber("warnings"u8, report.Warnings);
        writer.WriteNumber("milliseconds"u8, (long)took.TotalMilliseconds);
        writer.WriteStartArray("ranges"u8);
        foreach (var range in report.Ranges)
        {
            Write(writer, range);
        }

        writer.WriteEndArray();
        PlaybookHistory.Write(writer, changes);
        Drafts.Write(writer, report.Findings);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ScoreRange range)
    {
        writer.WriteStartObject();
        writer.WriteString("of"u8, range.Of);
        foreach (var (name, value) in new[] { ("min", range.Min), ("max", range.Max) })
        {
            if (value is { } points)
            {
                writer.WriteNumber(name, points);
            }
            else
            {
                writer.WriteNull(name);
            }
        }

        writer.WriteEndObject();
    }
}
