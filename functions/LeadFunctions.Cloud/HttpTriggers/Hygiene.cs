using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>Leads as a whole: duplicates, accounts, imports, exports, erasure.</summary>
public sealed class Hygiene(HttpDoor door)
{
    [Function("merge-lead")]
    public Task<IResult> MergeLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/merge")] HttpRequest request, string id) =>
        door.AnswerAsync("merge-lead", request, id);

    [Function("unmerge-lead")]
    public Task<IResult> UnmergeLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/unmerge")] HttpRequest request, string id) =>
        door.AnswerAsync("unmerge-lead", request, id);
}
