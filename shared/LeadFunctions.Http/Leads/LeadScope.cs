using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;

namespace LeadFunctions.Http.Leads;

/// <summary>Who sees which leads (<see cref="Sight"/>), on every route. Not yours looks like not there.</summary>
public static class LeadScope
{
    public static bool Sees(Call call, Lead lead) => call.Caller is { } caller && Sight.Sees(Act.ActorOf(caller), lead, call.Site.Playbook);

    /// <summary>The lead of the route, if the caller sees it.</summary>
    public static async Task<Lead?> FindAsync(Call call) =>
        Domain.Identity.LeadId.IsOne(call.Value) && await call.Surface.Leads.FindLeadAsync(call.Value, call.Aborted) is { } lead && Sees(call, lead) ? lead : null;
}
