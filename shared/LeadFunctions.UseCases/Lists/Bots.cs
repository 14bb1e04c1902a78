using System.Buffers;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace LeadFunctions.UseCases.Lists;

/// <summary>
/// Whether a user agent calls itself a machine, by isbot's patterns. Differs from isbot on purpose: the image proxies of Gmail and Yahoo and the bare
/// <c>Mozilla/5.0</c> of Apple Mail stand for people's opens and are no bots here. No user agent at all is no bot either.
/// </summary>
public static class Bots
{
    private const int Longest = 512;
    private const int MostRemembered = 4096;
    private static readonly Lazy<Patterns> Known = new(() => Patterns.From(KnownLists.Lines("bots")));
    private static readonly ConcurrentDictionary<string, bool> Verdicts = new(StringComparer.Ordinal);
    private static readonly SearchValues<string> Proxies = SearchValues.Create(["GoogleImageProxy", "YahooMailProxy"], StringComparison.OrdinalIgnoreCase);
    private static int _remembered;

    /// <param name="userAgent">As sent; only the first 512 characters count.</param>
    public static bool IsBot(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return false;
        }

        var agent = userAgent.Length > Longest ? userAgent[..Longest] : userAgent;
        return Verdicts.TryGetValue(agent, out var verdict) ? verdict : Remember(agent, Judge(agent));
    }

    /// <summary>The patterns that are matched with backtracking.</summary>
    public static IReadOnlyList<string> Backtracking => [.. KnownLists.Lines("bots").Where(Patterns.IsLookAround)];

    private static bool Judge(string agent) =>
        !agent.AsSpan().Trim().SequenceEqual("Mozilla/5.0") && !agent.AsSpan().ContainsAny(Proxies) && Known.Value.Match(agent);

    // Browsers send few different ones; who sends many different ones makes the memory start afresh, not grow.
    private static bool Remember(string agent, bool verdict)
    {
        if (Interlocked.Increment(ref _remembered) > MostRemembered)
        {
            Verdicts.Clear();
            Volatile.Write(ref _remembered, 1);
        }

        Verdicts.TryAdd(agent, verdict);
        return verdict;
    }

    /// <summary>The patterns by the cheapest way to try each: plain text anywhere, plain text at the start, and expressions.</summary>
    private sealed class Patterns
    {
        private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
        private readonly SearchValues<string> _anywhere;
        private readonly string[] _atStart;
        private readonly Regex _expression;
        private readonly Regex[] _lookArounds;

        private Patterns(List<string> anywhere, List<string> atStart, List<string> expressions, List<string> lookArounds)
        {
            _anywhere = SearchValues.Create([.. anywhere], StringComparison.OrdinalIgnoreCase);
            _atStart = [.. atStart];
            _expression = new Regex(string.Join('|', expressions.Select(pattern => $"(?:{pattern})")), Options | RegexOptions.NonBacktracking);
            // NonBacktracking refuses look-arounds. These run without a time-out, which under load would call people bots; a test looks at each of them.
            _lookArounds = [.. lookArounds.Select(pattern => new Regex(pattern, Options))];
        }

        public static Patterns From(IReadOnlyList<string> patterns)
        {
            List<string> anywhere = [], atStart = [], expressions = [], lookArounds = [];
            foreach (var pattern in patterns)
            {
                var plain = pattern.TrimStart('^').Replace(@"\.", ".", StringComparison.Ordinal).Replace(@"\-", "-", StringComparison.Ordinal);
                if (pattern.TrimStart('^').Replace(@"\.", "", StringComparison.Ordinal).All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '/' or ';' or '@'))
                {
                    (pattern[0] == '^' ? atStart : anywhere).Add(plain);
                }
                else
                {
                    (IsLookAround(pattern) ? lookArounds : expressions).Add(pattern);
                }
            }

            return new Patterns(anywhere, atStart, expressions, lookArounds);
        }

        public bool Match(string agent) =>
            agent.AsSpan().ContainsAny(_anywhere)
            || Array.Exists(_atStart, start => agent.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            || _expression.IsMatch(agent)
            || Array.Exists(_lookArounds, expression => expression.IsMatch(agent));

        public static bool IsLookAround(string pattern) =>
            pattern.Contains("(?<", StringComparison.Ordinal) || pattern.Contains("(?!", StringComparison.Ordinal) || pattern.Contains("(?=", StringComparison.Ordinal);
    }
}
