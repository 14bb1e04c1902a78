namespace LeadFunctions.Domain.Playbooks;

/// <summary>
/// Names the signal of a page view by the playbook's patterns, first match wins, without case. <c>*</c> is any run within a segment,
/// <c>**</c> as a whole segment is any number of segments, none included. A trailing slash does not matter. No regular expression: the path is a stranger's.
/// </summary>
public sealed class PageMatcher(IReadOnlyList<PagePattern> patterns)
{
    private const int MaxSegments = 64;

    private readonly (string[] Segments, string Signal)[] _patterns =
        [.. patterns.Select(pattern => (pattern.Path.Split('/', StringSplitOptions.RemoveEmptyEntries), pattern.Signal))];

    /// <param name="url">Absolute http(s) URL, or a path that starts with a slash.</param>
    /// <returns>The signal's name; <see cref="SignalDefinition.PageView"/> when no pattern matches.</returns>
    public string SignalOf(ReadOnlySpan<char> url)
    {
        var path = PathOf(url);
        Span<Range> ranges = stackalloc Range[MaxSegments];
        var segments = ranges[..path.SplitAny(ranges, "/", StringSplitOptions.RemoveEmptyEntries)];
        foreach (var (pattern, signal) in _patterns)
        {
            if (Matches(pattern, path, segments))
            {
                return signal;
            }
        }

        return SignalDefinition.PageView;
    }

    /// <summary>The path of a URL: what stands between the host and the first <c>?</c> or <c>#</c>.</summary>
    public static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? url : url[(scheme + 3)..];
        var end = rest.IndexOfAny('?', '#');
        rest = end < 0 ? rest : rest[..end];
        var slash = scheme < 0 ? 0 : rest.IndexOf('/');
        return slash < 0 ? "/" : rest[slash..];
    }

    // The usual greedy match with one point to go back to, over segments: only the latest ** ever needs to give.
    private static bool Matches(string[] pattern, ReadOnlySpan<char> path, ReadOnlySpan<Range> segments)
    {
        int p = 0, s = 0, star = -1, resume = 0;
        while (s < segments.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
            {
                (star, resume) = (p++, s);
            }
            else if (p < pattern.Length && SegmentMatches(pattern[p], path[segments[s]]))
            {
                p++;
                s++;
            }
            else if (star >= 0)
            {
                (p, s) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept("**") < 0;
    }

    private static bool SegmentMatches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && Same(pattern[p], text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    // ASCII only: U+212A (Kelvin) must not equal k.
    private static bool Same(char left, char right) => left == right || (char.IsAsciiLetter(left) && (left ^ right) == 0x20);
}
