using LeadFunctions.Domain.Playbooks;
using NodaTime;
using NodaTime.TimeZones;

namespace LeadFunctions.Domain.Nurture;

/// <summary>By whose clock a mail is timed: the lead's own time zone, else its country's most populous one, else the company's.</summary>
public static class RecipientZone
{
    // Countries with several zones, by where most people live; the rest have one, or the tz database lists the main one first.
    private static readonly Dictionary<string, string> Most = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US"] = "America/New_York",
        ["CA"] = "America/Toronto",
        ["AU"] = "Australia/Sydney",
        ["BR"] = "America/Sao_Paulo",
        ["MX"] = "America/Mexico_City",
        ["RU"] = "Europe/Moscow",
        ["ID"] = "Asia/Jakarta",
        ["CN"] = "Asia/Shanghai",
        ["KZ"] = "Asia/Almaty",
        ["AR"] = "America/Argentina/Buenos_Aires",
        ["CL"] = "America/Santiago",
        ["ES"] = "Europe/Madrid",
        ["PT"] = "Europe/Lisbon",
        ["NZ"] = "Pacific/Auckland",
        ["CD"] = "Africa/Kinshasa",
        ["UA"] = "Europe/Kyiv",
    };

    private static readonly ILookup<string, string> ByCountry = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .ToLookup(location => location.CountryCode, location => location.ZoneId, StringComparer.OrdinalIgnoreCase);

    /// <param name="facts">Of the lead: <c>timeZone</c>, <c>country</c>.</param>
    /// <param name="or">The company's.</param>
    /// <returns>An IANA name that the tz database has.</returns>
    public static string Of(Facts facts, string or)
    {
        if (facts.Text("timeZone") is { } own && DateTimeZoneProviders.Tzdb.GetZoneOrNull(own) is not null)
        {
            return own;
        }

        var country = facts.Text("country") ?? "";
        return Most.GetValueOrDefault(country) ?? ByCountry[country].FirstOrDefault() ?? or;
    }
}
