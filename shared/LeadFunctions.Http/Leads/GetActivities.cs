using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>A lead's timeline, newest first.</summary>
public static class GetActivities
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "limit", "cursor");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (limit, cursor) = (query.Whole("limit", 1, call.Limits.PageSize) ?? 50, query.Text("cursor", 1024));
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        if (await LeadScope.FindAsync(call) is not { } lead)
        {
            return Problem.NotFound.ToAnswer();
        }

        var page = await call.Surface.Leads.ActivitiesAsync(lead.Id, cursor, limit, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer => LeadJson.Write(writer, page));
    }
}
