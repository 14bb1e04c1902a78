using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases;

namespace LeadFunctions.Http.Leads;

/// <summary>The inbox as callers see it; why now is worked out for what is shown only.</summary>
internal static class InboxJson
{
    /// <param name="next">The cursor of the next page, if there is more.</param>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<InboxItem> items, string? next, Call call)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (var item in items)
        {
            Write(writer, item, call);
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, next);
        writer.WriteBoolean("cut"u8, next is not null);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, InboxItem item, Call call)
    {
        var (lead, rules, actor) = (item.Lead, call.Surface.Playbooks.Current, Act.ActorOf(call.Caller!));
        writer.WriteStartObject();
        writer.WriteString("id"u8, lead.Id);
        writer.WriteNumber("version"u8, lead.Version);
        writer.WriteString("email"u8, lead.Email);
        writer.WriteString("name"u8, item.Row.Name);
        writer.WriteString("company"u8, item.Row.Company);
        writer.WriteString("title"u8, lead.Attribute("title"));
        writer.WriteString("stage"u8, LeadJson.Text(lead.Stage));
        writer.WriteString("stageSince"u8, lead.StageSince);
        writer.WriteString("band"u8, lead.Score.Band);
        writer.WriteNumber("score"u8, lead.Score.Total.ToDecimal());
        writer.WriteString("grade"u8, lead.Score.Grade);
        writer.WriteString("owner"u8, lead.Owner?.PersonId);
        writer.WriteString("waitsFor"u8, lead.Holding?.PoolId);
        writer.WriteBoolean("owned"u8, lead.Owner?.PersonId == actor.Name);
        writer.WritePropertyName("clock"u8);
        Write(writer, item.Clock ?? item.Paused);
        writer.WritePropertyName("handoff"u8);
        JsonSerializer.Serialize(writer, Desk.OpenHandoff(lead)!, WireJson.Default.Handoff);
        writer.WriteString("why"u8, WhyNow.InWords(Card(lead, rules, call.Now)));
        writer.WriteStartArray("actions"u8);
        foreach (var action in Transitions.Allowed(lead, actor, rules, call.Now))
        {
            writer.WriteStringValue(action);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, InboxClock? clock)
    {
        if (clock is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("policy"u8, clock.Clock.Policy);
        writer.WriteString("name"u8, clock.Name);
        writer.WriteString("startedAt"u8, clock.Clock.StartedAt);
        ScoreJson.WriteInstant(writer, "dueAt", clock.DueAt == DateTimeOffset.MaxValue ? null : clock.DueAt);
        writer.WriteStartArray("warnAt"u8);
        foreach (var at in clock.WarnAt)
        {
            writer.WriteStringValue(at);
        }

        writer.WriteEndArray();
        writer.WriteString("state"u8, clock.State);
        writer.WriteBoolean("paused"u8, clock.Clock.IsPaused);
        writer.WriteEndObject();
    }

    // Of a ledger that outgrew its lead only what is kept on it: a hint, not the account of a score.
    private static ScoreCard Card(Lead lead, Domain.Playbooks.Rulebook rules, DateTimeOffset now) =>
        rules.Model.Explain(new ScoringInput(LeadFacts.Of(lead, rules.Domains, now), lead.Ledger, lead.Adjustments, lead.LastActivityAt), now);
}
