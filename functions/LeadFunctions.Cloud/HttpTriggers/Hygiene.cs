using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>Leads as a whole: duplicates, accounts, imports, exports, erasure.</summary>
public sealed class Hygiene(HttpDoor door)
{
    [Function("export-leads")]
    public Task<IResult> ExportLeads([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "leads/export.csv")] HttpRequest request) =>
        door.AnswerAsync("export-leads", request);

    [Function("import-leads")]
    public Task<IResult> ImportLeads([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/import")] HttpRequest request) =>
        door.AnswerAsync("import-leads", request);

    [Function("export-lead")]
    public Task<IResult> ExportLead([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "leads/{id}/export")] HttpRequest request, string id) =>
        door.AnswerAsync("export-lead", request, id);

    [Function("list-duplicates")]
    public Task<IResult> ListDuplicates([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "duplicates")] HttpRequest request) =>
        door.AnswerAsync("list-duplicates", request);

    [Function("dismiss-duplicate")]
    public Task<IResult> DismissDuplicate([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "duplicates/{id}/dismiss")] HttpRequest request, string id) =>
        door.AnswerAsync("dismiss-duplicate", request, id);

    [Function("get-account")]
    public Task<IResult> GetAccount([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "accounts/{domain}")] HttpRequest request, string domain) =>
        door.AnswerAsync("get-account", request, domain);

    [Function("list-accounts")]
    public Task<IResult> ListAccounts([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "accounts")] HttpRequest request) =>
        door.AnswerAsync("list-accounts", request);

    [Function("merge-accounts")]
    public Task<IResult> MergeAccounts([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/{domain}/merge")] HttpRequest request, string domain) =>
        door.AnswerAsync("merge-accounts", request, domain);

    [Function("unmerge-accounts")]
    public Task<IResult> UnmergeAccounts([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/{domain}/unmerge")] HttpRequest request, string domain) =>
        door.AnswerAsync("unmerge-accounts", request, domain);

    [Function("list-hygiene")]
    public Task<IResult> ListHygiene([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "hygiene")] HttpRequest request) =>
        door.AnswerAsync("list-hygiene", request);

    [Function("run-hygiene")]
    public Task<IResult> RunHygiene([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "hygiene/{name}/run")] HttpRequest request, string name) =>
        door.AnswerAsync("run-hygiene", request, name);

    [Function("erase-lead")]
    public Task<IResult> EraseLead([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "leads/{id}")] HttpRequest request, string id) =>
        door.AnswerAsync("erase-lead", request, id);

    [Function("merge-lead")]
    public Task<IResult> MergeLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/merge")] HttpRequest request, string id) =>
        door.AnswerAsync("merge-lead", request, id);

    [Function("unmerge-lead")]
    public Task<IResult> UnmergeLead([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads/{id}/unmerge")] HttpRequest request, string id) =>
        door.AnswerAsync("unmerge-lead", request, id);
}
