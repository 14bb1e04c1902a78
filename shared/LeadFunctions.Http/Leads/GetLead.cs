using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>
/// One lead with its score explained as of now, its owner and why they own it. The entity tag is the stored version, for If-Match;
/// decay moves the score lines without making a new version.
/// </summary>
public static class GetLead
{
    private const int PageSize = 200;
    private const int Pages = 5;

    public static async Task<Answer> RunAsync(Call call)
    {
        if (await LeadScope.FindAsync(call) is not { } lead)
        {
            return Problem.NotFound.ToAnswer();
        }

        var tag = Precondition.TagOf(lead.Version);
        if (Precondition.IsKnown(call.Http.Request, tag))
        {
            return Answer.Empty(StatusCodes.Status304NotModified).With("ETag", tag);
        }

        var card = await call.Surface.ExplainScore.RunAsync(lead.Id, call.Now, call.Aborted);
        var routing = await LastDecisionAsync(call, lead);
        return Answer.Json(StatusCodes.Status200OK, writer => LeadJson.Write(writer, lead, card, routing, call.Site.Playbook, call.Now)).With("ETag", tag);
    }

    /// <summary>Why the owner is the owner: the latest decision on the timeline, looked for as far as 1,000 entries back.</summary>
    private static async Task<RouteDecision?> LastDecisionAsync(Call call, Lead lead)
    {
        string? cursor = null;
        for (var page = 0; page < Pages && (lead.Owner is not null || lead.Holding is not null); page++)
        {
            var activities = await call.Surface.Leads.ActivitiesAsync(lead.Id, cursor, PageSize, call.Aborted);
            if (activities.Items.OfType<Activity.RoutingDecided>().FirstOrDefault() is { } decided)
            {
                return decided.Decision;
            }

            if ((cursor = activities.Next) is null)
            {
                break;
            }
        }

        return null;
    }
}
