namespace LeadFunctions.Http.Tracking;

/// <summary>Remembers the verdict of the user agents seen last, because a few hundred make up nearly all traffic and the patterns are many. Fixed memory; a race costs a look-up.</summary>
public sealed class UserAgentCache(Func<string, bool> isBot)
{
    private readonly Entry?[] _entries = new Entry?[1024];

    public bool IsBot(string userAgent)
    {
        ref var entry = ref _entries[string.GetHashCode(userAgent) & (_entries.Length - 1)];
        var seen = entry;
        if (seen is null || seen.UserAgent != userAgent)
        {
            entry = seen = new Entry(userAgent, isBot(userAgent));
        }

        return seen.IsBot;
    }

    private sealed record Entry(string UserAgent, bool IsBot);
}
