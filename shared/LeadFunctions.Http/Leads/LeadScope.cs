using LeadFunctions.Domain.Leads;
using LeadFunctions.Http.Auth;

namespace LeadFunctions.Http.Leads;

/// <summary>Who sees which leads: a rep their own and those held for their pools; managers and admins all. Not yours looks like not there.</summary>
public static class LeadScope
{
    public static bool Sees(Call call, Lead lead) =>
        call.Caller is not { Role: Role.Rep } rep
        || (lead.Owner is { } owner ? owner.PersonId == rep.Name : lead.Holding?.PoolId is { } pool && PoolsOf(call, rep.Name).Contains(pool));

    public static IReadOnlyList<string> PoolsOf(Call call, string personId) =>
        [.. call.Site.Playbook.Pools.Where(pool => pool.Members.Any(member => member.PersonId == personId)).Select(pool => pool.Id)];

    /// <summary>The lead of the route, if the caller sees it.</summary>
    public static async Task<Lead?> FindAsync(Call call) =>
        Domain.Identity.LeadId.IsOne(call.Value) && await call.Surface.Leads.FindLeadAsync(call.Value, call.Aborted) is { } lead && Sees(call, lead) ? lead : null;
}
