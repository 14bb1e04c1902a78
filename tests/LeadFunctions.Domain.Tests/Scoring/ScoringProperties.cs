using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using static LeadFunctions.Domain.Tests.Scoring.Models;

namespace LeadFunctions.Domain.Tests.Scoring;

public sealed class whatever_the_playbook_and_the_lead
{
    private const int Many = 10_000;

    [Fact]
    public void the_lines_sum_to_the_score_and_the_explanation_has_the_same_numbers() => RandomScoring.Cases(Many, random =>
    {
        var (model, lead, at) = (ScoringModel.Compile(random.Playbook()), random.Lead(), random.Instant(120));
        var card = model.Explain(lead, at);
        Assert.Equal(card.Total.Milli, card.Lines.Sum(line => line.Points.Milli));
        Assert.Equal(model.Score(lead, at), new(card.Fit, card.Engagement, card.Total, card.Grade, card.Band, card.At, card.PlaybookVersion));
        var numbers = model.Score(model.Prepare(lead), at);
        Assert.Equal((card.Fit, card.Engagement, card.Total, card.Band), (numbers.Fit, numbers.Engagement, numbers.Total, model.BandId(numbers)));
        Assert.All(card.Lines, line => Assert.True(double.IsFinite(line.Factor) && line.Why.Length > 0));
    });

    [Fact]
    public void the_score_is_the_plain_formula() => RandomScoring.Cases(Many, random =>
    {
        var (playbook, lead, at) = (random.Playbook(), random.Lead(), random.Instant(120));
        var expected = PlainFormula.Total(playbook, lead, at);
        var halfMilliEach = 0.0005 * ((lead.Ledger.Count * 2 * playbook.Scoring.Engagement.Count) + 1);
        Assert.Equal(expected, (double)ScoringModel.Compile(playbook).Score(lead, at).Total.ToDecimal(), halfMilliEach + 1e-9);
    });

    [Fact]
    public void a_compiled_condition_holds_when_the_condition_does() => RandomScoring.Cases(Many, random =>
    {
        var (when, facts) = (random.When(), random.Lead().Facts);
        var model = Of(new() { Fit = [new("f", "F", "factor", when, 1, null)] });
        Assert.Equal(when.Holds(facts), model.Score(Lead() with { Facts = facts }, Day0).Total > Points.Zero);
    });

    [Fact]
    public void facts_set_by_column_are_worth_what_they_are_by_name() => RandomScoring.Cases(Many, random =>
    {
        var (playbook, facts) = (random.Playbook(), random.Lead().Facts);
        var model = ScoringModel.Compile(playbook);
        var row = model.NewRow();
        foreach (var (fact, text) in facts.Values)
        {
            Set(row.Column(fact), text);
        }

        Assert.Equal(model.Score(model.Prepare(new(facts, [], [], default)), Day0), model.Score(row));

        static void Set(FactColumn column, string text)
        {
            switch (text)
            {
                case "true":
                    column.Set(true);
                    break;
                case "0" or "1" or "2" or "12" or "-3" or "1234567890":
                    column.Set(double.Parse(text, null));
                    break;
                default:
                    column.Set(text);
                    break;
            }
        }
    });

    [Fact]
    public void order_of_arrival_and_duplicates_change_nothing() => RandomScoring.Cases(Many, random =>
    {
        var (model, lead, at) = (ScoringModel.Compile(random.Playbook()), random.Lead(), random.Instant(120));
        var shuffled = random.Shuffled(lead);
        Assert.Equal(model.Score(lead, at), model.Score(shuffled with { LastActivityAt = lead.LastActivityAt }, at));
        Assert.Equal(model.Explain(lead, at).Lines, model.Explain(shuffled, at).Lines);
        Assert.Equal(model.NextChange(lead, at, []), model.NextChange(shuffled, at, []));
    });

    [Fact]
    public void adding_events_one_at_a_time_equals_replaying_them_all() => RandomScoring.Cases(Many, random =>
    {
        var (model, lead, at) = (ScoringModel.Compile(random.Playbook()), random.Lead(), random.Instant(120));
        var arrived = random.Shuffled(lead).Ledger;
        IReadOnlyList<LedgerEvent> stored = [];
        for (var i = 0; i < arrived.Count; i++)
        {
            stored = LedgerOrder.Insert(stored, arrived[i]);
            Assert.Equal(model.Score(lead with { Ledger = [.. arrived.Take(i + 1)] }, at), model.Score(lead with { Ledger = stored }, at));
        }

        Assert.Equal(lead.Ledger.OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal), stored);
    });

    [Fact]
    public void the_next_change_is_the_second_at_which_looking_every_second_finds_one() => RandomScoring.Cases(Many, random =>
    {
        var (playbook, lead, after) = (random.Playbook(), random.Lead(), random.Instant(90));
        Points[] watch = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => new Points(random.Next(-20_000, 60_000)))];
        var model = ScoringModel.Compile(playbook);
        Assert.Equal(BySecond(playbook, model, lead, after, watch), model.NextChange(lead, after, watch));
    });

    [Fact]
    public void a_factor_never_rises_with_age() => RandomScoring.Cases(Many, random =>
    {
        Decay decay = random.Next(0, 2) == 0
            ? new Decay.HalfLife(TimeSpan.FromMilliseconds(random.Next(1, int.MaxValue)))
            : new Decay.Linear(random.Next(1, 1000) / 7.0, TimeSpan.FromMilliseconds(random.Next(1, int.MaxValue)));
        var model = Of(new() { Max = int.MaxValue, Engagement = [Rule("a", int.MaxValue, decay)] });
        var (lead, young) = (Lead(Event("1", "a", TimeSpan.Zero)), Day0.AddMilliseconds(random.Next(0, int.MaxValue)));
        var old = young.AddMilliseconds(random.Next(0, 3) == 0 ? 1 : random.Next(1, int.MaxValue));
        Assert.True(model.Score(lead, old).Total <= model.Score(lead, young).Total);
    });

    private static DateTimeOffset? BySecond(Playbook playbook, ScoringModel model, ScoringInput lead, DateTimeOffset after, Points[] watch)
    {
        var prepared = model.Prepare(lead);
        var before = Seen(after);
        var first = DateTimeOffset.FromUnixTimeSeconds(after.ToUnixTimeSeconds() + 1);
        return Enumerable.Range(0, RandomScoring.LastSecond).Select(second => (DateTimeOffset?)first.AddSeconds(second)).FirstOrDefault(at => Seen(at!.Value) != before);

        (int Band, int Above, int States) Seen(DateTimeOffset at)
        {
            var numbers = model.Score(prepared, at);
            return (numbers.Band, watch.Count(level => numbers.Total >= level), States(at));
        }

        int States(DateTimeOffset at) => playbook.Scoring.State.Select((rule, i) => PlainFormula.Present(rule, lead, at) ? 1 << i : 0).Sum();
    }
}
