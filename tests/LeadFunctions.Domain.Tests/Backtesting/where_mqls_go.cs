using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Playbooks.Publishing;

namespace LeadFunctions.Domain.Tests.Backtesting;

/// <summary>The load of pools follows the routing rules as leads do: whom the account belongs to, who has the skill, who is away.</summary>
public class where_mqls_go
{
    private static readonly DateTimeOffset Monday = RandomHistories.Start;
    private static readonly Dictionary<string, string> Owned = new() { ["acme.example"] = "farid" };

    [Fact]
    public void an_accounts_owner_gets_its_leads_and_the_pool_does_not()
    {
        var result = Run(With("accounts:\n  acme.example: farid\n"), Asks("ana@acme.example"), Asks("bo@other.example"));

        Assert.Equal([1], Weekly(Pool(result, "bdr").Weeks));
        Assert.Equal([1], Weekly(Pool(result, "ae").Direct));
        Assert.Empty(Pool(result, "bdr").Direct);
        Assert.Equal((1, 2), (Pool(result, "ae").DraftPeak, result.Weeks.Sum(week => week.Draft)));
    }

    [Fact]
    public void an_account_belongs_to_nobody_before_somebody_took_it()
    {
        var took = Asks("ana@acme.example") with { Taken = [(Monday.AddDays(8), "farid"), (Monday.AddDays(20), "farid")] };
        LeadHistory[] leads = [Asks("bo@acme.example"), Asks("cy@acme.example", day: 10), took];

        foreach (var order in new[] { leads, [.. leads.Reverse()] })
        {
            var result = Run(With(""), Owned, order);

            Assert.Equal([2], Weekly(Pool(result, "bdr").Weeks));
            Assert.Equal([1], Weekly(Pool(result, "ae").Direct));
            Assert.Equal(new DateOnly(2026, 3, 9), Pool(result, "ae").Direct[0].Week);
        }
    }

    [Fact]
    public void an_owner_of_whom_no_history_says_since_when_always_was_it_and_one_by_hand_beats_the_playbooks()
    {
        var result = Run(With("accounts:\n  acme.example: grace\n"), Owned, Asks("bo@acme.example"));

        Assert.Equal([1], Weekly(Pool(result, "specialists").Direct));
        Assert.Empty(Pool(result, "enterprise").Direct);
    }

    [Fact]
    public void a_mail_providers_domain_is_nobodys_account()
    {
        var result = Run(With(""), new Dictionary<string, string> { ["gmail.com"] = "farid" }, Asks("bo@gmail.com"));

        Assert.Equal([1], Weekly(Pool(result, "bdr").Weeks));
    }

    [Fact]
    public void an_owner_who_is_away_or_a_pool_without_the_skill_leaves_it_to_the_next_rule()
    {
        var away = With("accounts:\n  acme.example: farid\n", ("id: farid, name: Farid Sample,", "id: farid, name: Farid Sample, away: [{from: 2026-03-01, until: 2026-03-07}],"));
        Assert.Equal([1], Weekly(Pool(Run(away, Asks("ana@acme.example")), "bdr").Weeks));
        Assert.Equal([1], Weekly(Pool(Run(away, Asks("ana@acme.example", day: 10)), "ae").Direct));

        var unskilled = With("", ("manager: maria, skills: [fintech]}", "manager: maria}"));
        var fintech = Asks("ana@acme.example") with { Facts = [new SaidFact(Monday, "industry", "fintech", AttributeSource.Form)] };
        Assert.Equal([1], Weekly(Pool(Run(With(""), fintech), "specialists").Weeks));
        Assert.Equal([1], Weekly(Pool(Run(unskilled, fintech), "bdr").Weeks));
    }

    [Fact]
    public void what_its_people_get_past_the_pool_takes_their_capacity_too()
    {
        var capped = With("accounts:\n  acme.example: ana\n", ("members: [ana, ben, {person: chloe, weight: 1}]", "members: [ana]"), ("id: ana, name: Ana Sample,", "id: ana, name: Ana Sample, maxPerWeek: 2,"));
        LeadHistory[] leads = [Asks("a@acme.example"), Asks("b@acme.example"), Asks("c@other.example")];
        var (nobody, draft) = (Rules(With("", ("trial-signup, label: Free trial signup, handRaise: true", "trial-signup, label: Free trial signup"))), Rules(capped));

        var result = new Backtest(nobody, draft, Monday, Monday.AddDays(28)).Run(leads);

        Assert.Equal("BDR team would get 3 MQLs in the week of 2026-03-02 (2 of them past the pool, to its people by name or account) and takes at most 2 a week", result.Refused);
        Assert.Equal((2, 0, 3), (Pool(result, "bdr").Capacity, Pool(result, "bdr").CurrentPeak, Pool(result, "bdr").DraftPeak));
        Assert.Null(new Backtest(nobody, draft, Monday, Monday.AddDays(28)).Run(leads[1..]).Refused);
    }

    private static LeadHistory Asks(string email, int day = 1) => new("ld_" + email, email, [new("e-" + email, "trial-signup", Monday.AddDays(day))]);

    private static BacktestResult Run(string text, params LeadHistory[] leads) => Run(text, new Dictionary<string, string>(), leads);

    private static BacktestResult Run(string text, Dictionary<string, string> accounts, params LeadHistory[] leads) =>
        new Backtest(Rules(With("")), Rules(text), Monday, Monday.AddDays(28)) { Accounts = accounts }.Run(leads);

    private static PoolLoad Pool(BacktestResult result, string id) => result.Pools.Single(pool => pool.Pool == id);

    private static IEnumerable<int> Weekly(IEnumerable<WeekCount> weeks) => weeks.Where(week => week.Draft > 0).Select(week => week.Draft);

    private static Rulebook Rules(string text)
    {
        var reading = ReadPlaybook.FromYaml(text, "draft.yaml");
        Assert.Empty(reading.Errors);
        return PlaybookVersions.Rulebook(reading.Playbook!);
    }

    private static string With(string more, params (string Text, string Changed)[] changes)
    {
        var text = ShippedPlaybooks.Text("b2b")!;
        foreach (var (from, to) in changes)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text + "\n" + more;
    }
}
