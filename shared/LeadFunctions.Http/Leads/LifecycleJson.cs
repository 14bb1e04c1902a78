using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases;

namespace LeadFunctions.Http.Leads;

/// <summary>A lead's way through its stages as callers see it; times in stages are whole seconds.</summary>
public static class LifecycleJson
{
    /// <summary>Members of a lead, into an object that is open.</summary>
    /// <param name="packet">Of the latest handoff.</param>
    /// <param name="allowed">Actions the caller may take now.</param>
    public static void Write(Utf8JsonWriter writer, Lead lead, IReadOnlyList<PacketEntry>? packet, IReadOnlyList<string> allowed, (Playbook Playbook, DateTimeOffset Now) at)
    {
        WriteStages(writer, lead, at.Now);
        WriteExit(writer, lead, at.Playbook);
        Write(writer, "recycled", lead.Recycled);
        Write(writer, "firstContact", lead.FirstContact);
        Write(writer, "qualification", lead.Qualification);
        Write(writer, "deal", lead.Deal);
        writer.WriteStartArray("handoffs"u8);
        foreach (var handoff in lead.Handoffs)
        {
            JsonSerializer.Serialize(writer, handoff, WireJson.Default.Handoff);
        }

        writer.WriteEndArray();
        Write(writer, "packet", packet);
        writer.WriteStartArray("allowedActions"u8);
        foreach (var action in allowed)
        {
            writer.WriteStringValue(action);
        }

        writer.WriteEndArray();
    }

    private static void WriteStages(Utf8JsonWriter writer, Lead lead, DateTimeOffset now)
    {
        writer.WriteStartArray("stages"u8);
        foreach (var stay in lead.Stays)
        {
            WriteStay(writer, stay.Stage, stay.Since, stay.Until);
        }

        WriteStay(writer, lead.Stage, lead.StageSince, null);
        writer.WriteEndArray();
        writer.WriteStartObject("timeInStage"u8);
        foreach (var stage in lead.Stays.Select(stay => stay.Stage).Append(lead.Stage).Distinct())
        {
            writer.WriteNumber(LeadJson.Text(stage), (long)Stays.TimeIn(lead, stage, now).TotalSeconds);
        }

        writer.WriteEndObject();
    }

    /// <summary>What the playbook asks before a lead leaves its stage, and what of it the lead itself can answer.</summary>
    private static void WriteExit(Utf8JsonWriter writer, Lead lead, Playbook playbook)
    {
        writer.WriteStartArray("exit"u8);
        foreach (var stage in playbook.Stages.Where(stage => stage.Stage == lead.Stage))
        {
            writer.WriteStartObject();
            writer.WriteString("stage"u8, stage.Name);
            writer.WriteStartArray("criteria"u8);
            foreach (var criterion in stage.ExitCriteria)
            {
                writer.WriteStringValue(criterion);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("checks"u8);
            foreach (var check in stage.Checks)
            {
                writer.WriteBoolean(check, ExitChecks.IsMet(check, lead, playbook));
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteStay(Utf8JsonWriter writer, Stage stage, DateTimeOffset since, DateTimeOffset? until)
    {
        writer.WriteStartObject();
        writer.WriteString("stage"u8, LeadJson.Text(stage));
        writer.WriteString("since"u8, since);
        ScoreJson.WriteInstant(writer, "until", until);
        writer.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter writer, string name, T? value)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, typeof(T), WireJson.Default);
    }
}
