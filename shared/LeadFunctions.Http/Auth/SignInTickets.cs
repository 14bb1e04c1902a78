using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LeadFunctions.Http.Auth;

/// <summary>Links that sign in once: what the terminal prints, so that nobody has to copy a key into a browser. They live in this process only.</summary>
public sealed class SignInTickets
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (string Key, DateTimeOffset Until)> _tickets = [];

    public string Issue(string key, DateTimeOffset now)
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _tickets[HashOf(ticket)] = (key, now + Lifetime);
        return ticket;
    }

    /// <returns>The key it stands for, the first time; null afterwards, too late, or for a ticket that is none.</returns>
    public string? Redeem(string ticket, DateTimeOffset now) =>
        _tickets.TryRemove(HashOf(ticket), out var found) && found.Until > now ? found.Key : null;

    // Looked up by hash, so that how long it takes tells nothing about the tickets there are.
    private static string HashOf(string ticket) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ticket)));
}
