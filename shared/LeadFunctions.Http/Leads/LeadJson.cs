using System.Text.Json;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Http.Leads;

/// <summary>Leads, timelines and score cards as callers see them. Points are decimal numbers here; stages and bands are written as in queries.</summary>
public static class LeadJson
{
    public static void Write(Utf8JsonWriter writer, Page<LeadRow> page) => WritePage(writer, page, (json, row) =>
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.Id);
        json.WriteString("email"u8, row.Email);
        json.WriteString("name"u8, row.Name);
        json.WriteString("company"u8, row.Company);
        json.WriteString("stage"u8, Text(row.Stage));
        json.WriteString("band"u8, row.Band);
        json.WriteNumber("score"u8, row.Score);
        json.WriteString("grade"u8, row.Grade);
        json.WriteString("owner"u8, row.Owner);
        json.WriteString("createdAt"u8, row.CreatedAt);
        json.WriteString("updatedAt"u8, row.UpdatedAt);
        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter writer, Page<Activity> page) =>
        WritePage(writer, page, (json, activity) => JsonSerializer.Serialize(json, activity, WireJson.Default.Activity));

    /// <summary>The members of a lead, into an object that is open.</summary>
    /// <param name="card">As of now; null shows the stored score without its lines.</param>
    /// <param name="routing">The latest decision; null when there was none.</param>
    public static void Write(Utf8JsonWriter writer, Lead lead, ScoreCard? card, RouteDecision? routing, Playbook playbook, DateTimeOffset now)
    {
        writer.WriteString("id"u8, lead.Id);
        writer.WriteNumber("version"u8, lead.Version);
        writer.WriteString("email"u8, lead.Email);
        writer.WriteString("name"u8, LeadFacts.NameOf(lead));
        writer.WriteString("company"u8, lead.Attribute("company"));
        WriteAttributes(writer, lead);
        writer.WriteString("stage"u8, Text(lead.Stage));
        writer.WriteString("stageSince"u8, lead.StageSince);
        writer.WriteString("gate"u8, lead.Gate);
        if (lead.ByModel is { } model)
        {
            writer.WriteStartObject("byModel"u8);
            writer.WriteString("version"u8, model.Version);
            writer.WriteString("at"u8, model.At);
            writer.WriteEndObject();
        }

        writer.WriteString("band"u8, card?.Band ?? lead.Score.Band);
        writer.WritePropertyName("score"u8);
        ScoreJson.Write(writer, lead.Score, card);
        ScoreJson.WriteLines(writer, card?.Lines ?? []);
        WriteOwner(writer, lead, playbook);
        writer.WritePropertyName("routing"u8);
        JsonSerializer.Serialize(writer, routing!, WireJson.Default.RouteDecision);
        writer.WritePropertyName("holding"u8);
        JsonSerializer.Serialize(writer, lead.Holding!, WireJson.Default.Holding);
        ClockJson.Write(writer, "clocks", [.. lead.Clocks.Select(clock => ExplainClock.Of(clock, playbook, now))], segments: false);
        WriteEnrolments(writer, lead, playbook);
        writer.WritePropertyName("firstTouch"u8);
        JsonSerializer.Serialize(writer, lead.FirstTouch!, WireJson.Default.Touch);
        writer.WritePropertyName("lastTouch"u8);
        JsonSerializer.Serialize(writer, lead.LastTouch!, WireJson.Default.Touch);
        ScoreJson.WriteInstant(writer, "nextChangeAt", lead.DueAt);
        ScoreJson.WriteInstant(writer, "lastActivityAt", lead.LastActivityAt);
        ScoreJson.WriteInstant(writer, "createdAt", lead.CreatedAt);
        ScoreJson.WriteInstant(writer, "updatedAt", lead.UpdatedAt);
        WriteMerged(writer, lead);
    }

    /// <summary>A lead as one line among several.</summary>
    public static void WriteRow(Utf8JsonWriter writer, Lead lead)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, lead.Id);
        writer.WriteString("email"u8, lead.Email);
        writer.WriteString("name"u8, LeadFacts.NameOf(lead));
        writer.WriteString("company"u8, lead.Attribute("company"));
        writer.WriteString("title"u8, lead.Attribute("title"));
        writer.WriteString("stage"u8, Text(lead.Stage));
        writer.WriteString("band"u8, lead.Score.Band);
        writer.WriteNumber("score"u8, lead.Score.Total.ToDecimal());
        writer.WriteString("owner"u8, lead.Owner?.PersonId);
        writer.WriteString("createdAt"u8, lead.CreatedAt);
        writer.WriteString("lastActivityAt"u8, lead.LastActivityAt);
        writer.WriteEndObject();
    }

    private static void WriteMerged(Utf8JsonWriter writer, Lead lead)
    {
        writer.WriteString("mergedInto"u8, lead.MergedInto);
        writer.WriteStartArray("absorbed"u8);
        foreach (var absorbed in lead.Absorbed ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, absorbed.Id);
            writer.WriteString("email"u8, absorbed.Email);
            writer.WriteString("at"u8, absorbed.Note.At);
            writer.WriteString("by"u8, absorbed.Note.By);
            writer.WriteString("reason"u8, absorbed.Note.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static string Text(Stage stage) => stage.ToString().ToLowerInvariant();

    private static void WritePage<T>(Utf8JsonWriter writer, Page<T> page, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (var item in page.Items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, page.Next);
        writer.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, Lead lead)
    {
        writer.WriteStartObject("attributes"u8);
        foreach (var (name, value) in lead.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(name);
            writer.WriteString("value"u8, value.Value);
            writer.WriteString("source"u8, value.Source.ToString().ToLowerInvariant());
            writer.WriteString("at"u8, value.At);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteEnrolments(Utf8JsonWriter writer, Lead lead, Playbook playbook)
    {
        writer.WriteStartArray("enrolments"u8);
        foreach (var run in lead.Enrolments ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, run.Id);
            writer.WriteString("sequence"u8, run.SequenceId);
            writer.WriteString("name"u8, playbook.Sequences.FirstOrDefault(sequence => sequence.Id == run.SequenceId)?.Name);
            writer.WriteString("state"u8, run.State.ToString().ToLowerInvariant());
            writer.WriteString("step"u8, run.Step);
            writer.WriteNumber("sent"u8, run.Sent);
            writer.WriteString("hold"u8, run.Hold);
            ScoreJson.WriteInstant(writer, "enteredAt", run.EnteredAt);
            ScoreJson.WriteInstant(writer, "nextAt", run.NextAt);
            ScoreJson.WriteInstant(writer, "endedAt", run.EndedAt);
            writer.WriteString("endedWhy"u8, run.EndedWhy);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOwner(Utf8JsonWriter writer, Lead lead, Playbook playbook)
    {
        if (lead.Owner is not { } owner)
        {
            writer.WriteNull("owner"u8);
            return;
        }

        writer.WriteStartObject("owner"u8);
        writer.WriteString("personId"u8, owner.PersonId);
        writer.WriteString("name"u8, playbook.People.FirstOrDefault(person => person.Id == owner.PersonId)?.Name);
        writer.WriteString("ruleId"u8, owner.RuleId);
        ScoreJson.WriteInstant(writer, "since", owner.At);
        writer.WriteEndObject();
    }
}
