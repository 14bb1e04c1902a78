using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Tests.Playbooks;

namespace LeadFunctions.Domain.Tests.Lifecycle;

/// <summary>The public CRM data set "maven-crm-sales-opportunities" as a playbook (agents, managers, regions, accounts) and its opportunities.</summary>
internal sealed class MavenSales
{
    public const string Folder = "maven-crm-sales-opportunities";
    public const string File = Folder + "/sales_pipeline.csv";

    private MavenSales(IReadOnlyList<Agent> agents, IReadOnlyList<Opportunity> opportunities)
    {
        Agents = agents;
        Opportunities = opportunities;
        Accounts = opportunities.Where(opportunity => opportunity.Account.Length > 0).GroupBy(opportunity => DomainOf(opportunity.Account))
            .ToDictionary(account => account.Key, account => account.GroupBy(one => one.Agent).OrderByDescending(agent => agent.Count()).ThenBy(agent => agent.Key, StringComparer.Ordinal).First().Key);
        Playbook = Shipped.B2b with
        {
            Name = "maven",
            People = [.. agents.Select(agent => agent.Person), .. agents.Select(agent => agent.Manager).Distinct().Select(manager => new Person(IdOf(manager), manager, IdOf(manager) + "@example.com", "manager"))],
            Pools = [.. agents.GroupBy(agent => agent.Region).Select(region => new Pool(IdOf(region.Key), region.Key, [.. region.Select(agent => new PoolMember(agent.Person.Id))]))],
            Routing =
            [
                new RoutingRule("account", RoutingKind.AccountOwner, new Condition.Always(), new RouteTo.AccountOwner(), false),
                .. agents.Select(agent => agent.Region).Distinct().Select(region =>
                    new RoutingRule(IdOf(region), RoutingKind.Territory, new Condition.In("region", [region]), new RouteTo.InPool(IdOf(region), null, "$region"), true)),
            ],
            Accounts = Accounts,
            Handoffs = [.. Shipped.B2b.Handoffs.Where(policy => policy.Kind == HandoffKind.MarketingToSales)],
        };
    }

    public IReadOnlyList<Agent> Agents { get; }

    public IReadOnlyList<Opportunity> Opportunities { get; }

    /// <summary>By email domain: the agent with most of the account's opportunities.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; }

    public Playbook Playbook { get; }

    public static MavenSales Load()
    {
        var agents = Rows("sales_teams.csv").Select(row => new Agent(new Person(IdOf(row[0]), row[0], IdOf(row[0]) + "@example.com", "ae") { Manager = IdOf(row[1]), Territories = [row[2]] }, row[1], row[2])).ToList();
        var opportunities = Rows("sales_pipeline.csv").Select(row => new Opportunity(row[0], IdOf(row[1]), row[3], row[4], Day(row[5]), Day(row[6]), Amount(row[7]))).ToList();
        return new MavenSales(agents, opportunities);
    }

    public static string DomainOf(string account) => IdOf(account) + ".example";

    public static Lead LeadOf(Opportunity opportunity, string region, DateTimeOffset at) =>
        Capture.New("ld_" + opportunity.Id, $"{opportunity.Id.ToLowerInvariant()}@{(opportunity.Account.Length > 0 ? DomainOf(opportunity.Account) : "unknown-account.example")}", at) with
        {
            Attributes = new Dictionary<string, AttributeValue> { ["region"] = new(region, at, AttributeSource.Import) },
        };

    private static string IdOf(string name) => name.ToLowerInvariant().Replace(' ', '-').Replace("'", "", StringComparison.Ordinal);

    private static IEnumerable<string[]> Rows(string file) => System.IO.File.ReadLines(PublicData.PathOf($"{Folder}/{file}")).Skip(1).Select(line => line.Split(','));

    private static DateTimeOffset? Day(string text) => text.Length == 0 ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static decimal? Amount(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}

internal sealed record Agent(Person Person, string Manager, string Region);

/// <param name="Stage"><c>Prospecting</c>, <c>Engaging</c>, <c>Won</c>, <c>Lost</c>.</param>
internal sealed record Opportunity(string Id, string Agent, string Account, string Stage, DateTimeOffset? Engaged, DateTimeOffset? Closed, decimal? Value);
