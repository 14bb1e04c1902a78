using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Demo;

/// <summary>
/// How the team works the leads that come to it: most are called within minutes, some too late, a few never; some go back with a reason, some become deals, and of
/// those some are won. In office hours, each by the lead's own dice.
/// </summary>
internal sealed class Salespeople(ILeadStore leads, Website website, Agenda agenda, TimeProvider clock, int seed)
{
    private static readonly string[] Rejects = ["not-a-fit", "not-a-fit", "no-need", "no-need", "no-need", "unreachable", "duplicate", "bad-data", "other"];
    private static readonly string[] Losses = ["price", "no-decision", "competitor", "timing"];
    private readonly HashSet<(string Lead, Stage Stage, DateTimeOffset Since)> _seen = [];

    /// <summary>Looks at what changed lately, and plans what to do about it.</summary>
    public async Task LookAsync()
    {
        foreach (var row in (await leads.ListAsync(new LeadQuery(Sort: "-updated", Limit: 25), default)).Items)
        {
            if (row.Stage is Stage.Raw or Stage.Lost or Stage.Disqualified or Stage.Archived || row.Owner is null)
            {
                continue;
            }

            var lead = await leads.FindLeadAsync(row.Id, default);
            if (lead is { Owner: not null } && _seen.Add((lead.Id, lead.Stage, lead.Stage == Stage.Mql ? lead.Owner.At : lead.StageSince)))
            {
                Plan(lead, new Dice(seed, $"{lead.Email}/{lead.Stage}/{lead.Stays.Count}/{lead.Reroutings}"));
            }
        }
    }

    private void Plan(Lead lead, Dice dice)
    {
        switch (lead.Stage)
        {
            case Stage.Mql:
                FirstContact(lead, dice);
                break;
            case Stage.Sal when dice.Chance(0.08 + (0.35 * (double)lead.Score.Total.ToDecimal() / 100)):
                Later(lead, Stage.Sal, TimeSpan.FromDays(1.5), dice, "qualify", Answers(lead));
                break;
            case Stage.Sal:
                var refused = dice.Chance(0.3);
                Later(lead, Stage.Sal, TimeSpan.FromDays(4), dice, refused ? "reject" : "recycle", new { reason = refused ? dice.Of(Rejects) : "not-ready" });
                break;
            case Stage.Sql when dice.Chance(0.1):
                Later(lead, Stage.Sql, TimeSpan.FromHours(5), dice, "reject", new { reason = "not-qualified" });
                break;
            case Stage.Sql:
                Later(lead, Stage.Sql, TimeSpan.FromHours(3), dice, "accept-opportunity", new { });
                Convert(lead, dice);
                break;
            case Stage.Opportunity:
                Close(lead, dice);
                break;
            case Stage.Customer:
                Later(lead, Stage.Customer, TimeSpan.FromHours(6), dice, "accept", new { });
                Later(lead, Stage.Customer, TimeSpan.FromDays(3), dice, "kickoff", new { });
                break;
            default:
                break;
        }
    }

    private void FirstContact(Lead lead, Dice dice)
    {
        if (dice.Chance(0.07))
        {
            return;
        }

        var at = AtWork(clock.GetUtcNow()) + dice.About(TimeSpan.FromMinutes(dice.Chance(0.78) ? 2 : 45));
        var reached = dice.Chance(0.7);
        Do(at, lead.Id, Stage.Mql, "contact", new { channel = dice.Chance(0.7) ? "call" : "email", outcome = reached ? "reached" : "no-answer" });
        if (dice.Chance(0.13))
        {
            Do(AtWork(at + dice.About(TimeSpan.FromHours(5))), lead.Id, Stage.Mql, "reject", new { reason = dice.Of(Rejects) });
        }
        else
        {
            Do(at + TimeSpan.FromMinutes(dice.Number(1, 12)), lead.Id, Stage.Mql, "accept", new { });
        }
    }

    private void Convert(Lead lead, Dice dice)
    {
        if (dice.Chance(0.45))
        {
            var amount = dice.Number(8, 60) * 500;
            Later(lead, Stage.Sql, TimeSpan.FromDays(4), dice, "convert", new { name = (lead.Attribute("company") ?? "Deal") + " " + clock.GetUtcNow().Year, amount, closeDate = clock.GetUtcNow().AddDays(45).ToString("yyyy-MM-dd", null) });
        }
        else
        {
            Later(lead, Stage.Sql, TimeSpan.FromDays(8), dice, "recycle", new { reason = "other" });
        }
    }

    private void Close(Lead lead, Dice dice)
    {
        if (dice.Chance(0.25))
        {
            Later(lead, Stage.Opportunity, TimeSpan.FromDays(22), dice, "win", new { contract = "One year, yearly in advance", useCase = "Forecasts for the sales floor", contacts = new[] { lead.Attribute("name") ?? lead.Email }, whyBought = "Answers within minutes" });
        }
        else
        {
            Later(lead, Stage.Opportunity, TimeSpan.FromDays(26), dice, "lose", new { reason = dice.Of(Losses) });
        }
    }

    private void Later(Lead lead, Stage stage, TimeSpan about, Dice dice, string action, object details) =>
        Do(AtWork(clock.GetUtcNow() + dice.About(about)), lead.Id, stage, action, details);

    /// <summary>By whoever has the lead then, if it is still where it was.</summary>
    private void Do(DateTimeOffset at, string leadId, Stage stage, string action, object details) => agenda.Add(at, async () =>
    {
        if (await leads.FindLeadAsync(leadId, default) is { Owner: { } owner } lead && lead.Stage == stage)
        {
            await website.DecideAsync(owner.PersonId, leadId, action, details);
        }
    });

    private static object Answers(Lead lead) => new
    {
        method = "bant",
        answers = new { budget = "approved for this year", authority = (lead.Attribute("title") ?? "the buyer") + " decides", need = "forecasts take days", timeline = "this quarter" },
        notes = "Spoke for half an hour; wants to see it with their own numbers",
        stakeholders = new[] { "Head of finance" },
    };

    /// <summary>Then, if somebody is at work; else soon after the next opening.</summary>
    private static DateTimeOffset AtWork(DateTimeOffset at)
    {
        var there = OfficeHours.At(at);
        return there.IsOpen ? at : there.Opens.AddMinutes(at.Minute % 4);
    }
}
