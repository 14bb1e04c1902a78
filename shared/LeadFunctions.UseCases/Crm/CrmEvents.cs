using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What a commit means to outside systems: one event per new entry of the timeline that concerns them, with the lead as the commit leaves it. They go out
/// with the commit, one message per event and endpoint, so that none is lost and a failing endpoint holds up nobody. Wakes <see cref="SyncCrm"/>.
/// </summary>
public static class CrmEvents
{
    /// <summary>Standard Webhooks asks for less than 20 kB; a longer activity is named, not told.</summary>
    private const int MostDetail = 8_000;

    /// <param name="before">The lead as it was read; its version is 0 when it is new.</param>
    /// <param name="commit">What is about to be stored.</param>
    public static IEnumerable<Outgoing> Of(Lead before, Commit commit, Playbook playbook)
    {
        if (playbook.Webhooks.Count == 0)
        {
            return [];
        }

        var lead = commit.Lead ?? before;
        var sequence = commit.Lead is null ? before.Version : before.Version + 1;
        var created = commit.Lead is not null && before.Version == 0 ? new[] { new Happening(CrmEventTypes.Created, "created", lead.CreatedAt, null) } : [];
        return created
            .Concat(commit.Activities.Select(activity => new Happening(CrmEventTypes.Of(activity), activity.Id, activity.At, activity)))
            .Where(happening => happening.Type is not null)
            .SelectMany(happening => ToEach(playbook, lead, sequence, happening));
    }

    private static IEnumerable<Outgoing> ToEach(Playbook playbook, Lead lead, long sequence, Happening happening)
    {
        var endpoints = playbook.Webhooks.Where(endpoint => endpoint.Events.Count == 0 || endpoint.Events.Contains(happening.Type!)).ToList();
        if (endpoints.Count == 0)
        {
            return [];
        }

        var id = "evt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{lead.Id}\n{happening.Id}")).AsSpan(0, 16));
        var body = Body(id, lead, sequence, happening);
        return endpoints.Select(endpoint => new Outgoing(new Message.WebhookDue(endpoint.Id, id, happening.Type!, body), Id: $"webhook:{endpoint.Id}:{id}"));
    }

    /// <summary>Written once: these bytes are what is signed, on every attempt.</summary>
    private static string Body(string id, Lead lead, long sequence, Happening happening)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, happening.Type);
            json.WriteString("timestamp"u8, happening.At.UtcDateTime);
            json.WriteStartObject("data"u8);
            json.WriteString("event"u8, id);
            json.WriteNumber("sequence"u8, sequence);
            WriteLead(json, lead);
            WriteActivity(json, happening.Activity);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteLead(Utf8JsonWriter json, Lead lead)
    {
        json.WriteStartObject("lead"u8);
        json.WriteString("id"u8, lead.Id);
        json.WriteString("email"u8, lead.Email);
        json.WriteString("name"u8, Short(LeadFacts.NameOf(lead)));
        json.WriteString("title"u8, Short(lead.Attribute("title")));
        json.WriteString("company"u8, Short(lead.Attribute("company")));
        json.WriteString("stage"u8, lead.Stage.ToString().ToLowerInvariant());
        json.WriteString("band"u8, lead.Score.Band);
        json.WriteNumber("score"u8, lead.Score.Total.ToDecimal());
        json.WriteString("grade"u8, lead.Score.Grade);
        json.WriteString("owner"u8, lead.Owner?.PersonId);
        json.WriteEndObject();
    }

    private static void WriteActivity(Utf8JsonWriter json, Activity? activity)
    {
        if (activity is null)
        {
            return;
        }

        var detail = JsonSerializer.SerializeToUtf8Bytes(activity, WireJson.Default.Activity);
        json.WritePropertyName("activity"u8);
        if (detail.Length <= MostDetail)
        {
            json.WriteRawValue(detail);
            return;
        }

        json.WriteStartObject();
        json.WriteString("id"u8, activity.Id);
        json.WriteString("by"u8, activity.By);
        json.WriteBoolean("shortened"u8, true);
        json.WriteEndObject();
    }

    private static string? Short(string? text) => text is { Length: > 200 } ? text[..(char.IsHighSurrogate(text[199]) ? 199 : 200)] + "…" : text;

    /// <param name="Type">Null when nobody outside is told.</param>
    private sealed record Happening(string? Type, string Id, DateTimeOffset At, Activity? Activity);
}
