using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>What waits for the caller: their leads and those of their pools at every stage that is worked, most urgent first. Reads no more leads than it shows.</summary>
public static class GetInbox
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "limit", "cursor");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (limit, cursor) = (query.Whole("limit", 1, call.Limits.PageSize) ?? 100, query.Text("cursor", 1024));
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var (items, next) = await Inbox.ReadAsync(call, limit, cursor);
        return Answer.Json(StatusCodes.Status200OK, writer => InboxJson.Write(writer, items, next, call));
    }
}
