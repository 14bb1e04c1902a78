using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
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
            DecisionId = "",
            Now = now,
            Rotations = rotations,
            Workloads = workloads,
        };
        var desk = new RoutingDesk(question, rotationVersions, workloadVersions);
        return desk with { Question = await desk.AlsoForAsync(leads, lead, rules, ct) };
    }

    /// <summary>The same question of another lead: of one that is handed over or was, by that handoff's rules and of its receivers.</summary>
    public async Task<RoutingQuestion> AlsoForAsync(ILeadStore leads, Lead lead, Rulebook rules, CancellationToken ct)
    {
        var policy = Desk.RoutedAs(lead) is { } kind ? rules.Playbook.Handoffs.FirstOrDefault(policy => policy.Kind == kind) : null;
        return Question with
        {
            Playbook = policy is null ? rules.Playbook : rules.Playbook with { Routing = policy.Routing },
            Roles = policy?.Receivers,
            Facts = LeadFacts.Of(lead, rules.Domains, Question.Now),
            LeadId = lead.Id,
            DecisionId = DecisionIdOf(lead),
            Deadline = RunningClocks.DueBy(lead, rules.Playbook),
            Lapsed = RunningClocks.LapsedBy(lead),
            AccountOwnerPersonId = await new AccountOwners(leads, rules).OfAsync(EmailDomain.Of(lead.Email), ct),
        };
    }

    /// <param name="giver">Whose desk the lead leaves; null when it was on nobody's.</param>
    public IEnumerable<RegisterWrite> Writes(RoutingAnswer answer, string? giver)
    {
        if (answer.Rotation is { } rotation)
        {
            var json = JsonSerializer.Serialize(rotation, WireJson.Default.Rotation);
            yield return new RegisterWrite(RegisterNames.Rotation, rotation.PoolId, json, RotationVersions.GetValueOrDefault(rotation.PoolId));
        }

        if (answer.Workload is { } workload && workload.PersonId != giver)
        {
            yield return Write(workload);
        }

        if (giver is not null && giver != answer.Decision.PersonId && Question.Workloads.TryGetValue(giver, out var given))
        {
            yield return Write(given.Releasing());
        }
    }

    private RegisterWrite Write(Workload workload) =>
        new(RegisterNames.Workload, workload.PersonId, JsonSerializer.Serialize(workload, WireJson.Default.Workload), WorkloadVersions.GetValueOrDefault(workload.PersonId));

    /// <summary>One decision per stage and handoff, and a new one each time an owner has lost it.</summary>
    private static string DecisionIdOf(Lead lead) =>
        (Desk.HandoffToRoute(lead) is { } open ? "route:" + open.Id : $"route:{lead.Stage.ToString().ToLowerInvariant()}:{lead.StageSince.ToUnixTimeMilliseconds()}")
        + (lead.Reroutings == 0 ? "" : $":{lead.Reroutings}");

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
