using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadFunctions.Cloud.Steps;

/// <summary>The embedded engine's meters and traces of steps, under the same names. No personal data: step names, counts and times only.</summary>
internal static class StepMeters
{
    public const string Name = "LeadFunctions";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("leadfunctions.step.duration", "ms", "From taking a message to its commit");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("leadfunctions.step.messages", "{message}", "Messages, by what became of them");

    public static void Handled(string step, Fate fate, int messages, long started)
    {
        var result = fate switch
        {
            Fate.Complete => "done",
            Fate.Again => "retried",
            _ => "dead",
        };
        Messages.Add(messages, new("step", step), new("result", result));
        Duration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("step", step));
    }

    public static Activity? Trace(string step, int messages)
    {
        var trace = Source.StartActivity(step, ActivityKind.Consumer);
        trace?.SetTag("messaging.batch.message_count", messages);
        return trace;
    }
}
