using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>What a mail leads to: its picture, its links, no more of them.</summary>
public sealed class MailLinks(HttpDoor door)
{
    [Function("open-pixel")]
    public Task<IResult> OpenPixel([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "o/{token}")] HttpRequest request, string token) =>
        door.AnswerAsync("open-pixel", request, token);

    [Function("click")]
    public Task<IResult> Click([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "c/{token}")] HttpRequest request, string token) =>
        door.AnswerAsync("click", request, token);

    [Function("unsubscribe-page")]
    public Task<IResult> UnsubscribePage([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "u/{token}")] HttpRequest request, string token) =>
        door.AnswerAsync("unsubscribe-page", request, token);

    [Function("unsubscribe")]
    public Task<IResult> Unsubscribe([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "u/{token}")] HttpRequest request, string token) =>
        door.AnswerAsync("unsubscribe", request, token);

    [Function("preferences")]
    public Task<IResult> Preferences([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "p/{token}")] HttpRequest request, string token) =>
        door.AnswerAsync("preferences", request, token);

    [Function("save-preferences")]
    public Task<IResult> SavePreferences([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "p/{token}")] HttpRequest request, string token) =>
        door.AnswerAsync("save-preferences", request, token);
}
