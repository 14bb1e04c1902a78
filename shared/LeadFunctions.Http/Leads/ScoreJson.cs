using System.Text.Json;
using LeadFunctions.Domain;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Http.Leads;

/// <summary>Score cards as callers see them.</summary>
public static class ScoreJson
{
    /// <param name="shadow">The same instant by the version that scores in the shadow, if there is one.</param>
    /// <param name="playbook">The version that the card is by: names the lines of its text.</param>
    public static void Write(Utf8JsonWriter writer, ScoreCard card, ScoreCard? shadow = null, Playbook? playbook = null)
    {
        writer.WriteStartObject();
        WriteInstant(writer, "at", card.At);
        writer.WriteString("playbookVersion"u8, card.PlaybookVersion);
        WriteNumbers(writer, (card.Fit, card.Engagement, card.Total), card.Grade);
        writer.WriteString("band"u8, card.Band);
        WriteLines(writer, card.Lines, playbook);
        if (shadow is not null)
        {
            writer.WriteStartObject("shadow"u8);
            writer.WriteString("playbookVersion"u8, shadow.PlaybookVersion);
            WriteNumbers(writer, (shadow.Fit, shadow.Engagement, shadow.Total), shadow.Grade);
            writer.WriteString("band"u8, shadow.Band);
            WriteLines(writer, shadow.Lines);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static void WriteCurve(Utf8JsonWriter writer, IReadOnlyList<ScoreCard> cards)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (var card in cards)
        {
            writer.WriteStartObject();
            WriteInstant(writer, "at", card.At);
            WriteNumbers(writer, (card.Fit, card.Engagement, card.Total), card.Grade);
            writer.WriteString("band"u8, card.Band);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <param name="card">As of now; null shows the stored score.</param>
    public static void Write(Utf8JsonWriter writer, ScoreSnapshot stored, ScoreCard? card)
    {
        writer.WriteStartObject();
        WriteNumbers(writer, card is null ? (stored.Fit, stored.Engagement, stored.Total) : (card.Fit, card.Engagement, card.Total), card?.Grade ?? stored.Grade);
        WriteInstant(writer, "at", card?.At ?? stored.At);
        writer.WriteString("playbookVersion"u8, card?.PlaybookVersion ?? stored.PlaybookVersion);
        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, (Points Fit, Points Engagement, Points Total) score, string grade)
    {
        writer.WriteNumber("fit"u8, score.Fit.ToDecimal());
        writer.WriteNumber("engagement"u8, score.Engagement.ToDecimal());
        writer.WriteNumber("total"u8, score.Total.ToDecimal());
        writer.WriteString("grade"u8, grade);
    }

    public static void WriteLines(Utf8JsonWriter writer, IReadOnlyList<ScoreLine> lines, Playbook? playbook = null)
    {
        writer.WriteStartArray("lines"u8);
        foreach (var line in lines)
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, JsonNamingPolicy.CamelCase.ConvertName(line.Kind.ToString()));
            writer.WriteString("rule"u8, line.Rule);
            writer.WriteString("label"u8, line.Label);
            writer.WriteString("group"u8, line.Group);
            writer.WriteNumber("points"u8, line.Points.ToDecimal());
            writer.WriteNumber("raw"u8, line.Raw.ToDecimal());
            writer.WriteNumber("factor"u8, line.Factor);
            writer.WriteString("eventId"u8, line.EventId);
            WriteInstant(writer, "eventAt", line.EventAt);
            writer.WriteString("why"u8, line.Why);
            if (playbook is not null && LineOf(line.Rule, playbook) is > 0 and var at)
            {
                writer.WriteNumber("playbookLine"u8, at);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static readonly string[] Lists = ["fit", "engagement", "state"];

    private static int LineOf(string rule, Playbook playbook) =>
        Lists.Select(list => playbook.Lines.GetValueOrDefault($"scoring.{list}.{rule}")).Max();

    public static void WriteInstant(Utf8JsonWriter writer, string name, DateTimeOffset? instant)
    {
        if (instant is { } known)
        {
            writer.WriteString(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
