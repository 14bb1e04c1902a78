using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>How it goes.</summary>
public sealed class Figures(HttpDoor door)
{
    [Function("get-metrics")]
    public Task<IResult> GetMetrics([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "metrics")] HttpRequest request) =>
        door.AnswerAsync("get-metrics", request);

    [Function("get-report")]
    public Task<IResult> GetReport([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "report")] HttpRequest request) =>
        door.AnswerAsync("get-report", request);

    [Function("get-steps")]
    public Task<IResult> GetSteps([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "steps")] HttpRequest request) =>
        door.AnswerAsync("get-steps", request);
}
