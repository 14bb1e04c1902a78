using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using static LeadFunctions.Domain.Tests.Routing.Sales;

namespace LeadFunctions.Domain.Tests.Routing;

public class who_may_get_a_lead
{
    private static readonly WorkCalendar Office = new(
        "office",
        "Europe/Berlin",
        [.. Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(day => new WorkWindow(day, new(9, 0), new(17, 0)))],
        [new(2026, 12, 25)]);

    private static RouteDecision With(Person ana, Workload? workload = null, DateTimeOffset? deadline = null) =>
        Router.Decide(Lead(Book([ana, Rep("bo")], [Bdrs(new("ana"), new("bo"))], CatchAll()) with { Calendars = [Office] }) with
        {
            Deadline = deadline,
            Workloads = workload is null ? new Dictionary<string, Workload>() : new Dictionary<string, Workload> { ["ana"] = workload },
        }).Decision;

    private static Workload Assigned(params double[] hoursAgo) => new("ana", 0, [.. hoursAgo.Select(hours => Monday.AddHours(-hours)).Order()]);

    [Fact]
    public void not_the_inactive() => Assert.Equal(("bo", "inactive"), Of(With(Rep("ana") with { Active = false })));

    [Fact]
    public void not_who_is_away_and_it_says_until_when_and_why()
    {
        var vacation = new Away(Monday.AddDays(-3), new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), "vacation");

        Assert.Equal(("bo", "away until 2026-11-24 09:00 (vacation)"), Of(With(Rep("ana") with { Away = [vacation] })));
    }

    [Fact]
    public void an_absence_begins_at_its_start_and_is_over_at_its_end()
    {
        Assert.Equal("bo", With(Rep("ana") with { Away = [new(Monday, Monday.AddHours(1), null)] }).PersonId);
        Assert.Equal("ana", With(Rep("ana") with { Away = [new(Monday.AddHours(-1), Monday, null)] }).PersonId);
        Assert.Equal("ana", With(Rep("ana") with { Away = [new(Monday.AddTicks(1), Monday.AddHours(1), null)] }).PersonId);
    }

    [Fact]
    public void of_two_absences_at_once_the_later_end_is_given()
    {
        var ana = Rep("ana") with { Away = [new(Monday.AddDays(-1), Monday.AddDays(1), "ill"), new(Monday.AddDays(-1), Monday.AddDays(3), null)] };

        Assert.Equal("away until 2026-11-26 10:00", With(ana).Why("ana"));
    }

    [Fact]
    public void not_who_has_enough_open_leads() =>
        Assert.Equal(("bo", "12 open leads of 12"), Of(With(Rep("ana") with { MaxOpen = 12 }, new("ana", 12, []))));

    [Fact]
    public void a_cap_of_zero_is_no_leads_at_all() => Assert.Equal(("bo", "0 open leads of 0"), Of(With(Rep("ana") with { MaxOpen = 0 })));

    [Fact]
    public void a_place_below_the_cap_is_a_place() => Assert.Equal("ana", With(Rep("ana") with { MaxOpen = 12 }, new("ana", 11, [])).PersonId);

    [Fact]
    public void not_who_had_enough_within_24_hours() =>
        Assert.Equal(("bo", "2 leads in 24 hours of 2"), Of(With(Rep("ana") with { MaxPerDay = 2 }, Assigned(23.9, 1))));

    [Fact]
    public void a_lead_of_24_hours_ago_no_longer_counts() => Assert.Equal("ana", With(Rep("ana") with { MaxPerDay = 2 }, Assigned(24, 1)).PersonId);

    [Fact]
    public void not_who_had_enough_within_7_days() =>
        Assert.Equal(("bo", "3 leads in 7 days of 3"), Of(With(Rep("ana") with { MaxPerWeek = 3 }, Assigned(167.9, 30, 1))));

    [Fact]
    public void not_who_has_no_working_minutes_before_the_deadline()
    {
        var ana = Rep("ana") with { Calendar = "office" };

        // 10:00 UTC is 11:00 in Berlin; Monday's office hours end at 16:00 UTC.
        Assert.Equal("ana", With(ana, deadline: Monday.AddMinutes(5)).PersonId);
        Assert.Equal(
            ("bo", "no working minutes before the deadline"),
            Of(Router.Decide(Lead(Book([ana, Rep("bo")], [Bdrs(new("ana"), new("bo"))], CatchAll()) with { Calendars = [Office] }) with
            {
                Now = Monday.AddHours(6),
                Deadline = Monday.AddHours(7),
            }).Decision));
    }

    [Fact]
    public void a_deadline_that_nobody_can_meet_is_no_reason_against_anybody()
    {
        var decision = With(Rep("ana"), deadline: Monday.AddMinutes(-5));

        Assert.Equal(("ana", null), (decision.PersonId, decision.HeldBecause));
        Assert.Equal("not their turn: 0 of 0 turns", decision.Why("bo"));
    }

    [Fact]
    public void not_who_let_its_clock_lapse() =>
        Assert.Equal(
            ("bo", "let the clock lapse"),
            Of(Router.Decide(Lead(Book([Rep("ana"), Rep("bo")], [Bdrs(new("ana"), new("bo"))], CatchAll())) with { Lapsed = ["ana"] }).Decision));

    [Fact]
    public void a_member_who_is_not_in_the_playbook_is_named() =>
        Assert.Equal(
            "nobody eligible in pool bdrs: ghost: is not in the playbook",
            Router.Decide(Lead(Book([], [Bdrs(new PoolMember("ghost"))], CatchAll()))).Decision.HeldBecause);

    [Fact]
    public void when_nobody_may_the_lead_is_held_for_the_catch_all_pool_with_every_reason()
    {
        var playbook = Book([Rep("ana") with { Active = false }, Rep("bo") with { MaxOpen = 1 }], [Bdrs(new("ana"), new("bo"))], CatchAll());
        var answer = Router.Decide(Lead(playbook) with { Workloads = new Dictionary<string, Workload> { ["bo"] = new("bo", 1, []) } });

        Assert.Null(answer.Decision.PersonId);
        Assert.Equal("bdrs", answer.Decision.PoolId);
        Assert.Equal("nobody eligible in pool bdrs: ana: inactive; bo: 1 open leads of 1", answer.Decision.HeldBecause);
        Assert.Equal([new("ana", false, "inactive"), new("bo", false, "1 open leads of 1")], answer.Decision.Candidates);
        Assert.Null(answer.Rotation);
        Assert.Null(answer.Workload);
    }

    [Fact]
    public void without_a_rule_that_matches_the_lead_is_held_too()
    {
        var playbook = Book([Rep("ana")], [], To("hot", RoutingKind.Score, new Condition.Between("score", 81, null), new RouteTo.ToPerson("ana")));

        Assert.Equal("no routing rule matches", Router.Decide(Lead(playbook)).Decision.HeldBecause);
    }

    private static (string? PersonId, string WhyNotAna) Of(RouteDecision decision) => (decision.PersonId, decision.Why("ana"));
}
