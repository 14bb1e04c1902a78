using LeadFunctions.Http.Leads;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Export;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Transfer;

/// <summary>Leads as a file: all that the caller sees as CSV, or everything about one as JSON. Written as it is read.</summary>
public static class Downloads
{
    public static Task<Answer> LeadsAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "bom");
        if (read.Value is not { } query)
        {
            return Task.FromResult(read.Problem!.ToAnswer());
        }

        var mark = query.OneOf("bom", ["true", "false"]) is not "false";
        return Task.FromResult(query.Problem?.ToAnswer() ?? File(
            "text/csv; charset=utf-8", "leads.csv", (to, ct) => new ExportLeads(call.Surface.Leads).RunAsync(to, lead => LeadScope.Sees(call, lead), mark, ct)));
    }

    public static async Task<Answer> PersonAsync(Call call) => await LeadScope.FindAsync(call) is { } lead
        ? File("application/json; charset=utf-8", lead.Id + ".json", (to, ct) => new ExportPerson(call.Surface.Leads).RunAsync(lead.Id, to, ct))
        : Problem.NotFound.ToAnswer();

    private static Answer File(string type, string name, Func<Stream, CancellationToken, Task> write) =>
        new Answer(StatusCodes.Status200OK, type, default) { Write = write }.With("Content-Disposition", $"attachment; filename=\"{name}\"");
}
