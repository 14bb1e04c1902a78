using System.Globalization;
using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>calendars</c>: <c>hours: {mon-thu: [09:00-12:00, 13:00-17:30], fri: 09:00-15:00}</c> in an IANA time zone.</summary>
internal static class ReadCalendars
{
    public const string Kind = "calendar";

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static IReadOnlyList<WorkCalendar> From(Section document) => document.Each("calendars", PlaybookKeys.Calendar, calendar =>
        new WorkCalendar(calendar.Define("id", Kind), TimeZone(calendar) ?? "", Hours(calendar), Holidays(calendar)));

    /// <summary>The key <c>timeZone</c> of a calendar or a person; null when absent.</summary>
    public static string? TimeZone(Section calendar)
    {
        var zone = calendar.OptionalText("timeZone");
        if (zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            calendar.Reader.Errors.Add(
                calendar.Find("timeZone")!, $"there is no time zone '{zone}'; {Nearest.Hint(zone, [.. DateTimeZoneProviders.Tzdb.Ids.Where(id => id.Contains('/', StringComparison.Ordinal))])}");
        }

        return zone;
    }

    public static IReadOnlyList<WorkWindow> Hours(Section calendar)
    {
        if (calendar.Find("hours") is not { } node)
        {
            return [];
        }

        if (node is not YamlMap { Entries.Count: > 0 } map)
        {
            calendar.Reader.Errors.Add(node, "expected days with their hours: {mon-fri: 09:00-17:30}");
            return [];
        }

        return [.. map.Entries.SelectMany(entry => Windows(entry, calendar.Reader))];
    }

    private static IEnumerable<WorkWindow> Windows(YamlEntry entry, PlaybookReader reader)
    {
        var days = DaysOf(entry.Key.Text);
        if (days.Count == 0)
        {
            reader.Errors.Add(entry.Key, $"'{entry.Key.Text}' is no day; write mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri");
        }

        foreach (var text in reader.Texts(entry.Value))
        {
            var ends = text.Split('-');
            if (ends.Length != 2 || Time(ends[0]) is not { } from || (ends[1] == "24:00" ? TimeOnly.MinValue : Time(ends[1])) is not { } until)
            {
                reader.Errors.Add(entry.Value, $"'{text}' is no time window; write 09:00-17:30 (24 hours, may end at 24:00 or after midnight)");
                continue;
            }

            foreach (var day in days)
            {
                yield return new WorkWindow(day, from, until);
            }
        }
    }

    private static IReadOnlyList<DayOfWeek> DaysOf(string text)
    {
        var ends = text.Split('-');
        var (first, last) = (Array.IndexOf(Days, ends[0]), Array.IndexOf(Days, ends[^1]));
        return ends.Length > 2 || first < 0 || last < first ? [] : [.. Enumerable.Range(first, last - first + 1).Select(day => (DayOfWeek)((day + 1) % 7))];
    }

    public static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    public static IReadOnlyList<DateOnly> Holidays(Section calendar)
    {
        var days = new List<DateOnly>();
        foreach (var text in calendar.Texts("holidays"))
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                days.Add(day);
            }
            else
            {
                calendar.Reader.Errors.Add(calendar.Find("holidays")!, $"'{text}' is no day; write 2026-12-25");
            }
        }

        return days;
    }
}
