using System.Text.Json;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>The registers that follow a lead from one desk to another: workloads, the holding queue, turns given back, the account's owner.</summary>
public static class DeskMoves
{
    /// <summary>Of any change of a lead: nothing when neither its desk nor its waiting changed.</summary>
    public static async Task<IReadOnlyList<RegisterWrite>> OfAsync(ILeadStore leads, Lead before, Lead after, Playbook playbook, DateTimeOffset now, CancellationToken ct)
    {
        var writes = new List<RegisterWrite>();
        var (from, to) = (Desk.Of(before), Desk.Of(after));
        if (from is not null && from != to && await WorkloadAsync(leads, from, ct) is ({ } giver, var given))
        {
            writes.Add(Write(giver.Releasing(), given));
        }

        if (to is not null && from != to)
        {
            var (taker, taken) = await WorkloadAsync(leads, to, ct);
            writes.Add(Write((taker ?? Workload.Empty(to)).Taking(now, playbook.People.FirstOrDefault(person => person.Id == to)?.MostPerPeriod), taken));
        }

        if (before.Holding is not null && after.Holding is null)
        {
            writes.AddRange(HoldingQueue.Leave(await HoldingQueue.PlaceOfAsync(leads, before, ct)));
        }

        return writes;
    }

    /// <summary>The turn that the lead cost its owner does not count, if the rule that gave it to them charged one.</summary>
    public static async Task<IReadOnlyList<RegisterWrite>> CreditBackAsync(ILeadStore leads, Lead before, Playbook playbook, CancellationToken ct)
    {
        if (before.Owner is not { } owner
            || playbook.Routing.FirstOrDefault(rule => rule.Id == owner.RuleId) is not { ChargesTurn: true, To: RouteTo.InPool to }
            || playbook.Pools.FirstOrDefault(pool => pool.Id == to.PoolId) is not { } pool
            || await leads.FindRegisterAsync(RegisterNames.Rotation, pool.Id, ct) is not { } entry)
        {
            return [];
        }

        var rotation = Router.CreditBack(JsonSerializer.Deserialize(entry.Value, WireJson.Default.Rotation)!, pool, owner.PersonId);
        return [new RegisterWrite(RegisterNames.Rotation, pool.Id, JsonSerializer.Serialize(rotation, WireJson.Default.Rotation), entry.Version)];
    }

    /// <summary>Whose deal it is owns the account, if nobody does; a mail provider's domain is nobody's account.</summary>
    public static async Task<IReadOnlyList<RegisterWrite>> AccountAsync(ILeadStore leads, Lead lead, Rulebook rules, CancellationToken ct)
    {
        var domain = EmailDomain.Of(lead.Email);
        return lead.Deal?.PersonId is not { } personId || rules.Domains.IsFree(domain) || rules.Playbook.Accounts.ContainsKey(domain)
            || await leads.FindRegisterAsync(RegisterNames.Accounts, domain, ct) is not null
            ? []
            : [new RegisterWrite(RegisterNames.Accounts, domain, JsonSerializer.Serialize(personId, WireJson.Default.String), 0)];
    }

    private static async Task<(Workload? Workload, long Version)> WorkloadAsync(ILeadStore leads, string personId, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Workload, personId, ct) is { } entry
            ? (JsonSerializer.Deserialize(entry.Value, WireJson.Default.Workload), entry.Version)
            : (null, 0);

    private static RegisterWrite Write(Workload workload, long version) =>
        new(RegisterNames.Workload, workload.PersonId, JsonSerializer.Serialize(workload, WireJson.Default.Workload), version);
}
