using System.Globalization;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.UseCases.Notifying;

/// <summary>What a person's own clock shows: their quiet hours, and instants in their words.</summary>
public static class PersonClock
{
    /// <summary>The person's own zone, else their calendar's, else UTC.</summary>
    public static DateTimeZone ZoneOf(Person person, Playbook playbook)
    {
        var name = person.TimeZone ?? playbook.Calendars.FirstOrDefault(calendar => calendar.Id == person.Calendar)?.TimeZone;
        return (name is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)) ?? DateTimeZone.Utc;
    }

    /// <summary>
    /// When the quiet hours end that are running now; null when none are. It is quiet while the wall clock shows a time in them, so where clocks jump
    /// over their end they end with the jump, and where clocks fall back into them they go on.
    /// </summary>
    public static DateTimeOffset? QuietUntil(Person person, Playbook playbook, DateTimeOffset now)
    {
        if (person.Quiet is not { } quiet)
        {
            return null;
        }

        var zone = ZoneOf(person, playbook);
        for (var (at, started) = (Instant.FromDateTimeOffset(now), false); ; started = true)
        {
            // Within one zone interval the offset is constant.
            var interval = zone.GetZoneInterval(at);
            var local = at.WithOffset(interval.WallOffset).LocalDateTime;
            if (LeftOf(quiet, local) is not { } left)
            {
                return started ? at.ToDateTimeOffset() : null;
            }

            var end = at + left;
            if (!interval.HasEnd || end < interval.End)
            {
                return end.ToDateTimeOffset();
            }

            at = interval.End;
        }
    }

    /// <summary><c>today 14:35 (Europe/Berlin)</c>; <c>overdue since</c> before it when it is.</summary>
    public static string InWords(DateTimeOffset due, Person person, Playbook playbook, DateTimeOffset now)
    {
        var zone = ZoneOf(person, playbook);
        var (at, today) = (Instant.FromDateTimeOffset(due).InZone(zone).LocalDateTime, Instant.FromDateTimeOffset(now).InZone(zone).Date);
        var day = Period.DaysBetween(today, at.Date) switch
        {
            0 => "today",
            1 => "tomorrow",
            -1 => "yesterday",
            _ => at.ToString("ddd d MMM", CultureInfo.InvariantCulture),
        };
        return $"{(due < now ? "overdue since " : "")}{day} {at.ToString("HH:mm", CultureInfo.InvariantCulture)} ({zone.Id})";
    }

    /// <returns>Null when the wall clock shows no quiet time.</returns>
    private static Duration? LeftOf(QuietTime quiet, LocalDateTime local)
    {
        var (time, from, until) = (local.TimeOfDay.TickOfDay, quiet.From.Ticks, quiet.Until.Ticks);
        var overnight = until <= from;
        var inside = overnight ? time >= from || time < until : time >= from && time < until;
        var left = until - time;
        return inside ? Duration.FromTicks(left > 0 ? left : left + NodaConstants.TicksPerDay) : null;
    }
}
