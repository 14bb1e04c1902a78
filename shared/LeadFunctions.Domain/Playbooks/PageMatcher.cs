namespace LeadFunctions.Domain.Playbooks;

/// <summary>
/// Names the signal of a page view by the playbook's patterns; the first that matches, ASCII case folded. <c>*</c> is any text within a segment, <c>**</c> any
/// text, slashes included, and <c>/blog/**</c> is also <c>/blog</c>. Doubled and trailing slashes do not matter. No regular expression: the path is a stranger's,
/// and every pattern costs at most its length times the path's.
/// </summary>
public sealed class PageMatcher(IReadOnlyList<PagePattern> patterns)
{
    private const int LongestPath = 2048;
    private readonly (Glob Glob, string Signal)[] _patterns = [.. patterns.Select(pattern => (new Glob(pattern.Path), pattern.Signal))];

    /// <param name="url">Absolute http(s) URL, or a path that starts with a slash.</param>
    /// <returns>The signal's name; <see cref="SignalDefinition.PageView"/> when no pattern matches.</returns>
    public string SignalOf(ReadOnlySpan<char> url)
    {
        var path = PathOf(url);
        if (path.Length > LongestPath)
        {
            return SignalDefinition.PageView;
        }

        Span<char> buffer = stackalloc char[LongestPath];
        ReadOnlySpan<char> tidy = buffer[..Tidy(path, buffer)];
        foreach (var (glob, signal) in _patterns)
        {
            if (glob.Matches(tidy))
            {
                return signal;
            }
        }

        return SignalDefinition.PageView;
    }

    /// <summary>The path of a URL: what stands between the host and the first <c>?</c> or <c>#</c>.</summary>
    public static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> url)
    {
        var end = url.IndexOfAny('?', '#');
        var rest = end < 0 ? url : url[..end];
        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return rest;
        }

        rest = rest[(scheme + 3)..];
        var slash = rest.IndexOf('/');
        return slash < 0 ? "/" : rest[slash..];
    }

    /// <summary>Small ASCII letters, single slashes, none at the end.</summary>
    private static int Tidy(ReadOnlySpan<char> path, Span<char> into)
    {
        var length = 0;
        foreach (var c in path)
        {
            if (c != '/' || length == 0 || into[length - 1] != '/')
            {
                into[length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            }
        }

        return length > 1 && into[length - 1] == '/' ? length - 1 : length;
    }

    /// <summary>One pattern: plain text up to the first star, then a list of steps.</summary>
    private sealed class Glob
    {
        private const char AnyInSegment = '\uE000';
        private const char AnyDepth = '\uE001';
        private readonly string _plain;
        private readonly string _steps;
        private readonly Glob? _withoutTail;

        public Glob(string pattern)
        {
            Span<char> buffer = stackalloc char[pattern.Length];
            var tidy = buffer[..Tidy(pattern, buffer)].ToString();
            var star = tidy.IndexOf('*', StringComparison.Ordinal);
            _plain = star < 0 ? tidy : tidy[..star];
            _steps = star < 0 ? "" : tidy[star..].Replace("**", AnyDepth.ToString(), StringComparison.Ordinal).Replace('*', AnyInSegment);
            _withoutTail = tidy.Length > 3 && tidy.EndsWith("/**", StringComparison.Ordinal) ? new Glob(tidy[..^3]) : null;
        }

        public bool Matches(ReadOnlySpan<char> path) =>
            (path.StartsWith(_plain, StringComparison.Ordinal) && Rest(path[_plain.Length..])) || _withoutTail?.Matches(path) == true;

        private bool Rest(ReadOnlySpan<char> path) => _steps switch
        {
            "" => path.IsEmpty,
            [AnyDepth] => true,
            [AnyInSegment] => !path.Contains('/'),
            _ => Walk(path),
        };

        /// <summary>Which numbers of steps can be behind us, after each character of the path; no going back.</summary>
        private bool Walk(ReadOnlySpan<char> path)
        {
            Span<bool> behind = stackalloc bool[_steps.Length + 1];
            behind[0] = true;
            SkipStars(behind);
            foreach (var c in path)
            {
                for (var step = _steps.Length; step > 0; step--)
                {
                    behind[step] = Takes(_steps[step - 1], c) ? IsStar(_steps[step - 1]) ? behind[step] || behind[step - 1] : behind[step - 1] : false;
                }

                behind[0] = false;
                SkipStars(behind);
            }

            return behind[^1];
        }

        private void SkipStars(Span<bool> behind)
        {
            for (var step = 0; step < _steps.Length; step++)
            {
                behind[step + 1] |= behind[step] && IsStar(_steps[step]);
            }
        }

        private static bool IsStar(char step) => step is AnyInSegment or AnyDepth;

        private static bool Takes(char step, char c) => step == AnyDepth || (step == AnyInSegment ? c != '/' : step == c);
    }
}
