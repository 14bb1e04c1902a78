using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadFunctions.Sqlite;

/// <summary>Meters and traces of the engine, by step. No personal data: step names, counts and times only.</summary>
internal static class Telemetry
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "LeadFunctions";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram<double>("leadfunctions.step.duration", "ms", "From taking a message to its commit");
    private static readonly Counter<long> Handled = Meter.CreateCounter<long>("leadfunctions.step.messages", "{message}", "Messages, by what became of them");
    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("leadfunctions.commit.size", "{item}", "Items that shared a commit");
    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>("leadfunctions.commit.duration", "ms", "From taking a batch to its fsync");
    private static readonly Counter<long> Repeats = Meter.CreateCounter<long>("leadfunctions.queue.repeats", "{message}", "Messages dropped because their id is known");

    public static void Commit(int items, long started)
    {
        if (BatchSize.Enabled || CommitDuration.Enabled)
        {
            BatchSize.Record(items);
            CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <param name="result"><c>done</c>, <c>skipped</c>, <c>retried</c> or <c>dead</c>.</param>
    public static void Step(string step, string result, int messages, long started)
    {
        if (Handled.Enabled)
        {
            Handled.Add(messages, new("step", step), new("result", result));
        }

        if (StepDuration.Enabled)
        {
            StepDuration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("step", step));
        }
    }

    public static void Repeated(string step, bool sameBody)
    {
        if (Repeats.Enabled)
        {
            Repeats.Add(1, new("step", step), new("same_body", sameBody));
        }
    }

    /// <summary>A span from taking messages to their commit; null when nobody listens. Not left as the current one: the pump goes on to other messages.</summary>
    public static Activity? Trace(string step, int messages)
    {
        var trace = Source.StartActivity(step, ActivityKind.Consumer);
        trace?.SetTag("messaging.batch.message_count", messages);
        return trace;
    }
}
