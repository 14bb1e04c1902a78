using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>Messages that could not be handled, with the reason. Their content is personal data: admins only.</summary>
public static class ListDeadLetters
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

        var page = await call.Surface.Queue.DeadLettersAsync(cursor, limit, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items"u8);
            foreach (var letter in page.Items)
            {
                writer.WriteStartObject();
                writer.WriteString("id"u8, letter.Id);
                writer.WriteString("step"u8, letter.Step);
                writer.WriteString("key"u8, letter.Key);
                writer.WriteNumber("tries"u8, letter.Tries);
                writer.WriteString("reason"u8, letter.Reason);
                writer.WriteString("body"u8, letter.Body);
                writer.WriteString("enqueuedAt"u8, letter.EnqueuedAt);
                writer.WriteString("deadAt"u8, letter.DeadAt);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("next"u8, page.Next);
            writer.WriteEndObject();
        });
    }
}
