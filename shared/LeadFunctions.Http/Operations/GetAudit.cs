using System.Text.Json;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Http.Leads;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>What people did, oldest first or newest first; a manager sees what their people and they themselves did.</summary>
public static class GetAudit
{
    /// <summary>By how much the clocks of two processes may differ.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "from", "to", "by", "sort", "limit", "cursor");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (from, until) = (query.Instant("from") ?? DateTimeOffset.UnixEpoch, query.Instant("to") ?? DateTimeOffset.MaxValue);
        var newestFirst = query.OneOf("sort", ["at", "-at"]) is "-at";
        var (by, limit, cursor) = (query.Text("by", call.Limits.FieldName), query.Whole("limit", 1, call.Limits.PageSize) ?? 50, query.Text("cursor", 300));
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var page = newestFirst
            ? await call.Surface.AuditTrail.ReadNewestAsync(from, until < call.Now + Ahead ? until : call.Now + Ahead, Whose(call, by), cursor, limit, call.Aborted)
            : await call.Surface.AuditTrail.ReadAsync(from, until, Whose(call, by), cursor, limit, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer => Write(writer, page));
    }

    private static IReadOnlySet<string>? Whose(Call call, string? by)
    {
        var actor = Act.ActorOf(call.Caller!);
        var theirs = actor.Kind == ActorKind.Manager ? Sight.PeopleOf(actor, call.Site.Playbook) : null;
        return by is null ? theirs
            : theirs is null || theirs.Contains(by) ? new HashSet<string> { by }
            : new HashSet<string>();
    }

    private static void Write(Utf8JsonWriter writer, Page<AuditEntry> page)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (var entry in page.Items)
        {
            JsonSerializer.Serialize(writer, entry, WireJson.Default.AuditEntry);
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, page.Next);
        writer.WriteEndObject();
    }
}
