using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.Domain.Tests.Playbooks;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Playbooks.Publishing;

namespace LeadFunctions.Domain.Tests.Backtesting;

public class replaying_history
{
    private static readonly DateTimeOffset End = RandomHistories.Start.AddDays(120);
    private static readonly Rulebook B2b = PlaybookVersions.Rulebook(Shipped.B2b);
    private static readonly Rulebook Draft = Changed("label: Pricing page view, signal: pricing-page-view, points: 20", "label: Pricing page view, signal: pricing-page-view, points: 35");

    // What wears off here takes points, so that time alone lets scores rise.
    private static readonly Rulebook Rising = Changed("signal: unsubscribe, points: -20, repeat: once, decay: none", "signal: unsubscribe, points: -40, repeat: each, decay: {window: 20d}");

    [Fact]
    public void equals_the_naive_way()
    {
        foreach (var rules in new[] { B2b, Draft, Rising })
        {
            for (var seed = 0; seed < 400; seed++)
            {
                var history = RandomHistories.One(seed, rules.Playbook);
                var (mqlAt, by, peak) = Naive(history, rules, End);
                var replayed = Replay.Of(history, rules, End);
                Assert.Equal((seed, mqlAt, by, peak), (seed, replayed.MqlAt, replayed.By, replayed.Peak));
            }
        }
    }

    [Fact]
    public void sees_nothing_of_what_came_later()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (history, cut) = (RandomHistories.One(seed, B2b.Playbook), RandomHistories.Start.AddDays(seed % 120));
            var past = history with
            {
                Events = [.. history.Events.Where(one => one.At <= cut)],
                Facts = [.. history.Facts.Where(fact => fact.At <= cut)],
                Adjustments = [.. history.Adjustments.Where(one => one.At <= cut)],
                SqlAt = history.SqlAt <= cut ? history.SqlAt : null,
            };

            var (whole, then) = (Replay.Of(history, B2b, cut), Replay.Of(past, B2b, cut));

            Assert.Equal((seed, then.MqlAt, then.Score, then.Final), (seed, whole.MqlAt, whole.Score, whole.Final));
            var later = Replay.Of(history, B2b, End);
            Assert.Equal(then.MqlAt, later.MqlAt <= cut ? later.MqlAt : null);
        }
    }

    [Fact]
    public void knows_no_touch_before_it_happened()
    {
        Touch On(int day, string source) => new(new Attribution { Source = source }, RandomHistories.Start.AddDays(day));
        var history = new LeadHistory("ld_1", "ana@acme.example", [new("e1", "page-view", RandomHistories.Start)]) { Touches = [On(0, "google"), On(10, "linkedin"), On(20, "partner")] };

        Assert.Equal("google", Source(RandomHistories.Start.AddDays(9)));
        Assert.Equal("linkedin", Source(RandomHistories.Start.AddDays(10)));
        Assert.Equal("linkedin", Source(RandomHistories.Start.AddDays(19)));
        string? Source(DateTimeOffset at) => Replay.FactsAt(history, B2b, at).Values.GetValueOrDefault("lastSource");
    }

    [Fact]
    public void is_the_same_on_any_number_of_threads_and_in_any_order()
    {
        var histories = RandomHistories.Many(600, B2b.Playbook);
        var one = new Backtest(B2b, Draft, RandomHistories.Start, End);
        var tally = one.NewTally();
        histories.ToList().ForEach(tally.Add);

        var alone = one.Result();
        var many = new Backtest(B2b, Draft, RandomHistories.Start, End).Run([.. histories.Reverse()]);

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(alone), System.Text.Json.JsonSerializer.Serialize(many));
        Assert.True(alone.Flips.Gained > 0 && alone.Flips.Lost == 0, $"{alone.Flips}");
        Assert.Contains(alone.Flips.Items, flip => flip.Why.Contains("web-pricing gives", StringComparison.Ordinal));
        Assert.Equal(alone.Flips.DraftMqls, alone.Weeks.Sum(week => week.Draft));
    }

    [Fact]
    public void counts_each_flip_once_and_names_the_week()
    {
        var history = new LeadHistory("ld_1", "ana@acme.example", [new("e1", "pricing-page-view", RandomHistories.Start.AddDays(1)), new("e2", "webinar-registration", RandomHistories.Start.AddDays(1))]);

        var result = new Backtest(B2b, Draft, RandomHistories.Start, End).Run([history]);

        Assert.Equal((1, 0, 0), (result.Flips.Gained, result.Flips.Lost, result.Flips.Same));
        Assert.Equal(new WeekCount(new DateOnly(2026, 3, 2), 0, 1), Assert.Single(result.Weeks));
        Assert.Equal(("gained", "web-pricing gives 35 instead of 20"), (result.Flips.Items[0].Kind, result.Flips.Items[0].Why));
    }

    [Fact]
    public void counts_who_would_stand_exactly_at_the_bound_today_as_risen()
    {
        var at = RandomHistories.Start.AddDays(1);
        var history = new LeadHistory("ld_1", "ana@acme.example", [new("e1", "blog-post-view", at), new("e2", "blog-post-view", at)])
        {
            Facts = [new(at, "title", "CEO", AttributeSource.Form), new(at, "country", "US", AttributeSource.Form)],
        };
        var lower = Changed("signal: blog-post-view, points: 3", "signal: blog-post-view, points: 2");

        Assert.Equal(Points.Whole(41), Replay.Of(history, B2b, at).Final);
        Assert.Equal((1, 0), (new Backtest(lower, B2b, RandomHistories.Start, at).Run([history]).Flips is var up ? (up.Up, up.Down) : default));
        Assert.Equal((0, 1), (new Backtest(B2b, lower, RandomHistories.Start, at).Run([history]).Flips is var down ? (down.Up, down.Down) : default));
    }

    [Fact]
    public void refuses_more_than_a_pool_takes_and_nothing_that_it_gets_already()
    {
        var capped = Changed("members: [ana, ben, {person: chloe, weight: 1}]", "members: [zoe]", ("role: bdr, manager: maria}", "role: bdr, manager: maria}\n  - {id: zoe, name: Zoe, email: zoe@example.com, role: bdr, maxPerWeek: 2}"));
        var eager = Changed("members: [ana, ben, {person: chloe, weight: 1}]", "members: [zoe]", ("role: bdr, manager: maria}", "role: bdr, manager: maria}\n  - {id: zoe, name: Zoe, email: zoe@example.com, role: bdr, maxPerWeek: 2}"), ("signal: pricing-page-view, points: 20", "signal: pricing-page-view, points: 50"));
        var histories = Enumerable.Range(0, 3).Select(i => new LeadHistory($"ld_{i}", $"p{i}@acme.example", [new($"e{i}", "pricing-page-view", RandomHistories.Start.AddDays(1))])).ToList();

        Assert.Equal("BDR team would get 3 MQLs in the week of 2026-03-02 and takes at most 2 a week", new Backtest(capped, eager, RandomHistories.Start, End).Run(histories).Refused);
        Assert.Null(new Backtest(eager, eager, RandomHistories.Start, End).Run(histories).Refused);
        Assert.Null(new Backtest(capped, eager, RandomHistories.Start, End).Run([.. histories.Take(2)]).Refused);
    }

    /// <summary>Every instant from scratch, with a history from which all that came later is cut off.</summary>
    private static (DateTimeOffset? MqlAt, string? By, Points Peak) Naive(LeadHistory history, Rulebook rules, DateTimeOffset until)
    {
        var bound = rules.Playbook.Bands.Single(band => band.Id == rules.Playbook.MqlBand).From;
        var instants = history.Events.Select(one => one.At).Concat(history.Facts.Select(fact => fact.At)).Concat(history.Adjustments.Select(one => one.At)).Where(at => at <= until).ToHashSet();
        // Whatever wears off does so at a whole number of days after an event.
        foreach (var one in history.Events)
        {
            instants.UnionWith(Enumerable.Range(1, 130).Select(day => one.At.AddDays(day)).Where(at => at < until));
        }

        var (mqlAt, by, peak) = ((DateTimeOffset?)null, (string?)null, Points.Zero);
        foreach (var at in instants.Order())
        {
            var facts = Facts(history, rules, at);
            var past = history.Events.Where(one => one.At <= at).ToList();
            if (past.Count == 0 && !history.Facts.Any(fact => fact.At <= at) && !history.Adjustments.Any(one => one.At <= at))
            {
                continue;
            }

            var score = rules.Model.Score(new ScoringInput(facts, past, [.. history.Adjustments.Where(one => one.At <= at)], default), at);
            var raised = past.FirstOrDefault(one => one.At == at && rules.Signal(one.Signal)?.HandRaise == true).Signal;
            peak = at < (history.SqlAt ?? DateTimeOffset.MaxValue) && score.Total > peak && IsRecorded(history, at) ? score.Total : peak;
            if (mqlAt is null && (raised is not null || score.Total >= Points.Whole(bound)) && !rules.Playbook.Gates.Any(gate => gate.When.Holds(facts)))
            {
                (mqlAt, by) = (at, raised);
            }
        }

        return (mqlAt, by, peak);
    }

    private static bool IsRecorded(LeadHistory history, DateTimeOffset at) =>
        history.Events.Any(one => one.At == at) || history.Facts.Any(fact => fact.At == at) || history.Adjustments.Any(one => one.At == at);

    private static Facts Facts(LeadHistory history, Rulebook rules, DateTimeOffset at)
    {
        var lead = new Lead { Id = history.LeadId, Email = history.Email, CreatedAt = at };
        foreach (var fact in history.Facts.Where(fact => fact.At <= at))
        {
            lead = lead with { Attributes = Capture.Merge(lead.Attributes, [KeyValuePair.Create(fact.Attribute, new AttributeValue(fact.Value, fact.At, fact.Source))]) };
        }

        return LeadFacts.Of(lead, rules.Domains, at);
    }

    private static Rulebook Changed(string text, string changed, params (string Text, string Changed)[] more)
    {
        var yaml = ShippedPlaybooks.Text("b2b")!;
        foreach (var (from, to) in more.Prepend((text, changed)))
        {
            var at = yaml.IndexOf(from, StringComparison.Ordinal);
            Assert.True(at >= 0, from);
            yaml = yaml[..at] + to + yaml[(at + from.Length)..];
        }

        var reading = ReadPlaybook.FromYaml(yaml, "draft.yaml");
        Assert.Empty(reading.Errors);
        return PlaybookVersions.Rulebook(reading.Playbook!);
    }
}
