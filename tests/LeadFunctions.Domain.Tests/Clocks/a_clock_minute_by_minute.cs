using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Tests.Calendars;
using NodaTime;
using static LeadFunctions.Domain.Tests.Clocks.Promises;

namespace LeadFunctions.Domain.Tests.Clocks;

/// <summary>
/// Clocks that are paused, resumed, forgotten in their pauses, and handed from one person's hours to another's, against an oracle that lives
/// through every single minute.
/// </summary>
public class a_clock_minute_by_minute
{
    private static readonly string[] People = ["ana", "bo", "cy"];

    [Fact]
    public void equals_the_oracle_in_ten_thousand_random_lives()
    {
        var (breached, paused) = (0, 0);
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var life = new Life(random);
            var (marks, lead) = life.Live(random);
            var (expected, counted) = life.LiveSlowly();

            Assert.True(expected.SequenceEqual(marks), $"seed {seed}: {string.Join(", ", marks)} and not {string.Join(", ", expected)}");
            var minute = random.Next(counted.Count);
            Assert.True(
                TimeSpan.FromMinutes(counted[minute]) == ClockTime.Counted(lead.Clocks[0], life.Rules.Playbook, lead.Clocks[0].StartedAt.AddMinutes(minute + 1)),
                $"seed {seed}: counted in {minute + 1} minutes is not {counted[minute]}");
            CheckExplanation(lead.Clocks[0], life.Rules.Playbook, seed);
            breached += marks.Any(mark => mark.What == "breached") ? 1 : 0;
            paused += lead.Clocks[0].Legs.Any(leg => leg.Paused) ? 1 : 0;
        }

        Assert.True(breached > 3_000 && paused > 3_000, $"only {breached} were breached and {paused} paused");
    }

    /// <summary>The segments lie end to end, and the counted ones are the target.</summary>
    private static void CheckExplanation(Clock clock, Playbook playbook, int seed)
    {
        var explained = ExplainClock.Of(clock, playbook, clock.StartedAt.AddDays(5));
        if (explained.Deadline is not { } deadline || explained.Segments.Count == ExplainClock.MostSegments)
        {
            return;
        }

        var at = clock.StartedAt;
        foreach (var segment in explained.Segments)
        {
            Assert.True(segment.From == at && segment.From < segment.Until, $"seed {seed}: a segment from {segment.From:u} after {at:u}");
            at = segment.Until;
        }

        Assert.Equal(deadline, at);
        Assert.Equal(clock.Target, TimeSpan.FromTicks(explained.Segments.Where(segment => segment.Kind == ClockSegmentKind.Counted).Sum(segment => segment.Worked.Ticks)));
    }

    /// <summary>A clock's surroundings and what people do to it, at whole minutes.</summary>
    private sealed class Life
    {
        private const int Minutes = 4 * 24 * 60;
        private readonly DateTimeOffset _start;
        private readonly SlaPolicy _policy;
        private readonly SortedDictionary<int, (string What, string? Person)> _events = [];

        public Life(Random random)
        {
            var zone = DateTimeZoneProviders.Tzdb[Wall.Zones[random.Next(Wall.Zones.Length)]];
            _start = Wall.Start(zone, random);
            _policy = FirstContact(20 * (1 + random.Next(60))) with
            {
                Calendar = random.Next(5) == 0 ? null : "office",
                OwnerHours = random.Next(2) == 0,
                WarnAt = [25, 50, 85],
                MaxPause = TimeSpan.FromMinutes(1 + random.Next(2000)),
            };
            Rules = Book(new Playbook
            {
                Name = "test",
                Version = "v1",
                Sla = [_policy],
                Calendars = [.. People.Append("office").Select(id => Wall.Anything(id, Wall.Zones[random.Next(Wall.Zones.Length)], _start, random))],
                People = [.. People.Select((id, i) => new Person(id, id, id + "@acme.example", "bdr") { Calendar = i == 2 ? null : id })],
            });
            foreach (var _ in Enumerable.Range(0, random.Next(8)))
            {
                var what = random.Next(5) switch { 0 => "owner", 1 => "resume", _ => "pause" };
                _events[random.Next(Minutes)] = (what, random.Next(4) == 0 ? null : People[random.Next(People.Length)]);
            }
        }

        public Rulebook Rules { get; }

        /// <summary>Somebody looks at the clock now and then, mostly not at the minute something is due.</summary>
        public (List<(string What, DateTimeOffset At)> Marks, Lead Lead) Live(Random random)
        {
            var marks = new List<(string, DateTimeOffset)>();
            var lead = Rules.Promoted(_start).Lead;
            foreach (var minute in Enumerable.Range(0, 10).Select(_ => random.Next(Minutes)).Concat(_events.Keys).Append(Minutes).Distinct().Order())
            {
                var now = _start.AddMinutes(minute);
                Note(Rules.Follow(lead, now, null));
                if (_events.TryGetValue(minute, out var happened))
                {
                    Note(happened.What switch
                    {
                        "owner" => Rules.Follow(lead, now, one => one with { Owner = happened.Person is null ? null : new(happened.Person, now, "r", "d") }),
                        "pause" => PausedClocks.Pause(lead, null, "ana", "busy", Rules.Playbook, now).Change ?? new ClockChange(lead),
                        _ => PausedClocks.Resume(lead, null, "ana", "free", Rules.Playbook, now).Change ?? new ClockChange(lead),
                    });
                }

                void Note(ClockChange change)
                {
                    lead = change.Lead;
                    foreach (var one in change.Activities.OfType<Activity.Clocked>().Where(one => one.What is "warned" or "breached"))
                    {
                        Assert.True(one.DueAt <= now, $"{one.What} at {now:u} and due at {one.DueAt:u}");
                        marks.Add((one.What, one.DueAt!.Value));
                    }
                }
            }

            return (marks, lead);
        }

        /// <returns>What it marks, and how many minutes are counted after each.</returns>
        public (List<(string What, DateTimeOffset At)> Marks, List<int> Counted) LiveSlowly()
        {
            var target = (int)((SlaTarget.Working)_policy.Target).Time.TotalMinutes;
            var thresholds = _policy.WarnAt.Select(percent => (Minute: target * percent / 100, What: "warned")).Append((Minute: target, What: "breached")).ToList();
            var zones = Rules.Playbook.Calendars.ToDictionary(calendar => calendar.Id, calendar => DateTimeZoneProviders.Tzdb[calendar.TimeZone]);
            var calendars = Rules.Playbook.Calendars.ToDictionary(calendar => calendar.Id);
            var (counted, pausedFor, isPaused, hours) = (0, 0, false, _policy.Calendar);
            var (marks, history) = (new List<(string, DateTimeOffset)>(), new List<int>());
            for (var minute = 0; minute < Minutes && counted < target; minute++)
            {
                isPaused = isPaused && pausedFor < _policy.MaxPause.TotalMinutes;
                if (_events.TryGetValue(minute, out var happened))
                {
                    hours = happened.What == "owner" && _policy.OwnerHours ? HoursOf(happened.Person) : hours;
                    isPaused = happened.What switch { "pause" => pausedFor < _policy.MaxPause.TotalMinutes, "resume" => false, _ => isPaused };
                }

                pausedFor += isPaused ? 1 : 0;
                var before = counted;
                counted += !isPaused && (hours is null || Wall.Works(calendars[hours], zones[hours], _start.AddMinutes(minute))) ? 1 : 0;
                history.Add(counted);
                marks.AddRange(thresholds.Where(one => before < one.Minute && one.Minute <= counted).Select(one => (one.What, _start.AddMinutes(minute + 1))));
            }

            return (marks, history);
        }

        private string? HoursOf(string? person) => person is null or "cy" ? _policy.Calendar : person;
    }
}
