using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Nurture;

namespace LeadFunctions.Domain.Tests.Metrics;

public sealed class what_a_lead_adds
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Lead Jane = Capture.New("ld_1", "jane@globex.example", Start) with { Version = 1 };

    [Fact]
    public void a_page_view_that_moves_no_band_changes_no_figure()
    {
        var seen = Jane with { LastActivityAt = Start.AddHours(1), Score = Jane.Score with { Total = Points.Whole(3) }, Ledger = [new LedgerEvent("s1", "blog-post-view", Start)], Visitors = ["v1"] };

        Assert.False(Contribution.Changed(Jane, seen));
        Assert.True(Contribution.Changed(Jane, seen with { Score = Jane.Score with { Band = "warm" } }));
        Assert.True(Contribution.Changed(Jane with { Version = 0 }, seen));
    }

    [Fact]
    public void lists_made_anew_with_the_same_in_them_change_no_figure() =>
        Assert.False(Contribution.Changed(Jane with { Clocks = [Ended(1, ClockOutcome.Met)] }, Jane with { Clocks = [Ended(1, ClockOutcome.Met)] }));

    [Fact]
    public void what_the_lead_no_longer_keeps_stays_counted()
    {
        Clock[] kept = [.. Enumerable.Range(2, RunningClocks.MostEnded - 1).Select(hour => Ended(hour, ClockOutcome.Met))];
        var counted = Contribution.Of(Jane with { Clocks = [Ended(1, ClockOutcome.Breached), .. kept] });

        var later = Contribution.Of(Jane with { Clocks = [.. kept, Ended(100, ClockOutcome.Cancelled)] }).Keeping(counted);

        Assert.Equal(["breached", .. kept.Select(_ => "met"), null], later.Facts.Where(fact => fact.Kind == FactKind.Clock).Select(fact => fact.Why));
    }

    [Fact]
    public void what_is_missing_although_there_is_room_was_taken_back()
    {
        var counted = Contribution.Of(Jane with { Clocks = [Ended(1, ClockOutcome.Breached), Ended(2, ClockOutcome.Met)] });
        var without = Contribution.Of(Jane with { Clocks = [Ended(2, ClockOutcome.Met)] });

        Assert.Equal(without, without.Keeping(counted));
    }

    [Fact]
    public void what_was_taken_back_does_not()
    {
        var risen = Stays.Move(Jane, Stage.Mql, Start.AddHours(1));

        Assert.Equal(Contribution.Of(Jane), Contribution.Of(Jane).Keeping(Contribution.Of(risen)));
    }

    [Fact]
    public void an_old_response_and_an_old_deal_survive_the_next_ones()
    {
        var contact = new FirstContact(Start.AddMinutes(3), "ana", "call", "reached") { WallTime = TimeSpan.FromMinutes(3) };
        var stay = new StageStay(Stage.Mql, Start, Start.AddDays(1)) { FirstContact = contact };
        var opportunity = new StageStay(Stage.Opportunity, Start.AddDays(2), Start.AddDays(3)) { Deal = new Deal("Old", 10, default, Start.AddDays(2), "farid") { Won = false, ClosedAt = Start.AddDays(3) } };
        var lead = Jane with { Stays = [stay, opportunity], FirstContact = contact with { At = Start.AddDays(5) } };

        Assert.Equal(2, Contribution.Of(lead).Facts.Count(fact => fact.Kind == FactKind.Response));
        Assert.Equal(["lost"], Contribution.Of(lead).Facts.Where(fact => fact.Kind == FactKind.Deal).Select(fact => fact.Why));
    }

    [Fact]
    public void nobodys_address_or_name_is_in_it()
    {
        var run = new Enrolment("new-lead:1", "new-lead", "1", "v1", Start, "matched");
        var lead = Jane with { Attributes = new Dictionary<string, AttributeValue> { ["name"] = new("Jane Doe", Start, AttributeSource.Form) }, Enrolments = [run] };

        var text = string.Join(' ', Shares.Of(Contribution.Of(lead)).Select(share => share.Bucket + share.Measure));

        Assert.DoesNotContain("jane", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("new-lead", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  Google ", null, "google")]
    [InlineData(null, "gclid:abc", "gclid")]
    [InlineData("tab\tin\u0007it", null, "tabinit")]
    [InlineData(" ", null, null)]
    public void a_source_is_a_short_plain_name(string? source, string? clickId, string? expected) =>
        Assert.Equal(expected, Contribution.Of(Jane with { FirstTouch = new Touch(new Attribution { Source = source, ClickId = clickId }, Start) }).Source);

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(299_999)]
    [InlineData(300_000)]
    [InlineData(86_400_000)]
    [InlineData(31_536_000_000)]
    public void a_duration_is_told_within_a_hundredth(long milliseconds) =>
        Assert.InRange(LogBuckets.Seconds(LogBuckets.Of(milliseconds)), Math.Max(milliseconds, 1000) / 1000.0 * 0.99, Math.Max(milliseconds, 1000) / 1000.0 * 1.0101);

    [Theory]
    [InlineData(300_000, 1)]
    [InlineData(300_001, 0)]
    public void whoever_waited_exactly_five_minutes_was_answered_in_time(long milliseconds, int inTime)
    {
        var contact = new FirstContact(Start.AddMilliseconds(milliseconds), "ana", "call", "reached") { WallTime = TimeSpan.FromMilliseconds(milliseconds) };
        var cohort = Families.Bucket(Families.Cohort, new DateOnly(2026, 3, 2));

        var shares = Shares.Of(Contribution.Of(Jane with { FirstContact = contact })).Where(share => share.Bucket == cohort).ToList();

        Assert.Equal((1, inTime), (shares.Count(share => share.Measure == Measures.Responses), shares.Count(share => share.Measure == Measures.InFiveMinutes)));
    }

    [Theory]
    [InlineData("2026-03-02T23:59:59Z")]
    [InlineData("2026-03-03T01:59:59+02:00")]
    [InlineData("2026-03-02T00:00:00Z")]
    public void its_cohort_is_the_day_in_utc(string created) =>
        Assert.Equal(new DateOnly(2026, 3, 2), Contribution.Of(Jane with { CreatedAt = DateTimeOffset.Parse(created, System.Globalization.CultureInfo.InvariantCulture) }).Entered);

    [Theory]
    [InlineData("2026-03-01", "2026-02-23")]
    [InlineData("2026-03-02", "2026-03-02")]
    [InlineData("2026-03-08", "2026-03-02")]
    [InlineData("2027-01-01", "2026-12-28")]
    public void its_week_begins_on_monday(string day, string monday) =>
        Assert.Equal(DateOnly.ParseExact(monday, "yyyy-MM-dd"), Periods.StartOf(DateOnly.ParseExact(day, "yyyy-MM-dd"), Unit.Week));

    private static Clock Ended(int hour, ClockOutcome outcome) =>
        new() { Id = $"p:{hour}", Policy = "p", Group = "g", StartedAt = Start.AddHours(hour), Target = TimeSpan.FromMinutes(5), Legs = [new Leg(Start, null)], Outcome = outcome, EndedAt = Start.AddHours(hour) };
}
