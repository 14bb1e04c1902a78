using System.Globalization;

namespace LeadFunctions.Domain.Nurture;

/// <summary>When a mail may go: the earliest instant that satisfies hours and caps, computed and never polled (semantics 7).</summary>
public static class Release
{
    /// <param name="sent">When commercial mails went to this lead, in any order; those from after <paramref name="now"/> count too.</param>
    /// <param name="caps">None for mail that is not commercial.</param>
    /// <param name="timeZone">The recipient's, as an IANA name.</param>
    public static ReleaseTime Earliest(DateTimeOffset now, SendHours hours, IReadOnlyList<DateTimeOffset> sent, IReadOnlyList<Cap> caps, string timeZone)
    {
        if (caps.Any(cap => cap.Most <= 0))
        {
            return new ReleaseTime(null, ["a cap of no mails at all"]);
        }

        var reasons = new List<string>();
        DateTimeOffset? at = now;
        while (at is { } candidate)
        {
            var free = FreeOfCaps(candidate, sent, caps, reasons);
            var open = hours.NextOpen(free, timeZone);
            if (open > free)
            {
                Note(reasons, $"outside sending hours until {Text(open.Value)}");
            }

            if (open == candidate)
            {
                return new ReleaseTime(candidate, reasons);
            }

            at = open;
        }

        return new ReleaseTime(null, ["no sending hours at all"]);
    }

    /// <summary>The first instant not before <paramref name="at"/> at which no cap's rolling window is full. Later is always freer, so one pass up is enough.</summary>
    private static DateTimeOffset FreeOfCaps(DateTimeOffset at, IReadOnlyList<DateTimeOffset> sent, IReadOnlyList<Cap> caps, List<string> reasons)
    {
        var free = at;
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var cap in caps)
            {
                var within = sent.Where(mail => mail > free - cap.Per).Order().ToList();
                if (within.Count < cap.Most)
                {
                    continue;
                }

                // When the one that makes it too many leaves the window.
                free = within[^cap.Most] + cap.Per;
                Note(reasons, $"{cap.Most} mails in {Words(cap.Per)} already, until {Text(free)}");
                moved = true;
            }
        }

        return free;
    }

    private static void Note(List<string> reasons, string reason)
    {
        if (!reasons.Contains(reason))
        {
            reasons.Add(reason);
        }
    }

    private static string Words(TimeSpan per) => per.TotalHours <= 24 ? $"{per.TotalHours:0.#} h" : $"{per.TotalDays:0.#} days";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}

/// <summary>At most so many commercial mails to one lead in any stretch of time this long.</summary>
public sealed record Cap(int Most, TimeSpan Per);

/// <param name="At">Null when no instant satisfies.</param>
/// <param name="Reasons">Why not at once; empty when at once.</param>
public sealed record ReleaseTime(DateTimeOffset? At, IReadOnlyList<string> Reasons);
