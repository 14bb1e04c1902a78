using LeadFunctions.Domain.Clocks;
using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>A lead's clocks with their deadlines explained: which minutes count, which are skipped, which are paused. The latest first.</summary>
public static class GetClocks
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "clock");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var which = query.Text("clock", call.Limits.FieldName);
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        if (await LeadScope.FindAsync(call) is not { } lead)
        {
            return Problem.NotFound.ToAnswer();
        }

        var explained = lead.Clocks.Where(clock => which is null || clock.Id == which || clock.Policy == which)
            .OrderByDescending(clock => clock.StartedAt).Select(clock => ExplainClock.Of(clock, call.Site.Playbook, call.Now)).ToList();
        return Answer.Json(StatusCodes.Status200OK, writer => ClockJson.WritePage(writer, explained));
    }
}
