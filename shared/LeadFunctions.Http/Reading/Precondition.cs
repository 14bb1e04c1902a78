using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Reading;

/// <summary>Entity tags: a lead's tag is its stored version in quotes.</summary>
public static class Precondition
{
    public static string TagOf(long version) => "\"" + version.ToString(CultureInfo.InvariantCulture) + "\"";

    /// <summary>True when the caller already has this version (If-None-Match).</summary>
    public static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.ToString() is { Length: > 0 } known
        && known.Split(',', StringSplitOptions.TrimEntries).Any(one => one == "*" || one == tag || one == "W/" + tag);

    /// <summary>What the caller saw (If-Match), without its quotes; <c>*</c> is any, null when nothing was sent. Something that is no tag matches nothing.</summary>
    public static string? Tag(HttpRequest request)
    {
        var match = request.Headers.IfMatch.ToString();
        return match.Length == 0 ? null : match == "*" ? match : match.Length > 2 && match[0] == '"' && match[^1] == '"' ? match[1..^1] : "";
    }

    /// <summary>The version the caller saw (If-Match); no value when any will do. A tag that is not ours can match nothing: version -1.</summary>
    public static long? ExpectedVersion(HttpRequest request)
    {
        var match = request.Headers.IfMatch.ToString();
        return match.Length == 0 || match == "*" ? null
            : match.Length > 2 && match[0] == '"' && match[^1] == '"' && long.TryParse(match.AsSpan(1, match.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
            : -1;
    }
}
