using LeadFunctions.Bench.Score;
using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Bench.Clocks;

/// <summary>
/// <c>clocks [deadlines] [rounds]</c>: deadlines of random starts over ten years, one core; two windows a day, holidays, a zone with summer time.
/// Goal: at most 2 µs per deadline.
/// </summary>
internal static class ClocksBench
{
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly WorkCalendar Office = new(
        "office",
        "Europe/Berlin",
        [.. Enumerable.Range(1, 5).SelectMany(day => new[] { new WorkWindow((DayOfWeek)day, new(9, 0), new(12, 30)), new WorkWindow((DayOfWeek)day, new(13, 15), new(17, 30)) })],
        [.. Enumerable.Range(0, 10).SelectMany(year => new[] { new DateOnly(2026 + year, 1, 1), new DateOnly(2026 + year, 5, 1), new DateOnly(2026 + year, 12, 25) })]);

    private static readonly Playbook Playbook = new()
    {
        Name = "bench",
        Version = "v1",
        Calendars = [Office],
        Sla =
        [
            new("first-contact", "First contact", "hot", [], new SlaTarget.Working(TimeSpan.FromHours(4))) { During = [Stage.Mql], Calendar = "office", WarnAt = [50, 80], StopsOn = ["contact"] },
        ],
    };

    public static Task<int> RunAsync(string[] args)
    {
        int Argument(int index, int otherwise) => args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
        var (count, rounds) = (Argument(0, 1_000_000), Argument(1, 7));
        var random = new Random(7);
        var clocks = Enumerable.Range(0, count).Select(_ => Running(random)).ToArray();
        var paused = clocks.Select(clock => Paused(clock, random)).ToArray();
        var added = Measured.Of(rounds, () => Measured.Sum(clocks, clock => CalendarMath.Add(Office, clock.StartedAt, clock.Target)!.Value.UtcTicks));
        var deadlines = Measured.Of(rounds, () => Measured.Sum(clocks, clock => ClockTime.Deadline(clock, Playbook)!.Value.UtcTicks));
        var withPauses = Measured.Of(rounds, () => Measured.Sum(paused, clock => ClockTime.Deadline(clock, Playbook)!.Value.UtcTicks));
        var marks = Measured.Of(rounds, () => Measured.Sum(clocks, clock => ClockTime.Next(clock, Playbook.Sla[0], Playbook)!.Value.At.UtcTicks));
        if (added.Checksum != deadlines.Checksum)
        {
            throw new InvalidOperationException("the clock's deadline is not the calendar's");
        }

        Console.WriteLine($"{count:N0} clocks of 1 minute to 10 days of work, one core, {rounds} rounds; median [least .. most]");
        Figures.Row("calendar.Add", Nanoseconds(added, count), "ns");
        Figures.Row("deadline of a clock", Nanoseconds(deadlines, count), "ns");
        Figures.Row("  allocated", [deadlines.Bytes / (double)count], "bytes");
        Figures.Row("deadline of a clock paused twice", Nanoseconds(withPauses, count), "ns");
        Figures.Row("next mark", Nanoseconds(marks, count), "ns");
        Figures.Last(new Dictionary<string, double>
        {
            ["nsPerDeadline"] = Figures.Median(Nanoseconds(deadlines, count)),
            ["nsPerPausedDeadline"] = Figures.Median(Nanoseconds(withPauses, count)),
            ["nsPerMark"] = Figures.Median(Nanoseconds(marks, count)),
            ["allocated"] = deadlines.Bytes / (double)count,
        });
        return Task.FromResult(0);
    }

    private static double[] Nanoseconds(Measured measured, int count) => [.. measured.Seconds.Select(seconds => seconds / count * 1e9)];

    private static Clock Running(Random random)
    {
        var start = First.AddMinutes(random.Next(10 * 365 * 24 * 60));
        return new Clock
        {
            Id = "first-contact:1",
            Policy = "first-contact",
            Group = "first-contact",
            StartedAt = start,
            Target = TimeSpan.FromMinutes(1 + random.Next(10 * 8 * 60)),
            WarnAt = [50, 80],
            Legs = [new Leg(start, "office")],
        };
    }

    private static Clock Paused(Clock clock, Random random)
    {
        var legs = clock.Legs.ToList();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var from = legs[^1].From.AddMinutes(1 + random.Next(60));
            legs.Add(new Leg(from, "office") { Paused = true, ResumesAt = from.AddDays(5) });
            legs.Add(new Leg(from.AddMinutes(1 + random.Next(600)), "office"));
        }

        return clock with { Legs = legs };
    }
}
