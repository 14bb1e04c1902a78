using System.Text.Json;
using LeadFunctions.Http.Leads;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Hygiene;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Hygiene;

/// <summary>What keeps the data clean: its last reports, and running one of them now, also only to see what it would do.</summary>
public static class HygieneRoutes
{
    public static async Task<Answer> ListAsync(Call call)
    {
        var last = new List<(TimetableEntry Entry, HygieneReport? Report)>();
        foreach (var entry in Timetable.All.Where(entry => entry.HandlerType.IsSubclassOf(typeof(HygieneRun))))
        {
            last.Add((entry, await HygieneRun.LastAsync(call.Surface.Leads, entry.Name, call.Aborted)));
        }

        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items"u8);
            foreach (var (entry, report) in last)
            {
                writer.WriteStartObject();
                writer.WriteString("name"u8, entry.Name);
                writer.WriteString("about"u8, entry.About);
                writer.WriteString("schedule"u8, entry.Schedule);
                ScoreJson.WriteInstant(writer, "nextAt", entry.Next(call.Now));
                writer.WritePropertyName("last"u8);
                JsonSerializer.Serialize(writer, report!, WireJson.Default.HygieneReport);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "dryRun");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var dryRun = query.OneOf("dryRun", ["true", "false"]) is "true";
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        if (call.Surface.Hygiene.FirstOrDefault(run => run.Name == call.Value) is not { } run)
        {
            return Problem.NotFound.ToAnswer();
        }

        var report = await run.RunAsync(dryRun, call.Caller!.Name, call.Now, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer => JsonSerializer.Serialize(writer, report, WireJson.Default.HygieneReport));
    }
}
