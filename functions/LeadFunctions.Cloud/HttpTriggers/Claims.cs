using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>The page behind a notification.</summary>
public sealed class Claims(HttpDoor door)
{
    [Function("claim-page")]
    public Task<IResult> ClaimPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "claim/{token}")] HttpRequest request, string token) =>
        door.AnswerAsync("claim-page", request, token);

    [Function("claim")]
    public Task<IResult> Claim([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claim/{token}")] HttpRequest request, string token) =>
        door.AnswerAsync("claim", request, token);
}
