using LeadFunctions.Cosmos;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>
/// Runs one process up to one of its calls to anything outside it, then another up to one of its own, then the first to its end, then the other. The test chooses
/// both calls, so no thread has to be lucky.
/// </summary>
internal sealed class Interleaving
{
    private readonly AsyncLocal<Process?> _running = new();

    /// <param name="at">The call of the first that the other comes before.</param>
    /// <param name="until">The call of the other that the first goes on before.</param>
    /// <returns>Whether each had so many calls.</returns>
    public async Task<(bool First, bool Second)> RunAsync(Func<Task> first, int at, Func<Task> second, int until)
    {
        var (halted, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var other = Task.CompletedTask;
        await StartAsync(first, new Process(at, async () => await Task.WhenAny(other = StartAsync(second, new Process(until, HaltAsync)), halted.Task)));
        var began = other;
        goesOn.SetResult();
        await other;
        return (began != Task.CompletedTask, halted.Task.IsCompleted);

        Task HaltAsync()
        {
            halted.SetResult();
            return goesOn.Task;
        }
    }

    /// <summary>Before each call.</summary>
    public Task PassAsync() => _running.Value?.PassAsync() ?? Task.CompletedTask;

    private Task StartAsync(Func<Task> run, Process process) => Task.Run(() =>
    {
        _running.Value = process;
        return run();
    });

    private sealed class Process(int at, Func<Task> meanwhile)
    {
        private int _calls;

        public Task PassAsync() => _calls++ == at ? meanwhile() : Task.CompletedTask;
    }
}

/// <summary>A table whose callers take turns.</summary>
internal sealed class InterleavedTable(IRegisterTable table, Interleaving turns) : TableBetween(table)
{
    protected override async Task<T> DoAsync<T>(string? written, Func<Task<T>> call)
    {
        await turns.PassAsync();
        return await call();
    }
}

/// <summary>Requests for documents whose senders take turns.</summary>
internal sealed class InterleavedHandler(HttpMessageHandler inner, Interleaving turns) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal))
        {
            await turns.PassAsync();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
