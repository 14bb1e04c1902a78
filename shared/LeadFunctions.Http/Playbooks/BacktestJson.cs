using System.Text.Json;
using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Http.Leads;
using LeadFunctions.UseCases.Playbooks.Learning;

namespace LeadFunctions.Http.Playbooks;

/// <summary>A backtest as callers see it. Leads by id only.</summary>
internal static class BacktestJson
{
    public static void Write(Utf8JsonWriter writer, BacktestResult result, TimeSpan took)
    {
        writer.WriteStartObject();
        writer.WriteString("current"u8, result.Current);
        writer.WriteString("draft"u8, result.Draft);
        writer.WriteString("from"u8, result.From);
        writer.WriteString("to"u8, result.To);
        writer.WriteNumber("leads"u8, result.Scored.Count);
        writer.WriteNumber("events"u8, result.Events);
        writer.WriteNumber("seconds"u8, Math.Round(took.TotalSeconds, 3));
        writer.WriteStartObject("mqls"u8);
        writer.WriteNumber("current"u8, result.Flips.CurrentMqls);
        writer.WriteNumber("draft"u8, result.Flips.DraftMqls);
        writer.WriteEndObject();
        Weeks(writer, "weeks", result.Weeks);
        Flips(writer, result.Flips);
        Qualities(writer, result);
        Pools(writer, result.Pools);
        Sla(writer, result.Sla);
        writer.WriteString("refused"u8, result.Refused);
        writer.WriteEndObject();
    }

    private static void Weeks(Utf8JsonWriter writer, string name, IReadOnlyList<WeekCount> weeks) => Each(writer, name, weeks, week =>
    {
        writer.WriteString("week"u8, week.Week.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteNumber("current"u8, week.Current);
        writer.WriteNumber("draft"u8, week.Draft);
    });

    private static void Flips(Utf8JsonWriter writer, FlipCounts flips)
    {
        writer.WriteStartObject("flips"u8);
        writer.WriteNumber("gained"u8, flips.Gained);
        writer.WriteNumber("lost"u8, flips.Lost);
        writer.WriteNumber("earlier"u8, flips.Earlier);
        writer.WriteNumber("later"u8, flips.Later);
        writer.WriteNumber("same"u8, flips.Same);
        writer.WriteStartObject("now"u8);
        writer.WriteNumber("up"u8, flips.Up);
        writer.WriteNumber("down"u8, flips.Down);
        writer.WriteEndObject();
        Each(writer, "items", flips.Items, flip =>
        {
            writer.WriteString("leadId"u8, flip.LeadId);
            writer.WriteString("kind"u8, flip.Kind);
            ScoreJson.WriteInstant(writer, "currentAt", flip.CurrentAt);
            ScoreJson.WriteInstant(writer, "draftAt", flip.DraftAt);
            writer.WriteNumber("currentScore"u8, flip.CurrentScore.ToDecimal());
            writer.WriteNumber("draftScore"u8, flip.DraftScore.ToDecimal());
            writer.WriteString("why"u8, flip.Why);
            Each(writer, "rules", flip.Rules, shift =>
            {
                writer.WriteString("rule"u8, shift.Rule);
                writer.WriteNumber("current"u8, shift.Current.ToDecimal());
                writer.WriteNumber("draft"u8, shift.Draft.ToDecimal());
            });
        });
        writer.WriteEndObject();
    }

    private static void Qualities(Utf8JsonWriter writer, BacktestResult result) => Each(writer, "quality", Quality.Of(result), one =>
    {
        writer.WriteString("outcome"u8, one.Outcome);
        writer.WriteNumber("leads"u8, result.Scored.Count);
        writer.WriteNumber("positives"u8, one.Positives);
        Of(writer, "current", one.Current);
        Of(writer, "draft", one.Draft);
    });

    private static void Of(Utf8JsonWriter writer, string name, Quality quality)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("auc"u8, Math.Round(quality.Auc, 4));
        writer.WriteNumber("precision"u8, Math.Round(quality.Precision, 4));
        writer.WriteNumber("recall"u8, Math.Round(quality.Recall, 4));
        Each(writer, "deciles", quality.Deciles, decile =>
        {
            writer.WriteNumber("number"u8, decile.Number);
            writer.WriteNumber("leads"u8, decile.Leads);
            writer.WriteNumber("from"u8, decile.From);
            writer.WriteNumber("to"u8, decile.To);
            writer.WriteNumber("rate"u8, Math.Round(decile.Rate, 4));
            writer.WriteNumber("lift"u8, Math.Round(decile.Lift, 3));
        });
        writer.WriteEndObject();
    }

    private static void Pools(Utf8JsonWriter writer, IReadOnlyList<PoolLoad> pools) => Each(writer, "pools", pools, pool =>
    {
        writer.WriteString("pool"u8, pool.Pool);
        writer.WriteString("name"u8, pool.Name);
        if (pool.Capacity is { } capacity)
        {
            writer.WriteNumber("capacity"u8, capacity);
        }
        else
        {
            writer.WriteNull("capacity"u8);
        }

        writer.WriteNumber("currentPeak"u8, pool.CurrentPeak);
        writer.WriteNumber("draftPeak"u8, pool.DraftPeak);
        writer.WriteBoolean("over"u8, pool.IsOver);
        Weeks(writer, "weeks", pool.Weeks);
        Weeks(writer, "direct", pool.Direct);
    });

    private static void Sla(Utf8JsonWriter writer, IReadOnlyList<SlaLoad> loads) => Each(writer, "sla", loads, load =>
    {
        writer.WriteString("policy"u8, load.Policy);
        writer.WriteString("name"u8, load.Name);
        writer.WriteNumber("currentPeak"u8, load.CurrentPeak);
        writer.WriteNumber("draftPeak"u8, load.DraftPeak);
        writer.WriteNumber("currentPerWeek"u8, load.CurrentPerWeek);
        writer.WriteNumber("draftPerWeek"u8, load.DraftPerWeek);
        writer.WriteNumber("outsideHours"u8, load.OutsideHours);
    });

    internal static void Each<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> members)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            members(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
