using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Tests.Playbooks;

/// <summary>The tables of the skill document, typed in from it, against the shipped numbers.</summary>
public class seed_000_and_the_b2b_playbook
{
    private static readonly Playbook B2b = Shipped.B2b;

    [Fact]
    public void have_the_same_lifecycle_stages() => Assert.Equal(
        [
            ("Raw Lead", "Form fill, contact info only", "Marketing", "Data enrichment, initial scoring"),
            ("MQL", "Meets marketing criteria", "Marketing", "Nurture sequence, content delivery"),
            ("SAL", "Sales accepted, agrees to work", "Sales (BDR)", "Initial outreach, qualification"),
            ("SQL", "Sales qualified, ready for pipeline", "Sales (AE)", "Discovery call, needs assessment"),
            ("Opportunity", "Active deal in pipeline", "Sales (AE)", "Demo, proposal, negotiation"),
            ("Customer", "Closed-won", "CS/Account", "Onboarding, expansion"),
        ],
        B2b.Stages.Select(stage => (stage.Name, stage.Definition, stage.Team, Sentence(stage.Activities))));

    [Fact]
    public void have_the_same_nurture_sequences() => Assert.Equal(
        [
            ("New Lead", "Raw leads", "2-3 weeks", "4-5", "Qualify to MQL"),
            ("MQL Nurture", "MQLs", "3-4 weeks", "5-7", "Move to SAL"),
            ("Re-engagement", "Stale leads", "2 weeks", "3", "Reactivate or archive"),
            ("Post-demo", "Post-demo leads", "1-2 weeks", "3-4", "Close decision"),
            ("Lost deal", "Lost opportunities", "2-3 months", "4-6", "Re-enter pipeline"),
        ],
        B2b.Sequences.Select(sequence => (sequence.Name, sequence.Target, sequence.Duration, sequence.Emails, sequence.Goal)));

    [Theory]
    [InlineData("new-lead", 14, 21, 4, 5)]
    [InlineData("mql-nurture", 21, 28, 5, 7)]
    [InlineData("re-engagement", 14, 14, 3, 3)]
    [InlineData("post-demo", 7, 14, 3, 4)]
    [InlineData("lost-deal", 60, 93, 4, 6)]
    public void have_sequences_whose_steps_take_as_long_and_send_as_much_as_the_seed_says(string id, int leastDays, int mostDays, int leastMails, int mostMails)
    {
        var steps = B2b.Sequences.Single(sequence => sequence.Id == id).Steps;
        var days = steps.Sum(step => step switch
        {
            Domain.Nurture.SequenceStep.Wait wait => wait.For.TotalDays,
            Domain.Nurture.SequenceStep.WaitFor wait => wait.Timeout.TotalDays,
            _ => 0,
        });

        Assert.InRange(days, leastDays, mostDays);
        Assert.InRange(steps.Count(step => step is Domain.Nurture.SequenceStep.Send), leastMails, mostMails);
    }

    [Fact]
    public void have_the_same_explicit_score() => Assert.Equal(
        [
            ("Title", "C-level", 25),
            ("Title", "VP/Director", 20),
            ("Title", "Manager", 10),
            ("Title", "Individual contributor", 5),
            ("Company Size", "500+ employees", 20),
            ("Company Size", "100-499", 15),
            ("Company Size", "20-99", 10),
            ("Company Size", "<20", 5),
            ("Industry", "Target industry", 15),
            ("Industry", "Adjacent industry", 10),
            ("Geography", "Primary market", 10),
        ],
        B2b.Scoring.Fit.Select(rule => (Group(rule.Group), rule.Label, rule.Points)));

    [Fact]
    public void have_the_same_implicit_score()
    {
        var rules = B2b.Scoring.Engagement.Select(rule => (Group(rule.Group), rule.Label, rule.Points))
            .Concat(B2b.Scoring.State.Select(rule => (Group(rule.Group), rule.Label, rule.Points)));
        Assert.Equal(
            [
                ("Web", "Pricing page view", 20),
                ("Web", "Product page view", 10),
                ("Web", "Blog post view", 3),
                ("Web", "3+ pages/session", 5),
                ("Email", "Email open", 2),
                ("Email", "Email click", 5),
                ("Email", "Unsubscribe", -20),
                ("Content", "Whitepaper download", 10),
                ("Content", "Webinar registration", 15),
                ("Content", "Webinar attendance", 20),
                ("Content", "Case study download", 15),
                ("Direct", "Demo request", 30),
                ("Direct", "Contact form", 25),
                ("Direct", "Free trial signup", 25),
                ("Negative", "30+ days inactive", -15),
                ("Negative", "Competitor email domain", -30),
                ("Negative", "Student/free email", -10),
            ],
            rules);
    }

    [Fact]
    public void mean_the_same_by_inactive_and_session()
    {
        Assert.Equal(TimeSpan.FromDays(30), B2b.Scoring.State.Single(rule => rule.Id == "inactive-30d").InactiveFor);
        Assert.Equal(new SessionDepth("session-depth", 3, TimeSpan.FromMinutes(30)), B2b.Scoring.SessionDepth);
    }

    [Fact]
    public void give_every_signal_of_the_table_to_the_rule_of_its_name() => Assert.All(
        B2b.Scoring.Engagement, rule => Assert.Equal(rule.Label, B2b.Signals.Single(signal => signal.Name == rule.Signal).Label));

    [Fact]
    public void have_the_same_thresholds_and_actions() => Assert.Equal(
        [
            (0, 20, "Cold", "Awareness content, retargeting"),
            (21, 40, "Warm", "Nurture sequence"),
            (41, 60, "MQL", "Marketing nurture + BDR notification"),
            (61, 80, "SAL", "BDR outreach within 24h"),
            (81, 100, "SQL", "AE engagement, demo scheduling"),
        ],
        B2b.Bands.Select((band, i) => (band.From, i + 1 < B2b.Bands.Count ? B2b.Bands[i + 1].From - 1 : B2b.Scoring.Max, band.Name, band.Action)));

    [Fact]
    public void have_the_six_kinds_of_routing_rules() => Assert.Equal(
        [RoutingKind.AccountOwner, RoutingKind.Score, RoutingKind.Segment, RoutingKind.Territory, RoutingKind.Specialty, RoutingKind.RoundRobin],
        B2b.Routing.Select(rule => rule.Kind));

    [Theory]
    [InlineData("80", "everybody")]
    [InlineData("80.001", "hot-score")]
    [InlineData("81", "hot-score")]
    public void send_a_score_over_80_to_a_senior_ae(string score, string rule) => Assert.Equal(rule, RuleFor(("score", score)));

    [Theory]
    [InlineData("companySize", "499", "everybody")]
    [InlineData("companySize", "500", "enterprise")]
    [InlineData("country", "JP", "apac")]
    [InlineData("country", "US", "everybody")]
    [InlineData("industry", "Fintech", "fintech")]
    [InlineData("industry", "Retail", "everybody")]
    public void send_the_rest_by_size_territory_specialty_and_turn(string fact, string value, string rule) => Assert.Equal(rule, RuleFor((fact, value)));

    [Fact]
    public void have_the_same_pipeline_metrics() => Assert.Equal(
        [
            ("MQL-to-SQL Rate", "SQLs / MQLs * 100", "15-25%", 15, 25),
            ("SQL-to-Opp Rate", "Opps / SQLs * 100", "30-50%", 30, 50),
            ("Win Rate", "Closed-Won / Total Opps * 100", "20-30%", 20, 30),
            ("Sales Cycle", "Avg days from SQL to close", "30-90 days (B2B)", 30, 90),
            ("Pipeline Velocity", "(Opps * Win% * ACV) / Cycle Days", "Higher = better", null, null),
            ("Lead Response Time", "Time from MQL to first contact", "<5 min ideal", (double?)null, (double?)5),
        ],
        B2b.Targets.Take(6).Select(target => (target.Name, target.Formula, target.Benchmark, target.Min, target.Max)));

    [Theory]
    [InlineData("first-contact-hot", 5, "minutes")]
    [InlineData("first-contact-warm", 60, "minutes")]
    [InlineData("sal-outreach", 24, "hours")]
    [InlineData("sql-accept", 24, "hours")]
    public void have_the_same_service_levels(string metric, double max, string unit)
    {
        var target = B2b.Targets.Single(target => target.Metric == metric);
        Assert.Equal((max, unit), (target.Max, target.Unit));
    }

    [Fact]
    public void halve_points_in_30_days_as_the_semantics_say() =>
        Assert.All(B2b.Scoring.Engagement.Where(rule => rule.Points > 0), rule => Assert.Equal(new Decay.HalfLife(TimeSpan.FromDays(30)), rule.Decay));

    [Fact]
    public void let_forms_for_demo_contact_and_trial_raise_a_hand() => Assert.Equal(
        ["demo-request", "contact-form", "trial-signup"], B2b.Signals.Where(signal => signal.HandRaise).Select(signal => signal.Name));

    private static string? Group(string? id) => B2b.Scoring.Groups.SingleOrDefault(group => group.Id == id)?.Label;

    private static string Sentence(IReadOnlyList<string> parts) =>
        string.Join(", ", parts.Select((part, i) => i == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..]));

    private static string RuleFor((string Fact, string Value) fact)
    {
        var facts = new Facts(new Dictionary<string, string> { ["score"] = "30", [fact.Fact] = fact.Value });
        return B2b.Routing.First(rule => rule.To is not RouteTo.AccountOwner && rule.When.Holds(facts)).Id;
    }
}
