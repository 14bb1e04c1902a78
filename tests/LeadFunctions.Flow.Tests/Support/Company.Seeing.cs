using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Support;

/// <summary>What there is to see of a company's leads.</summary>
public sealed partial class Company
{
    public async Task<Lead?> FindAsync(string email) => await Store.FindLeadAsync(Ids.LeadIdOf(email), default);

    public async Task<Lead> LeadAsync(string email) => await FindAsync(email) ?? throw new InvalidOperationException($"There is no lead {email}.");

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<Activity>> TimelineAsync(string email)
    {
        var timeline = new List<Activity>();
        string? cursor = null;
        do
        {
            var page = await Store.ActivitiesAsync(Ids.LeadIdOf(email), cursor, 200, default);
            timeline.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        timeline.Reverse();
        return timeline;
    }

    public async Task<IReadOnlyList<T>> TimelineAsync<T>(string email)
        where T : Activity => [.. (await TimelineAsync(email)).OfType<T>()];

    public async Task<RouteDecision> LastDecisionAsync(string email) => (await TimelineAsync<Activity.RoutingDecided>(email))[^1].Decision;

    public async Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> RegisterAsync(string name) =>
        await Store.ListRegisterAsync(name, null, int.MaxValue, default);

    public async Task<Rotation> RotationAsync(string pool) =>
        JsonSerializer.Deserialize((await Store.FindRegisterAsync(RegisterNames.Rotation, pool, default))!.Value, WireJson.Default.Rotation)!;

    /// <summary>How many leads are on each desk, without the empty ones.</summary>
    public async Task<IReadOnlyList<(string Person, int Open)>> DesksAsync() =>
        [.. (await RegisterAsync(RegisterNames.Workload)).Select(entry => (entry.Key, JsonSerializer.Deserialize(entry.Value.Value, WireJson.Default.Workload)!.Open)).Where(desk => desk.Open > 0)];

    /// <summary>Ids of the waiting leads, longest first.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync() =>
        [.. (await RegisterAsync(RegisterNames.Holding)).Select(entry => JsonSerializer.Deserialize(entry.Value.Value, WireJson.Default.HeldLead)!.LeadId)];

    public Task<FoundSuppression> SuppressionAsync(string email) => new Suppressions(Store).FindAsync(Ids.LeadIdOf(email), default);

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() => (await Queue.DeadLettersAsync(null, 200, default)).Items;

    /// <summary>All of a company's state as text: leads and browsers with versions, timelines, registers, queue, and whom anybody told what.</summary>
    public async Task<string> EverythingAsync(IEnumerable<string> emails, IEnumerable<string> visitors)
    {
        var seen = new List<string>();
        foreach (var email in emails)
        {
            seen.Add(JsonSerializer.Serialize((await FindAsync(email))!, WireJson.LeadDocument));
            seen.AddRange((await TimelineAsync(email)).Select(activity => JsonSerializer.Serialize(activity, WireJson.Default.Activity)));
        }

        foreach (var visitor in visitors)
        {
            seen.Add(JsonSerializer.Serialize(await Store.FindVisitorAsync(visitor, default), WireJson.Default.Visitor));
        }

        foreach (var name in new[] { RegisterNames.Rotation, RegisterNames.Workload, RegisterNames.Accounts, RegisterNames.Effects, RegisterNames.Holding, RegisterNames.TellWindows, RegisterNames.Digests, RegisterNames.Webhooks, RegisterNames.Suppression, RegisterNames.Receipts, RegisterNames.Sends, RegisterNames.Counted, RegisterNames.Figures })
        {
            seen.AddRange((await RegisterAsync(name)).Select(entry => $"{name} {entry.Key} {entry.Value}"));
        }

        seen.AddRange((await Queue.FiguresAsync(default)).Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Step} {step.Waiting} {step.Dead}")));
        // Receivers keep an event's id, so they see each once.
        seen.AddRange(Posts.DistinctBy(post => (post.Endpoint, post.EventId)).Select(post => $"{post.Endpoint} {post.EventId} {post.Body}"));
        seen.AddRange(Told.Select(told => $"{told.EffectKey} {told.Reason} {told.PersonId}"));
        return string.Join('\n', seen);
    }
}
