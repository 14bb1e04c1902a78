using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>What waits for the caller: their leads and those of their pools at every stage that is worked, most urgent first. Never reads more leads than <see cref="Inbox.MostPerStage"/> of each stage.</summary>
public static class GetInbox
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "limit", "cursor");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        // The order changes by the second, so the cursor can only say how many were seen.
        var (limit, seen) = (query.Whole("limit", 1, call.Limits.PageSize) ?? 100, query.Whole("cursor", 1, Inbox.MostPerStage * Inbox.Stages.Count) ?? 0);
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var (items, cut) = await Inbox.ReadAsync(call);
        var page = items.Skip(seen).Take(limit).ToList();
        return Answer.Json(StatusCodes.Status200OK, writer => InboxJson.Write(writer, page, (items.Count > seen + limit ? seen + limit : null, cut), call));
    }
}
