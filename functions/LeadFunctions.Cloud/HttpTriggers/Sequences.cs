using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>Nurture sequences and the mails they sent.</summary>
public sealed class Sequences(HttpDoor door)
{
    [Function("list-sequences")]
    public Task<IResult> ListSequences([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sequences")] HttpRequest request) =>
        door.AnswerAsync("list-sequences", request);

    [Function("preview-mail")]
    public Task<IResult> PreviewMail([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sequences/{id}/preview")] HttpRequest request, string id) =>
        door.AnswerAsync("preview-mail", request, id);

    [Function("test-send")]
    public Task<IResult> TestSend([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sequences/{id}/test-send")] HttpRequest request, string id) =>
        door.AnswerAsync("test-send", request, id);

    [Function("list-mailbox")]
    public Task<IResult> ListMailbox([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "mailbox")] HttpRequest request) =>
        door.AnswerAsync("list-mailbox", request);

    [Function("get-mail")]
    public Task<IResult> GetMail([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "mailbox/{id}")] HttpRequest request, string id) =>
        door.AnswerAsync("get-mail", request, id);

    [Function("get-mail-html")]
    public Task<IResult> GetMailHtml([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "mailbox/{id}/html")] HttpRequest request, string id) =>
        door.AnswerAsync("get-mail-html", request, id);
}
