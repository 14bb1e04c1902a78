using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>A page of leads, filtered and sorted by closed lists.</summary>
public static class ListLeads
{
    private static readonly string[] Sorts = ["-score", "-updated", "-created", "email"];
    private static readonly string[] Stages = [.. Enum.GetNames<Stage>().Select(name => name.ToLowerInvariant())];

    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "stage", "band", "owner", "q", "minScore", "sort", "limit", "cursor");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var asked = Asked(query, call);
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var page = Narrowed(asked, call) is { } allowed ? await call.Surface.Leads.ListAsync(allowed, call.Aborted) : new Page<LeadRow>([], null);
        return Answer.Json(StatusCodes.Status200OK, writer => LeadJson.Write(writer, page));
    }

    private static LeadQuery Asked(Query query, Call call) => new(
        Stage: query.OneOf("stage", Stages) is { } stage ? Enum.Parse<Stage>(stage, ignoreCase: true) : null,
        Band: query.OneOf("band", call.Site.Playbook.Bands.Select(band => band.Id)),
        Owners: query.Text("owner", call.Limits.FieldName) is { } owner ? [owner] : null,
        Text: query.Text("q", call.Limits.SearchText),
        MinScore: query.Whole("minScore", -1000, 1000),
        Sort: query.OneOf("sort", Sorts) ?? Sorts[0],
        Limit: query.Whole("limit", 1, call.Limits.PageSize) ?? 50,
        Cursor: query.Text("cursor", 1024));

    /// <summary>A rep's or manager's view; null when nothing of what they asked for is theirs.</summary>
    internal static LeadQuery? Narrowed(LeadQuery query, Call call)
    {
        var (actor, playbook) = (Act.ActorOf(call.Caller!), call.Site.Playbook);
        if (actor.Kind is ActorKind.Admin or ActorKind.Service)
        {
            return query;
        }

        var people = Sight.PeopleOf(actor, playbook);
        return query.Owners is null ? query with { Owners = [.. people], OrHeldFor = Sight.PoolsOf(actor, playbook), OrUnowned = actor.Kind == ActorKind.Manager }
            : query.Owners.All(people.Contains) ? query
            : null;
    }
}
