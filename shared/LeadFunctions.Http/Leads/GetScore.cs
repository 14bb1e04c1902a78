using LeadFunctions.Domain.Scoring;
using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>A lead's score with every line behind it, at any instant; without one, now.</summary>
public static class GetScore
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "at");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var at = query.Instant("at") ?? call.Now;
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        return await LeadScope.FindAsync(call) is { } lead && await call.Surface.ExplainScore.RunAsync(lead.Id, at, call.Aborted) is { } card
            ? await AnswerAsync(call, lead.Id, card)
            : Problem.NotFound.ToAnswer();
    }

    private static async Task<Answer> AnswerAsync(Call call, string leadId, ScoreCard card)
    {
        var shadow = await call.Surface.ExplainScore.ShadowAsync(leadId, card.At, call.Aborted);
        var playbook = call.Surface.Playbooks.Version(card.PlaybookVersion)?.Playbook;
        return Answer.Json(StatusCodes.Status200OK, writer => ScoreJson.Write(writer, card, shadow, playbook));
    }
}
