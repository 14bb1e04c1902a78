using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Cosmos;

/// <summary>What a host has in the end, as text.</summary>
internal static class HostState
{
    /// <summary>
    /// All that does not depend on how many messages a turn took together. (A lead that gets two signals in two turns has crossed a band between them, and has a
    /// line about that; one that gets them in one turn has not.)
    /// </summary>
    public static async Task<string> OutcomeAsync(ILeadStore store, Scenario scenario, Func<string, string> leadIdOf)
    {
        var seen = new List<string>();
        foreach (var email in scenario.Emails)
        {
            seen.Add(Text(await store.FindLeadAsync(leadIdOf(email), default)));
            var timeline = await TimelineAsync(store, leadIdOf(email));
            seen.AddRange(timeline.OfType<Activity.SignalReceived>().Select(activity => $"{activity.Id} {activity.At:O} {activity.Signal.Verdict}"));
            seen.AddRange(timeline.OfType<Activity.RoutingDecided>().Select(activity => $"{activity.Decision.PersonId} {activity.Decision.RuleId}"));
        }

        foreach (var visitor in scenario.Visitors)
        {
            var found = await store.FindVisitorAsync(visitor, default);
            seen.Add($"{visitor}: {found?.LeadId} {string.Join(' ', (found?.Signals ?? []).Select(signal => signal.Id))}");
        }

        return string.Join('\n', seen);
    }

    /// <summary>Everything, versions and all, for stories in which each message comes to rest before the next.</summary>
    public static async Task<string> HashAsync(ILeadStore store, IEnumerable<Scenario> scenarios, Func<string, string> leadIdOf)
    {
        var seen = new StringBuilder();
        foreach (var scenario in scenarios)
        {
            foreach (var email in scenario.Emails)
            {
                seen.AppendLine(JsonSerializer.Serialize(await store.FindLeadAsync(leadIdOf(email), default), WireJson.Default.Lead));
                (await TimelineAsync(store, leadIdOf(email))).ForEach(activity => seen.AppendLine(JsonSerializer.Serialize(activity, WireJson.Default.Activity)));
            }

            foreach (var visitor in scenario.Visitors)
            {
                seen.AppendLine(JsonSerializer.Serialize(await store.FindVisitorAsync(visitor, default), WireJson.Default.Visitor));
            }
        }

        foreach (var register in new[] { RegisterNames.Rotation, RegisterNames.Workload, RegisterNames.Accounts, RegisterNames.Effects, RegisterNames.Holding, RegisterNames.Counted, RegisterNames.Figures })
        {
            (await store.ListRegisterAsync(register, null, int.MaxValue, default)).ToList().ForEach(entry => seen.AppendLine($"{register} {entry.Key} {entry.Value.Value}"));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen.ToString())));
    }

    private static string Text(Lead? lead) => lead is null ? "nobody" : string.Join(
        '|', lead.Email, lead.Stage, lead.Score.Total.Milli, lead.Score.Band, lead.Score.Grade, lead.Gate, lead.Owner?.PersonId, lead.Owner?.RuleId, lead.Holding?.Reason, lead.LastActivityAt.ToString("O"),
        lead.ScoreDueAt?.ToString("O"), string.Join(' ', lead.Ledger), string.Join(' ', lead.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal)), lead.FirstTouch, lead.LastTouch,
        string.Join(' ', lead.Visitors.Order(StringComparer.Ordinal)), string.Join(' ', lead.Consents));

    private static async Task<List<Activity>> TimelineAsync(ILeadStore store, string leadId)
    {
        var timeline = new List<Activity>();
        string? cursor = null;
        do
        {
            var page = await store.ActivitiesAsync(leadId, cursor, 200, default);
            timeline.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return timeline;
    }
}
