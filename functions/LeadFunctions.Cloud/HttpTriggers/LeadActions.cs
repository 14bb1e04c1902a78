using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>What people do with a lead.</summary>
public sealed class LeadActions(HttpDoor door)
{
    [Function("note-lead")]
    public Task<IResult> NoteLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/note")] HttpRequest request, string id) =>
        door.AnswerAsync("note-lead", request, id);

    [Function("adjust-lead")]
    public Task<IResult> AdjustLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/adjust")] HttpRequest request, string id) =>
        door.AnswerAsync("adjust-lead", request, id);

    [Function("assign-lead")]
    public Task<IResult> AssignLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/assign")] HttpRequest request, string id) =>
        door.AnswerAsync("assign-lead", request, id);

    [Function("accept-lead")]
    public Task<IResult> AcceptLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/accept")] HttpRequest request, string id) =>
        door.AnswerAsync("accept-lead", request, id);

    [Function("accept-opportunity-lead")]
    public Task<IResult> AcceptOpportunityLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/accept-opportunity")] HttpRequest request, string id) =>
        door.AnswerAsync("accept-opportunity-lead", request, id);

    [Function("reject-lead")]
    public Task<IResult> RejectLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/reject")] HttpRequest request, string id) =>
        door.AnswerAsync("reject-lead", request, id);

    [Function("contact-lead")]
    public Task<IResult> ContactLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/contact")] HttpRequest request, string id) =>
        door.AnswerAsync("contact-lead", request, id);

    [Function("qualify-lead")]
    public Task<IResult> QualifyLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/qualify")] HttpRequest request, string id) =>
        door.AnswerAsync("qualify-lead", request, id);

    [Function("convert-lead")]
    public Task<IResult> ConvertLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/convert")] HttpRequest request, string id) =>
        door.AnswerAsync("convert-lead", request, id);

    [Function("win-lead")]
    public Task<IResult> WinLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/win")] HttpRequest request, string id) =>
        door.AnswerAsync("win-lead", request, id);

    [Function("lose-lead")]
    public Task<IResult> LoseLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/lose")] HttpRequest request, string id) =>
        door.AnswerAsync("lose-lead", request, id);

    [Function("kickoff-lead")]
    public Task<IResult> KickoffLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/kickoff")] HttpRequest request, string id) =>
        door.AnswerAsync("kickoff-lead", request, id);

    [Function("recycle-lead")]
    public Task<IResult> RecycleLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/recycle")] HttpRequest request, string id) =>
        door.AnswerAsync("recycle-lead", request, id);

    [Function("disqualify-lead")]
    public Task<IResult> DisqualifyLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/disqualify")] HttpRequest request, string id) =>
        door.AnswerAsync("disqualify-lead", request, id);

    [Function("reactivate-lead")]
    public Task<IResult> ReactivateLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/reactivate")] HttpRequest request, string id) =>
        door.AnswerAsync("reactivate-lead", request, id);

    [Function("pause-clock")]
    public Task<IResult> PauseClock([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/pause-clock")] HttpRequest request, string id) =>
        door.AnswerAsync("pause-clock", request, id);

    [Function("resume-clock")]
    public Task<IResult> ResumeClock([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/resume-clock")] HttpRequest request, string id) =>
        door.AnswerAsync("resume-clock", request, id);

    [Function("enroll-lead")]
    public Task<IResult> EnrollLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/enroll")] HttpRequest request, string id) =>
        door.AnswerAsync("enroll-lead", request, id);

    [Function("exit-lead")]
    public Task<IResult> ExitLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/exit")] HttpRequest request, string id) =>
        door.AnswerAsync("exit-lead", request, id);
}
