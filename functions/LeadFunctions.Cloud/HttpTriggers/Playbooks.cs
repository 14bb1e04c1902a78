using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>What the company decided, and its versions.</summary>
public sealed class Playbooks(HttpDoor door)
{
    [Function("get-playbook")]
    public Task<IResult> GetPlaybook([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "playbook")] HttpRequest request) =>
        door.AnswerAsync("get-playbook", request);

    [Function("publish-playbook")]
    public Task<IResult> PublishPlaybook([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "playbook")] HttpRequest request) =>
        door.AnswerAsync("publish-playbook", request);

    [Function("rollback-playbook")]
    public Task<IResult> RollbackPlaybook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "playbook/rollback")] HttpRequest request) =>
        door.AnswerAsync("rollback-playbook", request);

    [Function("list-playbook-versions")]
    public Task<IResult> ListPlaybookVersions([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "playbook/versions")] HttpRequest request) =>
        door.AnswerAsync("list-playbook-versions", request);

    [Function("get-playbook-version")]
    public Task<IResult> GetPlaybookVersion([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "playbook/versions/{version}")] HttpRequest request, string version) =>
        door.AnswerAsync("get-playbook-version", request, version);

    [Function("diff-playbook")]
    public Task<IResult> DiffPlaybook([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "playbook/diff")] HttpRequest request) =>
        door.AnswerAsync("diff-playbook", request);

    [Function("backtest-playbook")]
    public Task<IResult> BacktestPlaybook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "playbook/backtest")] HttpRequest request) =>
        door.AnswerAsync("backtest-playbook", request);

    [Function("suggest-points")]
    public Task<IResult> SuggestPoints([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "playbook/suggest")] HttpRequest request) =>
        door.AnswerAsync("suggest-points", request);

    [Function("get-rule-report")]
    public Task<IResult> GetRuleReport([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "playbook/rules")] HttpRequest request) =>
        door.AnswerAsync("get-rule-report", request);

    [Function("check-playbook")]
    public Task<IResult> CheckPlaybook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "playbook/check")] HttpRequest request) =>
        door.AnswerAsync("check-playbook", request);
}
