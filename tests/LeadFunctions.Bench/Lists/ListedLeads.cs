using LeadFunctions.Bench.Decay;
using LeadFunctions.Domain;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Bench.Lists;

/// <summary>Many leads of a year, as lists show them: most are raw, some with sales, in all bands, of 50,000 companies.</summary>
internal sealed class ListedLeads(int count, Playbook playbook)
{
    private static readonly string[] First = ["Ana", "Ben", "Chidi", "Dana", "Emil", "Fatima", "Goran", "Hana", "Ines", "Jonas", "Keiko", "Liam", "Mira", "Noor", "Olga", "Pavel"];
    private static readonly string[] Last = ["Silva", "Okafor", "Novak", "Larsen", "Tanaka", "Moreau", "Schmidt", "Rossi", "Haddad", "Kowalski", "Berg", "Costa", "Dubois"];

    private static readonly Stage[] Stages =
    [
        Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Raw, Stage.Mql, Stage.Mql, Stage.Sal, Stage.Sql,
        Stage.Opportunity, Stage.Customer, Stage.Lost, Stage.Disqualified,
    ];

    /// <summary>Ascending by id.</summary>
    public IEnumerable<Lead> All() => Enumerable.Range(0, count).Select(index => (Id: ManyLeads.IdOf(index), index)).OrderBy(lead => lead.Id, StringComparer.Ordinal).Select(lead => Of(lead.index));

    private Lead Of(int index)
    {
        var mixed = index * 7919L % 1_000_003;
        var total = new Points(mixed % 100_000);
        var stage = Stages[mixed % Stages.Length];
        var created = ManyLeads.FirstDue.AddSeconds(-31 * mixed);
        var band = playbook.Bands.Last(one => total >= Points.Whole(one.From)).Id;
        AttributeValue Said(string text) => new(text, created, AttributeSource.Form);
        var worked = stage is Stage.Mql or Stage.Sal or Stage.Sql or Stage.Opportunity or Stage.Customer;
        var waits = worked && index % 100 == 7;
        var lead = ManyLeads.LeadOf(index) with
        {
            CreatedAt = created,
            UpdatedAt = created.AddSeconds(index * 104_729L % 2_000_000),
            // Not before this is over: what is measured is looking, not the timers.
            DueAt = ManyLeads.FirstDue.AddYears(100).AddSeconds(index),
            Stage = stage,
            StageSince = created.AddDays(mixed % 60),
            Stays = stage == Stage.Raw ? [] : [new StageStay(Stage.Raw, created, created.AddDays(mixed % 60)) { Cause = "threshold:mql" }],
            FirstContact = stage == Stage.Raw ? null : new FirstContact(created.AddDays(mixed % 60).AddSeconds(mixed % 9000), "ana", "call", "reached") { WallTime = TimeSpan.FromSeconds(mixed % 9000) },
            FirstTouch = new Touch(new Attribution { Source = "source" + (mixed % 12), Campaign = "campaign" + (mixed % 40) }, created),
            Score = ScoreSnapshot.None with { Total = total, Band = band },
            Owner = worked && !waits ? new Assignment(playbook.People[(int)(mixed % playbook.People.Count)].Id, created, "everybody", "d") : null,
            Holding = waits ? new Holding("all away", playbook.Pools[(int)(mixed % playbook.Pools.Count)].Id, created) : null,
            Clocks = worked && mixed % 3 > 0 ? [ClockOf(created.AddDays(mixed % 60))] : [],
            Attributes = new Dictionary<string, AttributeValue>()
            {
                ["firstName"] = Said(First[mixed % First.Length]),
                ["lastName"] = Said(Last[mixed % Last.Length]),
                ["company"] = Said($"Company {index % 50_000} Ltd"),
                ["title"] = Said($"title {index % 1000}"),
                ["country"] = Said($"country {index % 1000}"),
                ["industry"] = Said($"industry {index % 1000}"),
                ["companySize"] = Said($"companySize {index % 1000}"),
            },
        };
        return lead with { Urgency = Urgency.Of(lead, playbook) };
    }

    private Clock ClockOf(DateTimeOffset start) => new()
    {
        Id = $"{playbook.Sla[0].Id}:{start.ToUnixTimeMilliseconds()}",
        Policy = playbook.Sla[0].Id,
        Group = playbook.Sla[0].Group,
        StartedAt = start,
        Target = TimeSpan.FromHours(1),
        Legs = [new Leg(start, null)],
        BreachedAt = start.UtcTicks % 2 == 0 ? start.AddHours(1) : null,
    };
}
