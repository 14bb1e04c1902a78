using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using Xunit.Abstractions;
using static LeadFunctions.Domain.Tests.Routing.Sales;

namespace LeadFunctions.Domain.Tests.Routing;

/// <summary>Leads day and night, an hour to answer each, and a team in shifts over three zones who answer one lead after the other.</summary>
public class routing_against_the_clock(ITestOutputHelper output)
{
    private const int Leads = 400;
    private static readonly TimeSpan Target = TimeSpan.FromHours(1);
    private static readonly string[] Zones = ["America/New_York", "Europe/Berlin", "Asia/Kolkata"];

    [Fact]
    public void breaches_no_more_than_plain_rotation_in_any_of_a_hundred_companies_and_fewer_in_the_mean()
    {
        var (plain, feasible) = (0.0, 0.0);
        for (var seed = 0; seed < 100; seed++)
        {
            var (without, with) = (Run(seed, asksForTime: false), Run(seed, asksForTime: true));
            Assert.True(with.Breached <= without.Breached, $"seed {seed}: {with.Breached} of {Leads} breached, by plain rotation {without.Breached}");
            Assert.InRange(with.Rotation.Members.Values.Max(member => Math.Abs(member.Owed)) / (double)Turns.One, 0, 1.5);
            Assert.Equal(0, with.Rotation.Members.Values.Sum(member => member.Owed));
            Assert.Equal(Leads, with.Rotation.AllTaken());
            (plain, feasible) = (plain + without.Breached, feasible + with.Breached);
        }

        output.WriteLine($"breached: plain rotation {plain / Leads:0.0} %, with time to answer {feasible / Leads:0.0} %");
        Assert.True(feasible < 0.8 * plain, $"{feasible} is not much less than {plain}");
    }

    [Fact]
    public void gives_it_to_the_fairest_when_nobody_has_time()
    {
        var playbook = Team(new Random(1), people: 3);
        var sunday = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        var question = Lead(playbook) with { Now = sunday, Deadline = sunday + Target };

        Assert.Equal(Router.Decide(question with { Deadline = null }).Decision.PersonId, Router.Decide(question).Decision.PersonId);
    }

    private static (int Breached, Rotation Rotation) Run(int seed, bool asksForTime)
    {
        var random = new Random(seed);
        var playbook = Team(random, people: 3 + random.Next(6));
        var freeAt = new Dictionary<string, DateTimeOffset>();
        var (question, at, breached) = (Lead(playbook), Monday, 0);
        for (var lead = 0; lead < Leads; lead++)
        {
            at += TimeSpan.FromMinutes(random.Next(5, 80));
            var work = TimeSpan.FromMinutes(random.Next(3, 20));
            question = question with { LeadId = $"lead-{lead}", DecisionId = $"d-{lead}", Now = at, Deadline = asksForTime ? at + Target : null };
            var answer = Router.Decide(question);
            var calendar = playbook.Calendars.First(one => one.Id == answer.Decision.PersonId);
            var begins = freeAt.GetValueOrDefault(calendar.Id, at) is var free && free > at ? free : at;
            freeAt[calendar.Id] = CalendarMath.Add(calendar, begins, work)!.Value;
            breached += freeAt[calendar.Id] > at + Target ? 1 : 0;
            question = question.Then(answer, "next");
        }

        return (breached, question.Rotations["bdrs"]);
    }

    private static Playbook Team(Random random, int people)
    {
        var ids = Enumerable.Range(0, people).Select(i => "p" + i).ToList();
        var calendars = ids.Select(id => (Id: id, From: 6 + random.Next(8), Zone: Zones[random.Next(Zones.Length)])).Select(shift => new WorkCalendar(
            shift.Id, shift.Zone, [.. Enumerable.Range(1, 5).Select(day => new WorkWindow((DayOfWeek)day, new(shift.From, 0), new((shift.From + 9) % 24, 0)))], []));
        return Book([.. ids.Select(id => Rep(id) with { Calendar = id })], [Bdrs([.. ids.Select(id => new PoolMember(id))])], CatchAll()) with { Calendars = [.. calendars] };
    }
}
