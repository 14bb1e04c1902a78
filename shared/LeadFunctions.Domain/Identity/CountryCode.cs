using NodaTime.TimeZones;

namespace LeadFunctions.Domain.Identity;

/// <summary>Countries as two-letter codes (ISO 3166-1), from a code or an English name. The names are those of the time zone database, and some others people use.</summary>
public static class CountryCode
{
    private const string OtherNames = """
        GB: UK, United Kingdom, Great Britain, Britain, England, Scotland, Wales, Northern Ireland
        US: USA, U.S., U.S.A., United States of America, America
        KR: South Korea, Korea, Republic of Korea
        KP: North Korea
        CZ: Czechia
        NL: Holland, The Netherlands
        DE: Deutschland
        AE: UAE
        RU: Russian Federation
        VN: Viet Nam
        HK: Hong Kong SAR
        CI: Ivory Coast
        TR: Turkiye, Türkiye
        BR: Brasil
        ES: España
        AT: Österreich
        CH: Schweiz, Suisse
        IT: Italia
        MX: México
        """;

    private static readonly Lazy<Dictionary<string, string>> ByName = new(Load);

    /// <returns>Null when it is no country we know; then conditions see the text as it was given.</returns>
    public static string? Of(string text) => ByName.Value.GetValueOrDefault(text.Trim());

    private static Dictionary<string, string> Load()
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in OtherNames.Split('\n'))
        {
            foreach (var name in line[4..].Split(", "))
            {
                codes.Add(name, line[..2]);
            }
        }

        foreach (var place in TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        {
            codes.TryAdd(place.CountryCode, place.CountryCode);
            codes.TryAdd(place.CountryName, place.CountryCode);
        }

        return codes;
    }
}
