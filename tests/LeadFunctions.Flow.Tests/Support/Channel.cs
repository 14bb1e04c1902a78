using System.Collections.Concurrent;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Support;

/// <summary>A channel that remembers what it sent, and answers what a test wants it to answer.</summary>
/// <param name="interrupts">It pings people, so quiet hours and digests apply.</param>
public sealed class Channel(string name, bool deduplicates = false, bool interrupts = false) : INotifier
{
    private readonly ConcurrentQueue<Notification> _tried = new();

    public string Name => name;

    public bool Deduplicates => deduplicates;

    public bool Interrupts => interrupts;

    /// <summary>What it answers to the try of this number, from 1; by default everything is sent.</summary>
    public Func<int, NotifyResult> Answers { get; set; } = _ => new NotifyResult.Sent();

    /// <summary>Every attempt, also those that failed.</summary>
    public IReadOnlyList<Notification> Tried => [.. _tried];

    /// <summary>What people would have seen: on a channel that recognises keys, each key once.</summary>
    public IReadOnlyList<Notification> Sent => deduplicates ? [.. _tried.DistinctBy(one => one.EffectKey)] : [.. _tried];

    public Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct)
    {
        _tried.Enqueue(notification);
        return Task.FromResult(Answers(_tried.Count));
    }
}

/// <summary>An enrichment provider that knows one company, or none.</summary>
public sealed class Knows(string company, params (string Attribute, string Value)[] fields) : IEnricher
{
    private int _asked;

    public string Name => "test";

    public int Asked => _asked;

    /// <summary>When not null: what it answers instead.</summary>
    public EnrichmentResult? Instead { get; set; }

    public Task<EnrichmentResult> LookUpAsync(string domain, CancellationToken ct)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(Instead ?? (domain == company
            ? new EnrichmentResult.Found(fields.ToDictionary(field => field.Attribute, field => field.Value))
            : new EnrichmentResult.NotFound()));
    }
}

/// <summary>An enrichment provider that knows nobody.</summary>
public sealed class KnowsNothing : IEnricher
{
    public string Name => "nothing";

    public Task<EnrichmentResult> LookUpAsync(string domain, CancellationToken ct) => Task.FromResult<EnrichmentResult>(new EnrichmentResult.NotFound());
}

/// <summary>A form service that is asked for answers.</summary>
public sealed class Answering : IAnswerSource
{
    public string Provider => "meta";

    /// <summary>What it answers to the try of this number, from 1.</summary>
    public Func<int, AnswersFound> Answers { get; set; } = _ => new AnswersFound.Failed("nothing is there");

    public int Asked { get; private set; }

    public Task<AnswersFound> FetchAsync(UseCases.Message.AnswersWanted wanted, CancellationToken ct) => Task.FromResult(Answers(++Asked));
}
