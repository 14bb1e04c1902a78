using System.Diagnostics.Metrics;
using LeadFunctions.Sqlite.Queue;

namespace LeadFunctions.Sqlite;

/// <summary>What waits, by step, as of whenever somebody collects it. Gone with its engine.</summary>
internal sealed class QueueGauges : IDisposable
{
    private readonly Meter _meter = new(Telemetry.Name);

    public QueueGauges(StepQueues steps, Func<StepQueue, TimeSpan> oldestAge)
    {
        Gauge("leadfunctions.queue.waiting", "{message}", step => step.Waiting);
        Gauge("leadfunctions.queue.scheduled", "{message}", step => step.Scheduled);
        Gauge("leadfunctions.queue.dead", "{message}", step => step.Dead);
        Gauge("leadfunctions.queue.age", "s", step => oldestAge(step).TotalSeconds);

        void Gauge(string name, string unit, Func<StepQueue, double> value) => _meter.CreateObservableGauge(
            name, () => steps.All.Select(step => new Measurement<double>(value(step), new KeyValuePair<string, object?>("step", step.Name))), unit);
    }

    public void Dispose() => _meter.Dispose();
}
