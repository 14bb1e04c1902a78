namespace LeadFunctions.Domain.Playbooks;

/// <summary>
/// Names the signal of a page view by the playbook's patterns, first match wins, without case. <c>*</c> is any run within a segment,
/// <c>**</c> any run at all. A trailing slash of the path does not matter. No regular expression: the path is a stranger's.
/// </summary>
public sealed class PageMatcher(IReadOnlyList<PagePattern> patterns)
{
    /// <param name="url">Absolute http(s) URL, or a path that starts with a slash.</param>
    /// <returns>The signal's name; <see cref="SignalDefinition.PageView"/> when no pattern matches.</returns>
    public string SignalOf(ReadOnlySpan<char> url)
    {
        var path = PathOf(url);
        for (var i = 0; i < patterns.Count; i++)
        {
            if (Matches(patterns[i].Path, path))
            {
                return patterns[i].Signal;
            }
        }

        return SignalDefinition.PageView;
    }

    /// <summary>The path of a URL: what stands between the host and the first <c>?</c> or <c>#</c>, without its last slash.</summary>
    public static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> url)
    {
        var end = url.IndexOfAny('?', '#');
        var rest = end < 0 ? url : url[..end];
        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        rest = scheme < 0 ? rest : rest[(scheme + 3)..];
        var slash = rest.IndexOf('/');
        var path = slash < 0 ? "/" : rest[slash..];
        return path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
    }

    /// <summary>
    /// The usual greedy match, with two points to go back to: the latest * may give until a slash, then the latest ** one letter more.
    /// Older stars never need to: what they could take, the latest can.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        int p = 0, t = 0;
        (int Pattern, int Path) near = (-1, 0), far = (-1, 0);
        while (t < path.Length)
        {
            if (pattern[p..].StartsWith("**"))
            {
                p += 2;
                (near, far) = ((-1, 0), (p, t));
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                near = (++p, t);
            }
            else if (p < pattern.Length && Same(pattern[p], path[t]))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (near.Pattern >= 0 && path[near.Path] != '/')
            {
                near.Path++;
                (p, t) = near;
            }
            else if (far.Pattern >= 0)
            {
                far.Path++;
                (p, t, near) = (far.Pattern, far.Path, (-1, 0));
            }
            else
            {
                return false;
            }

            if (far.Pattern == pattern.Length)
            {
                // Ends in **: the rest may be anything.
                return true;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    // ASCII only: U+212A (Kelvin) must not equal k.
    private static bool Same(char left, char right) => left == right || (char.IsAsciiLetter(left) && (left ^ right) == 0x20);
}
