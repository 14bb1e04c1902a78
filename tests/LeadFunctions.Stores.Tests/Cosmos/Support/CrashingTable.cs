using LeadFunctions.Cosmos;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>Counts the calls of a process to anything outside it, and ends the process at one of them: before the call is made, or before its answer comes.</summary>
internal sealed class Crash(int at, bool afterwards)
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public bool HasHappened => Calls > at;

    public async Task<T> DoAsync<T>(Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref _calls) - 1;
        if (number > at || (number == at && !afterwards))
        {
            throw new CrashedException();
        }

        var answer = await call();
        return number == at ? throw new CrashedException() : answer;
    }
}

/// <summary>Nothing in the process may take this for a fault to be dealt with, so it is no exception that it knows; but whatever it does, no call succeeds any more.</summary>
internal sealed class CrashedException() : Exception("the process has ended");

/// <summary>A table behind a process that may crash.</summary>
internal sealed class CrashingTable(IRegisterTable table, Crash crash) : TableBetween(table)
{
    protected override Task<T> DoAsync<T>(string? written, Func<Task<T>> call) => crash.DoAsync(call);
}

/// <summary>Requests to Cosmos DB from a process that may crash.</summary>
internal sealed class CrashingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Null: none.</summary>
    public Crash? Crash { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Crash is { } crash && request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal)
            ? crash.DoAsync(() => base.SendAsync(request, cancellationToken))
            : base.SendAsync(request, cancellationToken);
}

/// <summary>A table that fails now and then without saying whether it did what it was asked.</summary>
internal sealed class FaultyTable(IRegisterTable table, Func<int> draw, int oneIn) : TableBetween(table)
{
    protected override async Task<T> DoAsync<T>(string? written, Func<Task<T>> call)
    {
        var fate = draw() % (2 * oneIn);
        var answer = fate == 0 ? default! : await call();
        return fate <= 1 ? throw new StorageException("no answer") : answer;
    }
}
