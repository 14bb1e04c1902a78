using LeadFunctions.Http.Leads;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Hygiene;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Hygiene;

/// <summary>Pairs of leads that may be one person, for somebody to merge or to dismiss.</summary>
public static class DuplicateRoutes
{
    public static async Task<Answer> ListAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "limit", "cursor");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (limit, after) = (query.Whole("limit", 1, call.Limits.PageSize) ?? 50, query.Text("cursor", 100));
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var (pairs, next) = await new Duplicates(call.Surface.Leads).PageAsync(after, limit, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items"u8);
            foreach (var pair in pairs.Where(pair => pair.Leads.All(lead => LeadScope.Sees(call, lead))))
            {
                writer.WriteStartObject();
                writer.WriteString("id"u8, pair.Id);
                writer.WriteString("reason"u8, string.Join(", ", pair.Kinds));
                writer.WriteString("foundAt"u8, pair.FoundAt);
                writer.WriteBoolean("exact"u8, pair.IsExact);
                writer.WriteStartArray("leads"u8);
                foreach (var lead in pair.Leads)
                {
                    LeadJson.WriteRow(writer, lead);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("next"u8, next);
            writer.WriteEndObject();
        });
    }

    public static async Task<Answer> DismissAsync(Call call) =>
        await new Duplicates(call.Surface.Leads).DismissAsync(call.Value, call.Caller!.Name, call.Now, CancellationToken.None)
            ? Answer.Json(StatusCodes.Status200OK, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("status"u8, "dismissed");
                writer.WriteEndObject();
            })
            : Problem.NotFound.ToAnswer();
}
