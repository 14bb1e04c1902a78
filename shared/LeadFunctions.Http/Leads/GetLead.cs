using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>
/// One lead with its score explained as of now, its owner and why they own it, its stages, qualification, handoffs and deal, and what the caller may do now. The entity tag is the stored version, for If-Match;
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
        var (routing, packet) = await LatestAsync(call, lead);
        var allowed = lead.MergedInto is not null ? [] : Transitions.Allowed(lead, Act.ActorOf(call.Caller!), call.Surface.Playbooks.Current, call.Now);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            LeadJson.Write(writer, lead, card, routing, call.Site.Playbook, call.Now);
            LifecycleJson.Write(writer, lead, packet, allowed, (call.Site.Playbook, call.Now));
            writer.WriteEndObject();
        }).With("ETag", tag);
    }

    /// <summary>Why the owner is the owner, and what the open handoff says: the latest of each on the timeline, looked for as far as 1,000 entries back.</summary>
    private static async Task<(RouteDecision? Routing, IReadOnlyList<PacketEntry>? Packet)> LatestAsync(Call call, Lead lead)
    {
        var (wantsRouting, handoff) = (lead.Owner is not null || lead.Holding is not null, lead.Handoffs.MaxBy(handoff => handoff.OfferedAt)?.Id);
        RouteDecision? routing = null;
        IReadOnlyList<PacketEntry>? packet = null;
        string? cursor = null;
        for (var page = 0; page < Pages && ((wantsRouting && routing is null) || (handoff is not null && packet is null)); page++)
        {
            var activities = await call.Surface.Leads.ActivitiesAsync(lead.Id, cursor, PageSize, call.Aborted);
            routing ??= activities.Items.OfType<Activity.RoutingDecided>().FirstOrDefault()?.Decision;
            packet ??= activities.Items.OfType<Activity.HandoffOffered>().FirstOrDefault(offered => offered.Id == handoff)?.Packet;
            if ((cursor = activities.Next) is null)
            {
                break;
            }
        }

        return (wantsRouting ? routing : null, packet);
    }
}
