using System.Text.Json;
using LeadFunctions.Domain.Clocks;

namespace LeadFunctions.Http.Leads;

/// <summary>Clocks as callers see them. Lengths are whole seconds; the working ones are counted by the clock's calendar.</summary>
public static class ClockJson
{
    public static void WritePage(Utf8JsonWriter writer, IReadOnlyList<ClockExplanation> clocks)
    {
        writer.WriteStartObject();
        Write(writer, "items", clocks, segments: true);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<ClockExplanation> clocks, bool segments)
    {
        writer.WriteStartArray(name);
        foreach (var explained in clocks)
        {
            writer.WriteStartObject();
            WriteClock(writer, explained);
            if (segments)
            {
                WriteSegments(writer, explained);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteClock(Utf8JsonWriter writer, ClockExplanation explained)
    {
        var clock = explained.Clock;
        writer.WriteString("id"u8, clock.Id);
        writer.WriteString("policy"u8, clock.Policy);
        writer.WriteString("name"u8, explained.Name);
        writer.WriteString("tier"u8, clock.Tier);
        writer.WriteString("outcome"u8, clock.Outcome.ToString().ToLowerInvariant());
        writer.WriteBoolean("open"u8, clock.IsOpen);
        ScoreJson.WriteInstant(writer, "startedAt", clock.StartedAt);
        ScoreJson.WriteInstant(writer, "deadline", explained.Deadline);
        WriteSeconds(writer, "targetSeconds", clock.Target);
        WriteSeconds(writer, "countedSeconds", explained.Counted);
        WriteSeconds(writer, "remainingSeconds", explained.Remaining);
        WriteSeconds(writer, "pausedSeconds", explained.Paused);
        ScoreJson.WriteInstant(writer, "resumesAt", clock.IsPaused ? clock.Legs[^1].ResumesAt : null);
        ScoreJson.WriteInstant(writer, "breachedAt", clock.BreachedAt);
        ScoreJson.WriteInstant(writer, "endedAt", clock.EndedAt);
        writer.WriteString("endedBy"u8, clock.EndedBy);
        writer.WriteString("endedOn"u8, clock.EndedOn);
        WriteSeconds(writer, "workingResponseSeconds", clock.WorkingResponse);
        WriteSeconds(writer, "wallResponseSeconds", clock.WallResponse);
    }

    private static void WriteSegments(Utf8JsonWriter writer, ClockExplanation explained)
    {
        writer.WriteStartArray("segments"u8);
        foreach (var segment in explained.Segments)
        {
            writer.WriteStartObject();
            ScoreJson.WriteInstant(writer, "from", segment.From);
            ScoreJson.WriteInstant(writer, "until", segment.Until);
            writer.WriteString("kind"u8, segment.Kind.ToString().ToLowerInvariant());
            WriteSeconds(writer, "workedSeconds", segment.Worked);
            writer.WriteString("calendar"u8, segment.Calendar);
            writer.WriteString("why"u8, segment.Why);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("words"u8);
        foreach (var line in explained.Words)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }

    private static void WriteSeconds(Utf8JsonWriter writer, string name, TimeSpan? length)
    {
        if (length is { } known)
        {
            writer.WriteNumber(name, (long)known.TotalSeconds);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
