using System.Text.Json;
using System.Text.Json.Serialization;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Http.Auth;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Metrics;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>The figures of semantics 12 for a period; a rep gets what their own leads add.</summary>
public static class GetMetrics
{
    private const int UsualDays = 90;
    private static readonly string[] Units = ["day", "week", "month"];

    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "from", "to", "by", "unit");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var asked = Asked(query, call.Now) with
        {
            By = query.OneOf("by", ReadMetrics.By.Keys) ?? "source",
            Unit = query.OneOf("unit", Units) is { } unit ? Enum.Parse<Unit>(unit, ignoreCase: true) : null,
        };
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var (metrics, playbook, caller) = (call.Surface.ReadMetrics, call.Site.Playbook, call.Caller!);
        var answer = caller.Role == Role.Rep
            ? await metrics.OfOwnerAsync(caller.Name, asked, playbook, call.Now, call.Aborted)
            : await metrics.OfEverybodyAsync(asked, playbook, call.Now, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer => JsonSerializer.Serialize(writer, answer, MetricsJson.Default.MetricsAnswer));
    }

    /// <summary>The period; refused when it ends before it begins, or is longer than anybody looks at.</summary>
    internal static MetricsQuery Asked(Query query, DateTimeOffset now)
    {
        var to = query.Day("to") ?? DateOnly.FromDateTime(now.UtcDateTime);
        var from = query.Day("from") ?? to.AddDays(1 - UsualDays);
        if (from > to || to.DayNumber - from.DayNumber >= ReadMetrics.MostDays)
        {
            query.Refuse("from", $"From one day to {ReadMetrics.MostDays} days before the last day.");
        }

        return new MetricsQuery(from, to);
    }
}

/// <summary>How the figures are written: camelCase, and what cannot be computed is null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MetricsAnswer))]
internal sealed partial class MetricsJson : JsonSerializerContext;
