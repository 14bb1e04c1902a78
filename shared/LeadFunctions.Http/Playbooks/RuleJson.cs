using System.Text.Json;
using LeadFunctions.UseCases.Playbooks.Learning;

namespace LeadFunctions.Http.Playbooks;

/// <summary>Rules as history judges them.</summary>
internal static class RuleJson
{
    public static void Write(Utf8JsonWriter writer, RuleReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("version"u8, report.Version);
        writer.WriteNumber("leads"u8, report.Leads);
        writer.WriteStartObject("outcomes"u8);
        writer.WriteNumber("sql"u8, report.Sql);
        writer.WriteNumber("won"u8, report.Won);
        writer.WriteNumber("rejected"u8, report.Rejected);
        writer.WriteEndObject();
        BacktestJson.Each(writer, "rules", report.Rules, card =>
        {
            Rule(writer, card.Rule);
            writer.WriteNumber("fired"u8, card.Fired);
            writer.WriteNumber("share"u8, Math.Round(card.Share, 4));
            Lift(writer, "sql", card.Sql);
            Lift(writer, "won", card.Won);
            writer.WriteStartObject("rejected"u8);
            writer.WriteNumber("total"u8, card.Rejected);
            BacktestJson.Each(writer, "reasons", card.Reasons, reason =>
            {
                writer.WriteString("reason"u8, reason.Reason);
                writer.WriteNumber("count"u8, reason.Count);
            });
            writer.WriteEndObject();
        });
        Overlaps(writer, report.Overlaps);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, Suggestion suggestion)
    {
        writer.WriteStartObject();
        writer.WriteString("outcome"u8, suggestion.Outcome);
        writer.WriteNumber("leads"u8, suggestion.Leads);
        writer.WriteNumber("positives"u8, suggestion.Positives);
        writer.WriteNumber("folds"u8, SuggestPoints.Folds);
        writer.WriteStartObject("auc"u8);
        writer.WriteNumber("current"u8, suggestion.Auc.Current);
        writer.WriteNumber("suggested"u8, suggestion.Auc.Suggested);
        writer.WriteNumber("regression"u8, suggestion.Auc.Regression);
        writer.WriteEndObject();
        BacktestJson.Each(writer, "rules", suggestion.Rules, rule =>
        {
            Rule(writer, rule.Rule);
            writer.WriteNumber("suggested"u8, rule.Suggested);
            Whole(writer, "low", rule.Low);
            Whole(writer, "high", rule.High);
            writer.WriteNumber("leads"u8, rule.Leads);
            writer.WriteNumber("positives"u8, rule.Positives);
            writer.WriteString("note"u8, rule.Note);
        });
        Overlaps(writer, suggestion.Overlaps);
        writer.WriteString("text"u8, suggestion.Text);
        writer.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter writer, RuleColumn rule)
    {
        writer.WriteString("id"u8, rule.Id);
        writer.WriteString("label"u8, rule.Label);
        writer.WriteString("kind"u8, rule.Kind);
        writer.WriteNumber("points"u8, rule.Points);
    }

    private static void Lift(Utf8JsonWriter writer, string name, RuleLift? lift)
    {
        if (lift is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber("positives"u8, lift.Positives);
        writer.WriteNumber("rate"u8, Math.Round(lift.Rate, 4));
        writer.WriteNumber("lift"u8, Math.Round(lift.Lift, 3));
        writer.WriteNumber("low"u8, Math.Round(lift.Low, 3));
        writer.WriteNumber("high"u8, Math.Round(lift.High, 3));
        writer.WriteEndObject();
    }

    private static void Overlaps(Utf8JsonWriter writer, IReadOnlyList<RuleOverlap> overlaps) => BacktestJson.Each(writer, "overlaps", overlaps, overlap =>
    {
        writer.WriteStartArray("rules"u8);
        writer.WriteStringValue(overlap.One);
        writer.WriteStringValue(overlap.Other);
        writer.WriteEndArray();
        writer.WriteNumber("both"u8, overlap.Both);
        writer.WriteNumber("correlation"u8, overlap.Correlation);
    });

    private static void Whole(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } whole)
        {
            writer.WriteNumber(name, whole);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
