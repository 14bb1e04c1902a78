using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>What every action on a lead has in common: read the body, see the lead, act once, answer with the new version.</summary>
public static class LeadActions
{
    /// <param name="members">The members the body may have.</param>
    /// <param name="act">From the body to the action; asks the body for its values first and acts only when none is wrong.</param>
    public static async Task<Answer> RunAsync(Call call, string[] members, Func<JsonBody, ActionRequest, Func<Task<ActionResult>>> act, int status = StatusCodes.Status200OK)
    {
        var read = await JsonBody.ReadAsync(call.Http, call.Limits, members);
        if (read.Value is not { } body)
        {
            return read.Problem!.ToAnswer();
        }

        var request = new ActionRequest(call.Value, call.Caller!.Name, Precondition.ExpectedVersion(call.Http.Request));
        var run = act(body, request);
        if (body.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        return await LeadScope.FindAsync(call) is null
            ? Problem.NotFound.ToAnswer()
            : await Idempotent.RunAsync(call, body.Raw, async () => AnswerTo(await run(), status));
    }

    public static Answer AnswerTo(ActionResult result, int status) => result switch
    {
        ActionResult.Applied applied => Answer.Json(status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, applied.Lead.Id);
            writer.WriteNumber("version"u8, applied.Lead.Version);
            writer.WriteEndObject();
        }).With("ETag", Precondition.TagOf(applied.Lead.Version)),
        ActionResult.NotFound => Problem.NotFound.ToAnswer(),
        ActionResult.Refused refused => new Problem(ProblemKind.Conflict, refused.Reason) { Lists = refused.Allowed.Count == 0 ? [] : [new("allowed", refused.Allowed)] }.ToAnswer(),
        ActionResult.Incomplete incomplete => IncompleteAnswer(incomplete),
        _ => new Problem(ProblemKind.Changed, "Read it again, then decide.").ToAnswer(),
    };

    /// <summary>The tag goes with it: what was said may have been kept, and then this is a new version.</summary>
    private static Answer IncompleteAnswer(ActionResult.Incomplete incomplete) =>
        new Problem(ProblemKind.Incomplete, incomplete.Kept ? "Some answers are missing; those given are kept." : "Something is missing.") { Lists = [new("missing", incomplete.Missing)] }
            .ToAnswer().With("ETag", Precondition.TagOf(incomplete.Lead.Version));
}
