using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LeadFunctions.Domain.Metrics;

namespace LeadFunctions.Http.Operations;

/// <summary>Listens to what the host measures of its steps (meter <c>LeadFunctions</c>), for people who look without a collector. Gone with the process.</summary>
public sealed class StepMeters : IDisposable
{
    private const string Meter = "LeadFunctions";
    private readonly ConcurrentDictionary<string, StepMeter> _steps = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _clock;

    public StepMeters(TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        Since = _clock.GetUtcNow();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name is "leadfunctions.step.messages" or "leadfunctions.step.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Counted);
        _listener.SetMeasurementEventCallback<double>(Took);
        _listener.Start();
    }

    public DateTimeOffset Since { get; }

    public StepMeter Of(string step) => _steps.GetOrAdd(step, static (_, clock) => new StepMeter(clock), _clock);

    public void Dispose() => _listener.Dispose();

    private void Counted(Instrument instrument, long messages, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        Of(Tag(tags, "step")).Add(Tag(tags, "result"), messages);

    private void Took(Instrument instrument, double milliseconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) => Of(Tag(tags, "step")).Add(milliseconds);

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
            {
                return value as string ?? "";
            }
        }

        return "";
    }
}

/// <summary>Counts and times of one step.</summary>
public sealed class StepMeter(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _results = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> _times = [];
    private long _minute;
    private long _thisMinute;
    private long _lastMinute;

    public void Add(string result, long messages)
    {
        lock (_gate)
        {
            _results[result] = _results.GetValueOrDefault(result) + messages;
            Turn();
            _thisMinute += messages;
        }
    }

    /// <summary>In buckets of the milliseconds' thousandth, so that a hundredth of a millisecond is told from a tenth.</summary>
    public void Add(double milliseconds)
    {
        lock (_gate)
        {
            var bucket = LogBuckets.Of((long)(milliseconds * 1_000_000));
            _times[bucket] = _times.GetValueOrDefault(bucket) + 1;
        }
    }

    public StepReading Read()
    {
        lock (_gate)
        {
            Turn();
            return new StepReading(
                _results.GetValueOrDefault("done"), _results.GetValueOrDefault("skipped"), _results.GetValueOrDefault("retried"), _results.GetValueOrDefault("dead"), _lastMinute,
                Percentile(0.5), Percentile(0.99));
        }
    }

    private double? Percentile(double share) => LogBuckets.Percentile(_times, share) is { } thousandths ? Math.Round(thousandths / 1000, 3) : null;

    private void Turn()
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (minute != _minute)
        {
            (_lastMinute, _thisMinute, _minute) = (minute == _minute + 1 ? _thisMinute : 0, 0, minute);
        }
    }
}

/// <param name="PerMinute">Messages in the last whole minute.</param>
public sealed record StepReading(long Handled, long Skipped, long Retried, long Dead, long PerMinute, double? P50Ms, double? P99Ms);
