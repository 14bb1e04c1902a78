using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>For whoever runs it.</summary>
public sealed class Operations(HttpDoor door)
{
    [Function("get-audit")]
    public Task<IResult> GetAudit([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "audit")] HttpRequest request) =>
        door.AnswerAsync("get-audit", request);

    [Function("get-queues")]
    public Task<IResult> GetQueues([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "queues")] HttpRequest request) =>
        door.AnswerAsync("get-queues", request);

    [Function("list-timers")]
    public Task<IResult> ListTimers([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "timers")] HttpRequest request) =>
        door.AnswerAsync("list-timers", request);

    [Function("list-webhooks")]
    public Task<IResult> ListWebhooks([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "webhooks")] HttpRequest request) =>
        door.AnswerAsync("list-webhooks", request);

    [Function("enable-webhook")]
    public Task<IResult> EnableWebhook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{id}/enable")] HttpRequest request, string id) =>
        door.AnswerAsync("enable-webhook", request, id);

    [Function("list-dead-letters")]
    public Task<IResult> ListDeadLetters([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dead-letters")] HttpRequest request) =>
        door.AnswerAsync("list-dead-letters", request);

    [Function("list-quarantine")]
    public Task<IResult> ListQuarantine([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "quarantine")] HttpRequest request) =>
        door.AnswerAsync("list-quarantine", request);

    [Function("replay-dead-letter")]
    public Task<IResult> ReplayDeadLetter([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dead-letters/{id}/replay")] HttpRequest request, string id) =>
        door.AnswerAsync("replay-dead-letter", request, id);

    [Function("openapi")]
    public Task<IResult> Openapi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        door.AnswerAsync("openapi", request);

    [Function("health-live")]
    public Task<IResult> HealthLive([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request) =>
        door.AnswerAsync("health-live", request);

    [Function("health-ready")]
    public Task<IResult> HealthReady([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request) =>
        door.AnswerAsync("health-ready", request);
}
