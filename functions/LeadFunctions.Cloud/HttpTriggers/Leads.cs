using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>Leads to look at and to set.</summary>
public sealed class Leads(HttpDoor door)
{
    [Function("list-leads")]
    public Task<IResult> ListLeads([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "leads")] HttpRequest request) =>
        door.AnswerAsync("list-leads", request);

    [Function("save-lead")]
    public Task<IResult> SaveLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads")] HttpRequest request) =>
        door.AnswerAsync("save-lead", request);

    [Function("get-lead")]
    public Task<IResult> GetLead([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "leads/{id}")] HttpRequest request, string id) =>
        door.AnswerAsync("get-lead", request, id);

    [Function("get-activities")]
    public Task<IResult> GetActivities([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "leads/{id}/activities")] HttpRequest request, string id) =>
        door.AnswerAsync("get-activities", request, id);

    [Function("get-score")]
    public Task<IResult> GetScore([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "leads/{id}/score")] HttpRequest request, string id) =>
        door.AnswerAsync("get-score", request, id);

    [Function("get-clocks")]
    public Task<IResult> GetClocks([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "leads/{id}/clocks")] HttpRequest request, string id) =>
        door.AnswerAsync("get-clocks", request, id);

    [Function("get-score-curve")]
    public Task<IResult> GetScoreCurve([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "leads/{id}/score-curve")] HttpRequest request, string id) =>
        door.AnswerAsync("get-score-curve", request, id);
}
