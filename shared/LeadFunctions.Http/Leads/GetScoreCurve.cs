using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>A lead's score at evenly spaced instants, past and future, for drawing; without a span, from its first day to 60 days from now.</summary>
public static class GetScoreCurve
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(60);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "from", "to", "points");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (from, to, points) = (query.Instant("from"), query.Instant("to") ?? call.Now + Ahead, query.Whole("points", 2, 200) ?? 80);
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        if (await LeadScope.FindAsync(call) is not { } lead)
        {
            return Problem.NotFound.ToAnswer();
        }

        var start = from ?? lead.CreatedAt;
        if (start >= to || to - start > Longest)
        {
            return new Problem(ProblemKind.InvalidQuery, "from must be before to, and not ten years before it.").ToAnswer();
        }

        var instants = Enumerable.Range(0, points).Select(i => start + ((to - start) / (points - 1) * i)).ToList();
        var cards = await call.Surface.ExplainScore.CurveAsync(lead, instants, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer => ScoreJson.WriteCurve(writer, cards));
    }
}
