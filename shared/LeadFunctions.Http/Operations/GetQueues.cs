using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>How many messages wait, are scheduled, run or are dead, per step; and what webhooks sent that nobody understood, by source and type (of the oldest thousand).</summary>
public static class GetQueues
{
    private const int MostCounted = 1_000;

    public static async Task<Answer> RunAsync(Call call)
    {
        var figures = await call.Surface.Queue.FiguresAsync(call.Aborted);
        var kept = await call.Surface.Quarantine.ListAsync(null, MostCounted, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("queues"u8);
            foreach (var step in figures)
            {
                writer.WriteStartObject();
                writer.WriteString("step"u8, step.Step);
                writer.WriteNumber("waiting"u8, step.Waiting);
                writer.WriteNumber("scheduled"u8, step.Scheduled);
                writer.WriteNumber("inFlight"u8, step.InFlight);
                writer.WriteNumber("dead"u8, step.Dead);
                writer.WriteNumber("oldestSeconds"u8, Math.Round(step.OldestAge.TotalSeconds, 3));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartObject("quarantined"u8);
            foreach (var source in kept.CountBy(one => $"{one.Value.Source}:{one.Value.Type}").OrderBy(count => count.Key, StringComparer.Ordinal))
            {
                writer.WriteNumber(source.Key, source.Value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
