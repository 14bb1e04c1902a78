using System.Buffers;

namespace LeadFunctions.Http.Tracking;

/// <summary>What ids and addresses of events look like.</summary>
public static class EventWords
{
    public const int LongestId = 128;

    private static readonly SearchValues<char> IdLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-");

    public static bool IsId(string id) => id.Length is >= 1 and <= LongestId && id.AsSpan().IndexOfAnyExcept(IdLetters) < 0;

    /// <summary>A page's address: http(s), or a path of the website.</summary>
    public static bool IsWeb(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal));
}
