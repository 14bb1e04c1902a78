using System.Text.Json;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>Every step of the flow, in its order: what it handled since the process began and how fast, and what waits for it.</summary>
public static class GetSteps
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var queues = (await call.Surface.Queue.FiguresAsync(call.Aborted)).ToDictionary(queue => queue.Step);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("since"u8, call.Surface.Steps.Since);
            writer.WriteStartArray("items"u8);
            foreach (var step in Flow.Steps)
            {
                Write(writer, step.Name, call.Surface.Steps.Of(step.Name).Read(), queues.GetValueOrDefault(step.Name));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, string name, StepReading step, QueueFigures? queue)
    {
        writer.WriteStartObject();
        writer.WriteString("step"u8, name);
        writer.WriteNumber("handled"u8, step.Handled);
        writer.WriteNumber("skipped"u8, step.Skipped);
        writer.WriteNumber("retried"u8, step.Retried);
        writer.WriteNumber("dead"u8, step.Dead);
        writer.WriteNumber("perMinute"u8, step.PerMinute);
        WriteMaybe(writer, "p50Ms", step.P50Ms);
        WriteMaybe(writer, "p99Ms", step.P99Ms);
        writer.WriteNumber("waiting"u8, queue?.Waiting ?? 0);
        writer.WriteNumber("scheduled"u8, queue?.Scheduled ?? 0);
        writer.WriteNumber("inFlight"u8, queue?.InFlight ?? 0);
        writer.WriteNumber("deadLetters"u8, queue?.Dead ?? 0);
        writer.WriteNumber("oldestAgeSeconds"u8, Math.Round(queue?.OldestAge.TotalSeconds ?? 0, 3));
        writer.WriteEndObject();
    }

    private static void WriteMaybe(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
