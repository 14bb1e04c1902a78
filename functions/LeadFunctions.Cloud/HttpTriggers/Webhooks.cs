using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>What providers and form services call. Event Grid asks for its handshake here as well.</summary>
public sealed class Webhooks(HttpDoor door)
{
    [Function("email-webhook")]
    public Task<IResult> EmailWebhook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/email/{provider}")] HttpRequest request, string provider) =>
        door.AnswerAsync("email-webhook", request, provider);

    [Function("email-webhook-handshake")]
    public Task<IResult> EmailWebhookHandshake([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "webhooks/email/{provider}")] HttpRequest request, string provider) =>
        door.AnswerAsync("email-webhook-handshake", request, provider);

    [Function("form-webhook")]
    public Task<IResult> FormWebhook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/forms/{provider}")] HttpRequest request, string provider) =>
        door.AnswerAsync("form-webhook", request, provider);

    [Function("form-webhook-handshake")]
    public Task<IResult> FormWebhookHandshake([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "webhooks/forms/{provider}")] HttpRequest request, string provider) =>
        door.AnswerAsync("form-webhook-handshake", request, provider);
}
