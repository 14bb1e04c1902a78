using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>The timetable with the last and the next run of each entry.</summary>
public static class ListTimers
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var timers = await RunTimer.ListAsync(call.Surface.Leads, call.Aborted);
        var now = call.Surface.Clock.GetUtcNow();
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items"u8);
            foreach (var (entry, last) in timers)
            {
                writer.WriteStartObject();
                writer.WriteString("name"u8, entry.Name);
                writer.WriteString("about"u8, entry.About);
                writer.WriteString("schedule"u8, entry.Schedule);
                Leads.ScoreJson.WriteInstant(writer, "lastAt", last?.LastAt);
                if (last?.Ok is { } ok)
                {
                    writer.WriteBoolean("ok"u8, ok);
                }
                else
                {
                    writer.WriteNull("ok"u8);
                }

                writer.WriteString("report"u8, last?.Report);
                Leads.ScoreJson.WriteInstant(writer, "nextAt", entry.Next(now));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
