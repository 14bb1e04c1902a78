using System.Collections.Concurrent;
using LeadFunctions.UseCases;

namespace LeadFunctions.Sqlite.Queue;

/// <summary>The steps by message type and by stored name.</summary>
internal sealed class StepQueues
{
    private readonly Dictionary<Type, StepQueue> _byMessage;
    private readonly ConcurrentDictionary<string, StepQueue> _byName;

    public StepQueues(SqliteOptions options)
    {
        Known = [.. options.Steps.Select(step => new StepQueue(step.Name, step, LimitOf(step, options)))];
        _byMessage = Known.ToDictionary(queue => queue.Step!.MessageType);
        _byName = new(Known.Select(queue => KeyValuePair.Create(queue.Name, queue)), StringComparer.Ordinal);
    }

    /// <summary>Those of the flow, in its order.</summary>
    public IReadOnlyList<StepQueue> Known { get; }

    /// <summary>Those of the flow, and those of names that were only found in the file.</summary>
    public IEnumerable<StepQueue> All => _byName.Values;

    public StepQueue Of(Message message) => _byMessage.TryGetValue(message.GetType(), out var queue)
        ? queue
        : throw new ArgumentException($"No step of the flow takes {message.GetType().Name}.", nameof(message));

    public StepQueue Named(string name) => _byName.GetOrAdd(name, static unknown => new StepQueue(unknown, null, limit: 1));

    private static int LimitOf(FlowStep step, SqliteOptions options) =>
        step.OneAtATime ? 1 : options.StepLimits.TryGetValue(step.Name, out var limit) ? limit : options.StepLimit;
}
