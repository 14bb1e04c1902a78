using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>What a website calls: beacons, forms, the script. Preflights of its scripts come here too, since the playbook says which sites may.</summary>
public sealed class Website(HttpDoor door)
{
    [Function("track")]
    public Task<IResult> Track([HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "track")] HttpRequest request) =>
        door.AnswerAsync("track", request);

    [Function("tracker")]
    public Task<IResult> Tracker([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "t.js")] HttpRequest request) =>
        door.AnswerAsync("tracker", request);

    [Function("submit-form")]
    public Task<IResult> SubmitForm([HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "forms/{form}")] HttpRequest request, string form) =>
        door.AnswerAsync("submit-form", request, form);

    [Function("form-thanks")]
    public Task<IResult> FormThanks([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "forms/{form}/thanks")] HttpRequest request, string form) =>
        door.AnswerAsync("form-thanks", request, form);
}
