using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>How many messages wait, are scheduled, run or are dead, per step.</summary>
public static class GetQueues
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var figures = await call.Surface.Queue.FiguresAsync(call.Aborted);
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
            writer.WriteEndObject();
        });
    }
}
