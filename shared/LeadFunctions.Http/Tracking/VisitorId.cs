using System.Buffers;

namespace LeadFunctions.Http.Tracking;

/// <summary>A browser's own random id: 8 to 64 of <c>[A-Za-z0-9_-]</c>.</summary>
public static class VisitorId
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static bool IsOne(ReadOnlySpan<char> text) => text.Length is >= 8 and <= 64 && text.IndexOfAnyExcept(Letters) < 0;
}
