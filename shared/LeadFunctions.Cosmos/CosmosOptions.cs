using System.Security.Cryptography;

namespace LeadFunctions.Cosmos;

/// <summary>Settings of the cloud store.</summary>
public sealed record CosmosOptions
{
    /// <summary>The deployment's own key for the cursors of lists.</summary>
    public required byte[] CursorKey { get; init; }

    public required SendToBus Send { get; init; }

    /// <summary>Takes messages off the bus that name somebody who is erased. Default: there is no bus to look through.</summary>
    public EraseSent EraseSent { get; init; } = static (_, _, _) => Task.FromResult(new SentErased(0, 0));

    /// <summary>After this an erasure stops where it is and says so; whoever calls again goes on from there. Default 100 s: a caller waits 230 s at most.</summary>
    public TimeSpan EraseLimit { get; init; } = TimeSpan.FromSeconds(100);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a list or search may take. Default 1 s.</summary>
    public TimeSpan SearchLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After this, a commit that was begun and not decided may be undone by others. Only liveness hangs on it. Default 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request is sent again that the service refused for now or did not answer. Default 6.</summary>
    public int MostRetries { get; init; } = 6;

    /// <summary>How it waits; tests need not.</summary>
    internal Func<TimeSpan, CancellationToken, Task> Wait { get; init; } = static (time, ct) => Task.Delay(time, TimeProvider.System, ct);

    /// <summary>Draws for versions, commit ids and jitter.</summary>
    internal Func<long> Draw { get; init; } = static () => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;

    /// <summary>A random part of a time that doubles with each attempt, up to half a second.</summary>
    internal TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds((Draw() % 1000) / 1000.0 * Math.Min(500, 4 << Math.Min(attempt, 7)));
}
