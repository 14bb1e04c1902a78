using System.Collections.Frozen;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.UseCases;

/// <summary>UTM parameters and advertising click ids, gathered from a form's inputs or a page's URL. A repeated one counts the first time.</summary>
/// <param name="longest">Characters kept of each; the rest is cut.</param>
public sealed class Tags(int longest)
{
    private static readonly FrozenSet<string> ClickIds = new[]
    {
        "gclid", "dclid", "gbraid", "wbraid", "fbclid", "msclkid", "twclid", "li_fat_id", "ttclid", "igshid", "rdt_cid", "epik", "qclid", "sccid", "irclid", "mc_cid",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private Attribution? _found;

    /// <returns>False when the name is no tag.</returns>
    public bool Take(string name, string value)
    {
        var isUtm = name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase);
        if (!isUtm && !ClickIds.Contains(name))
        {
            return false;
        }

        var found = _found ?? new Attribution();
        var kept = Cut(value, longest);
        _found = kept.Length == 0 ? _found : name.ToLowerInvariant() switch
        {
            "utm_source" => found with { Source = found.Source ?? kept },
            "utm_medium" => found with { Medium = found.Medium ?? kept },
            "utm_campaign" => found with { Campaign = found.Campaign ?? kept },
            "utm_content" => found with { Content = found.Content ?? kept },
            "utm_term" => found with { Term = found.Term ?? kept },
            var other => isUtm ? _found : found with { ClickId = found.ClickId ?? other + ":" + kept },
        };
        return true;
    }

    /// <summary>What brought the visit: the tags (of the page's URL when none were given), and where from when that is another website; null when nothing says.</summary>
    public Attribution? On(string? url, string? referrer)
    {
        if (_found is null && url is not null)
        {
            TakeAll(url);
        }

        var outside = referrer is not null && !HostOf(referrer).Equals(HostOf(url), StringComparison.OrdinalIgnoreCase) ? referrer : null;
        return outside is null ? _found : (_found ?? new Attribution()) with { Referrer = outside };
    }

    private void TakeAll(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return;
        }

        var end = url.IndexOf('#', query);
        foreach (var pair in url[(query + 1)..(end < 0 ? url.Length : end)].Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Decode(pair[(equals + 1)..]) is { } value)
            {
                _ = Take(pair[..equals], value);
            }
        }
    }

    /// <returns>Null when an escape is broken, is no UTF-8, or is a control character: then it is not what anybody tagged.</returns>
    private static string? Decode(string text)
    {
        var escapes = 0;
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return null;
            }

            escapes += text.AsSpan(at, 3) is "%25" ? 1 : 0;
        }

        // What is no UTF-8 stays escaped.
        var decoded = Uri.UnescapeDataString(text.Replace('+', ' '));
        return decoded.Count(letter => letter == '%') == escapes && !decoded.Any(letter => char.IsControl(letter) && letter is not ('\t' or '\r' or '\n')) ? decoded : null;
    }

    /// <summary>The first characters, never half a surrogate pair.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? default : url[(scheme + 3)..];
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
