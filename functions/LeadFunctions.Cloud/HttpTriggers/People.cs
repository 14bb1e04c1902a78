using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>Who is signed in, and what is theirs to do.</summary>
public sealed class People(HttpDoor door)
{
    [Function("sign-in")]
    public Task<IResult> SignIn([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "session")] HttpRequest request) =>
        door.AnswerAsync("sign-in", request);

    [Function("sign-out")]
    public Task<IResult> SignOut([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "session")] HttpRequest request) =>
        door.AnswerAsync("sign-out", request);

    [Function("get-me")]
    public Task<IResult> GetMe([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "me")] HttpRequest request) =>
        door.AnswerAsync("get-me", request);

    [Function("get-inbox")]
    public Task<IResult> GetInbox([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "inbox")] HttpRequest request) =>
        door.AnswerAsync("get-inbox", request);
}
