using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Hosts.Tests.Support;

/// <summary>Keeps what the surface logs, so that a test can say "nothing broke" and look for personal data.</summary>
public sealed class ErrorLog : ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
}
