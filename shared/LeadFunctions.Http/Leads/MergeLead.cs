using LeadFunctions.Domain.Identity;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>Two leads are one person: <c>{"with","reason"}</c>; or are two after all: <c>{"with"}</c>. 202: the survivor follows at once, not before the answer.</summary>
public static class MergeLead
{
    public static Task<Answer> MergeAsync(Call call) => LeadActions.RunAsync(call, ["with", "reason"], (body, request) =>
    {
        var (with, reason) = (body.Text("with", 64), body.Text("reason", 500, required: false));
        return Both(call, with, () => call.Surface.MergeLeads.MergeAsync(request, with!, reason, CancellationToken.None));
    }, StatusCodes.Status202Accepted);

    public static Task<Answer> UnmergeAsync(Call call) => LeadActions.RunAsync(call, ["with"], (body, request) =>
    {
        var with = body.Text("with", 64);
        return Both(call, with, () => call.Surface.MergeLeads.UnmergeAsync(request, with!, CancellationToken.None));
    }, StatusCodes.Status202Accepted);

    /// <summary>Who does not see the other lead cannot name it.</summary>
    private static Func<Task<ActionResult>> Both(Call call, string? with, Func<Task<ActionResult>> run) => async () =>
        with is not null && LeadId.IsOne(with) && await call.Surface.Leads.FindLeadAsync(with, call.Aborted) is { } other && LeadScope.Sees(call, other)
            ? await run()
            : new ActionResult.NotFound();
}
