using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Http.Leads;

/// <summary>The weightiest reasons of a score in one line: <c>Demo request, 5 minutes ago · title is VP Sales</c>.</summary>
internal static class WhyNow
{
    private const int Most = 3;

    public static string InWords(ScoreCard card) => string.Join(" · ", card.Lines
        .Where(line => line.Points > Domain.Points.Zero && line.Kind is not (ScoreLineKind.GroupCap or ScoreLineKind.TotalCap))
        .OrderByDescending(line => line.Kind == ScoreLineKind.Engagement).ThenByDescending(line => line.Points)
        .DistinctBy(line => line.Rule)
        .Take(Most)
        .Select(Short));

    /// <summary>What and when, without how it decays.</summary>
    private static string Short(ScoreLine line)
    {
        var after = line.Label.Length + 2;
        return line.EventAt is not null && line.Why.StartsWith(line.Label + ", ", StringComparison.Ordinal)
            ? line.Why.IndexOf(", ", after, StringComparison.Ordinal) is var end and > 0 ? line.Why[..end] : line.Why
            : line.Why;
    }
}
