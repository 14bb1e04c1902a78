using System.Text;
using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>What webhooks sent that nobody understood, as it came, oldest first.</summary>
public static class ListQuarantine
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var query = Query.Of(call.Http.Request, call.Limits, "limit", "cursor");
        var limit = query.Value?.Whole("limit", 1, call.Limits.PageSize) ?? 50;
        var after = query.Value?.Text("cursor", 400) is { } cursor ? KeyOf(cursor) : null;
        if ((query.Problem ?? query.Value!.Problem ?? (after is "" ? BadCursor : null)) is { } wrong)
        {
            return wrong.ToAnswer();
        }

        var found = await call.Surface.Quarantine.ListAsync(after, limit + 1, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items"u8);
            foreach (var (_, kept) in found.Take(limit))
            {
                writer.WriteStartObject();
                writer.WriteString("source"u8, kept.Source);
                writer.WriteString("id"u8, kept.Id);
                writer.WriteString("type"u8, kept.Type);
                writer.WriteString("at"u8, kept.At);
                writer.WriteString("raw"u8, kept.Raw);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("next"u8, found.Count > limit ? Convert.ToHexStringLower(Encoding.UTF8.GetBytes(found[limit - 1].Key)) : null);
            writer.WriteEndObject();
        });
    }

    /// <returns>Empty when it is no cursor. It only says where to go on, so it need not be signed: who may list may list all.</returns>
    private static string KeyOf(string cursor)
    {
        var bytes = new byte[cursor.Length / 2];
        var isHex = Convert.FromHexString(cursor, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        return isHex && RequestBody.IsCleanUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : "";
    }

    private static readonly Problem BadCursor = new(ProblemKind.InvalidQuery, "The cursor is not valid.");
}
