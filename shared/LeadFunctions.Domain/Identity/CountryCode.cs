using NodaTime.TimeZones;

namespace LeadFunctions.Domain.Identity;

/// <summary>Countries as two-letter codes (ISO 3166-1), from a code or an English name. The names are those of the time zone database, and some others people use.</summary>
public static class CountryCode
{
    private static readonly Lazy<Dictionary<string, string>> ByName = new(Load);

    /// <returns>Null when it is no country we know; then conditions see the text as it was given.</returns>
    public static string? Of(string text) => ByName.Value.GetValueOrDefault(text.Trim());

    private static Dictionary<string, string> Load()
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["UK"] = "GB",
            ["United Kingdom"] = "GB",
            ["Great Britain"] = "GB",
            ["Britain"] = "GB",
            ["England"] = "GB",
            ["Scotland"] = "GB",
            ["Wales"] = "GB",
            ["Northern Ireland"] = "GB",
            ["USA"] = "US",
            ["U.S."] = "US",
            ["U.S.A."] = "US",
            ["United States of America"] = "US",
            ["America"] = "US",
            ["South Korea"] = "KR",
            ["Korea"] = "KR",
            ["Republic of Korea"] = "KR",
            ["North Korea"] = "KP",
            ["Czechia"] = "CZ",
            ["Holland"] = "NL",
            ["The Netherlands"] = "NL",
            ["Deutschland"] = "DE",
            ["UAE"] = "AE",
            ["Russian Federation"] = "RU",
            ["Viet Nam"] = "VN",
            ["Hong Kong SAR"] = "HK",
            ["Ivory Coast"] = "CI",
            ["Turkiye"] = "TR",
            ["Türkiye"] = "TR",
            ["Brasil"] = "BR",
            ["España"] = "ES",
            ["Österreich"] = "AT",
            ["Schweiz"] = "CH",
            ["Suisse"] = "CH",
            ["Italia"] = "IT",
            ["México"] = "MX",
        };
        foreach (var place in TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        {
            codes.TryAdd(place.CountryCode, place.CountryCode);
            codes.TryAdd(place.CountryName, place.CountryCode);
        }

        return codes;
    }
}
