using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>Erases a lead everywhere; with <c>?dryRun=true</c> only counts. When it says <c>erased</c>, nothing is left to find; <c>erasing</c> goes on by itself.</summary>
public static class EraseById
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "dryRun");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var dryRun = query.Text("dryRun", 5) is "true";
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        if (call.Surface.EraseLead is not { } erase)
        {
            return new Problem(ProblemKind.Conflict, "This host cannot erase.").ToAnswer();
        }

        var (report, no) = await erase.RunAsync(new ActionRequest(call.Value, call.Caller!.Name), dryRun, CancellationToken.None);
        return report is null ? LeadActions.AnswerTo(no!, StatusCodes.Status200OK) : Answer.Json(report.Unfinished ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, call.Value);
            writer.WriteBoolean("dryRun"u8, dryRun);
            writer.WriteString("status"u8, dryRun ? "would-erase" : report.Unfinished ? "erasing" : "erased");
            writer.WriteNumber("activities"u8, report.Activities);
            writer.WriteNumber("visitors"u8, report.Visitors);
            writer.WriteNumber("messages"u8, report.Messages);
            writer.WriteNumber("registers"u8, report.Registers);
            writer.WriteNumber("mentions"u8, report.Mentions);
            writer.WriteNumber("files"u8, report.Files);
            writer.WriteEndObject();
        });
    }
}
