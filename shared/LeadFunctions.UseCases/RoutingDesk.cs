using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>What routing reads before it decides (rotations, workloads, the account's owner) and the conditional writes of what it changed.</summary>
public sealed record RoutingDesk(RoutingQuestion Question, IReadOnlyDictionary<string, long> RotationVersions, IReadOnlyDictionary<string, long> WorkloadVersions)
{
    public static async Task<RoutingDesk> ReadAsync(ILeadStore leads, Lead lead, Rulebook rules, DateTimeOffset now, CancellationToken ct)
    {
        var (rotations, rotationVersions) = await ReadAsync(leads, RegisterNames.Rotation, rules.Playbook.Pools.Select(pool => pool.Id), WireJson.Default.Rotation, ct);
        var (workloads, workloadVersions) = await ReadAsync(leads, RegisterNames.Workload, rules.Playbook.People.Select(person => person.Id), WireJson.Default.Workload, ct);
        var question = new RoutingQuestion
        {
            Playbook = rules.Playbook,
            Facts = LeadFacts.Of(lead, rules.Domains, now),
            LeadId = lead.Id,
            DecisionId = DecisionIdOf(lead),
            Now = now,
            Deadline = RunningClocks.DueBy(lead, rules.Playbook),
            Lapsed = RunningClocks.LapsedBy(lead),
            AccountOwnerPersonId = await AccountOwnerAsync(leads, lead, rules, ct),
            Rotations = rotations,
            Workloads = workloads,
        };
        return new RoutingDesk(question, rotationVersions, workloadVersions);
    }

    /// <summary>The same question of another lead.</summary>
    public async Task<RoutingQuestion> AlsoForAsync(ILeadStore leads, Lead lead, Rulebook rules, CancellationToken ct) => Question with
    {
        Facts = LeadFacts.Of(lead, rules.Domains, Question.Now),
        LeadId = lead.Id,
        DecisionId = DecisionIdOf(lead),
        Deadline = RunningClocks.DueBy(lead, rules.Playbook),
        Lapsed = RunningClocks.LapsedBy(lead),
        AccountOwnerPersonId = await AccountOwnerAsync(leads, lead, rules, ct),
    };

    public IEnumerable<RegisterWrite> Writes(RoutingAnswer answer)
    {
        if (answer.Rotation is { } rotation)
        {
            var json = JsonSerializer.Serialize(rotation, WireJson.Default.Rotation);
            yield return new RegisterWrite(RegisterNames.Rotation, rotation.PoolId, json, RotationVersions.GetValueOrDefault(rotation.PoolId));
        }

        if (answer.Workload is { } workload)
        {
            yield return Write(workload);
        }
    }

    /// <summary>A lead goes from one desk to another by hand.</summary>
    public IEnumerable<RegisterWrite> Moves(string? fromPersonId, string toPersonId, DateTimeOffset now)
    {
        if (fromPersonId is not null && Question.Workloads.TryGetValue(fromPersonId, out var giver))
        {
            yield return Write(giver.Releasing());
        }

        yield return Write((Question.Workloads.GetValueOrDefault(toPersonId) ?? Workload.Empty(toPersonId)).Taking(now, Question.Playbook.People.First(person => person.Id == toPersonId).MostPerPeriod));
    }

    private RegisterWrite Write(Workload workload) =>
        new(RegisterNames.Workload, workload.PersonId, JsonSerializer.Serialize(workload, WireJson.Default.Workload), WorkloadVersions.GetValueOrDefault(workload.PersonId));

    /// <summary>One open lead less on a person's desk.</summary>
    public static async Task<IReadOnlyList<RegisterWrite>> ReleaseAsync(ILeadStore leads, string personId, CancellationToken ct)
    {
        if (await leads.FindRegisterAsync(RegisterNames.Workload, personId, ct) is not { } entry)
        {
            return [];
        }

        var released = JsonSerializer.Deserialize(entry.Value, WireJson.Default.Workload)!.Releasing();
        return [new RegisterWrite(RegisterNames.Workload, personId, JsonSerializer.Serialize(released, WireJson.Default.Workload), entry.Version)];
    }

    private static string DecisionIdOf(Lead lead) =>
        $"route:{lead.Stage.ToString().ToLowerInvariant()}:{lead.StageSince.ToUnixTimeMilliseconds()}" + (lead.Reroutings == 0 ? "" : $":{lead.Reroutings}");

    private static async Task<string?> AccountOwnerAsync(ILeadStore leads, Lead lead, Rulebook rules, CancellationToken ct)
    {
        var domain = EmailDomain.Of(lead.Email);
        if (rules.Domains.IsFree(domain))
        {
            return null;
        }

        var byHand = await leads.FindRegisterAsync(RegisterNames.Accounts, domain, ct);
        return byHand is null ? rules.Playbook.Accounts.GetValueOrDefault(domain) : JsonSerializer.Deserialize(byHand.Value, WireJson.Default.String);
    }

    private static async Task<(Dictionary<string, T> Values, Dictionary<string, long> Versions)> ReadAsync<T>(
        ILeadStore leads, string register, IEnumerable<string> keys, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var (values, versions) = (new Dictionary<string, T>(), new Dictionary<string, long>());
        foreach (var key in keys)
        {
            if (await leads.FindRegisterAsync(register, key, ct) is { } entry)
            {
                values[key] = JsonSerializer.Deserialize(entry.Value, type)!;
                versions[key] = entry.Version;
            }
        }

        return (values, versions);
    }
}
