using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>What the company decided, and its versions.</summary>
public sealed class Playbooks(HttpDoor door)
{
    [Function("get-playbook")]
    public Task<IResult> GetPlaybook([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "playbook")] HttpRequest request) =>
        door.AnswerAsync("get-playbook", request);

    [Function("check-playbook")]
    public Task<IResult> CheckPlaybook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "playbook/check")] HttpRequest request) =>
        door.AnswerAsync("check-playbook", request);
}
