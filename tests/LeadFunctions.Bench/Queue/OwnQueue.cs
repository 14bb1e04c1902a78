using System.Diagnostics;
using System.Threading.Tasks.Sources;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using SqliteQueue = LeadFunctions.Sqlite.Queue.SqliteQueue;

namespace LeadFunctions.Bench.Queue;

/// <summary>Our queue under the same loads as its peers.</summary>
internal static class OwnQueue
{
    /// <summary>Hops per second with so many messages between their enqueue and their acknowledgement at any time.</summary>
    public static async Task<double> HopsAsync(BenchFolder folder, int inFlight, int payloadBytes, double seconds)
    {
        var slots = Enumerable.Range(0, inFlight).Select(index => new Slot($"ld_{index:0000}", payloadBytes)).ToArray();
        var byKey = slots.ToDictionary(slot => slot.Key);
        await using var running = new Running(folder, key => byKey[key].Acknowledged());
        var ends = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        var hops = await Task.WhenAll(slots.Select(slot => slot.HopUntilAsync(running.Queue, ends)));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return hops.Sum() / elapsed;
    }

    /// <summary>Milliseconds from the call of enqueue to the committed acknowledgement, at a fixed rate.</summary>
    public static async Task<(double P50, double P99)> LatencyAsync(BenchFolder folder, int perSecond, int payloadBytes, double seconds)
    {
        var count = (int)(perSecond * seconds);
        var sent = new long[count];
        var latencies = new double[count];
        var left = new CountdownEvent(count);
        await using var running = new Running(folder, key =>
        {
            var index = int.Parse(key.AsSpan(3));
            latencies[index] = Stopwatch.GetElapsedTime(sent[index]).TotalMilliseconds;
            left.Signal();
        });
        var started = Stopwatch.GetTimestamp();
        for (var index = 0; index < count; index++)
        {
            while (Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond < index)
            {
                await Task.Delay(1);
            }

            sent[index] = Stopwatch.GetTimestamp();
            await running.Queue.EnqueueAsync([new Outgoing(Payload($"ld_{index:0000}", payloadBytes))], default);
        }

        left.Wait();
        left.Dispose();
        return (Figures.Percentile(latencies, 50), Figures.Percentile(latencies, 99));
    }

    private static Message.LeadNeedsOwner Payload(string key, int bytes) => new(key, new string('x', bytes - 60));

    /// <summary>An engine on a new file with one step that does nothing.</summary>
    private sealed class Running : IAsyncDisposable, IServiceProvider
    {
        private readonly SqliteEngine _engine;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Running(BenchFolder folder, Action<string> onAcknowledged)
        {
            var options = new SqliteOptions
            {
                Path = folder[Path.GetRandomFileName()],
                Steps = [FlowStep.When<Message.LeadNeedsOwner, Hop>("hop")],
                OnAcknowledged = onAcknowledged,
            };
            _engine = SqliteEngine.Open(options, TimeProvider.System, NullLoggerFactory.Instance);
            _running = _engine.RunAsync(this, _stop.Token);
        }

        public SqliteQueue Queue => _engine.Queue;

        public object? GetService(Type serviceType) => new Hop();

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            await _engine.DisposeAsync();
            _stop.Dispose();
        }
    }

    private sealed class Hop : IHandle<Message.LeadNeedsOwner>
    {
        private static readonly Task<Outcome> Done = Task.FromResult<Outcome>(new Outcome.Done(Commit.Nothing));

        public Task<Outcome> HandleAsync(IReadOnlyList<Message.LeadNeedsOwner> messages, CancellationToken ct) => Done;
    }

    /// <summary>One message in flight at a time: enqueue, wait for the acknowledgement, again.</summary>
    private sealed class Slot(string key, int payloadBytes) : IValueTaskSource
    {
        private readonly Outgoing[] _message = [new(Payload(key, payloadBytes))];
        private ManualResetValueTaskSourceCore<bool> _acknowledged;

        public string Key => key;

        public void Acknowledged() => _acknowledged.SetResult(true);

        public async Task<long> HopUntilAsync(SqliteQueue queue, long ends)
        {
            long hops = 0;
            for (; Stopwatch.GetTimestamp() < ends; hops++)
            {
                await queue.EnqueueAsync(_message, default);
                await new ValueTask(this, _acknowledged.Version);
                _acknowledged.Reset();
            }

            return hops;
        }

        public void GetResult(short token) => _acknowledged.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _acknowledged.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _acknowledged.OnCompleted(continuation, state, token, flags);
    }
}
