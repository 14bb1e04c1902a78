using System.Diagnostics;
using System.Net;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Webhooks;

/// <summary>
/// A provider calls: raw bytes, verified, durable, 200. What is genuine and not understood is kept and counted, and answered with 200 as well, since a
/// provider would only repeat it. Nothing is decided here: <see cref="ApplyEmailEvent"/> and <see cref="SubmitAnswers"/> do.
/// </summary>
public static class ReceiveWebhook
{
    public static Task<Answer> EmailAsync(Call call) => RunAsync(call, call.Surface.EmailWebhooks);

    public static Task<Answer> FormAsync(Call call) => RunAsync(call, call.Surface.FormWebhooks);

    /// <summary>CloudEvents' question whether events may be sent here. The browsers' OPTIONS is another one: no script of a website has business here.</summary>
    public static Task<Answer> EmailHandshake(Call call) =>
        Task.FromResult(call.Http.Request.Headers.ContainsKey("WebHook-Request-Origin") ? Handshake(call, call.Surface.EmailWebhooks) : NoHandshake);

    public static Task<Answer> FormHandshake(Call call) => Task.FromResult(Handshake(call, call.Surface.FormWebhooks));

    private static readonly Answer NoHandshake =
        (new Problem(ProblemKind.MethodNotAllowed, "This address does not take that method.") { Header = new("Allow", "POST") }).ToAnswer();

    private static Answer Handshake(Call call, IReadOnlyDictionary<string, IWebhook> webhooks) =>
        !webhooks.TryGetValue(call.Value, out var webhook) ? Problem.NotFound.ToAnswer()
        : webhook.Handshake(RequestOf(call, default)) is { } reading ? Refusal(webhook, reading)
        : NoHandshake;

    private static async Task<Answer> RunAsync(Call call, IReadOnlyDictionary<string, IWebhook> webhooks)
    {
        if (!webhooks.TryGetValue(call.Value, out var webhook))
        {
            return Problem.NotFound.ToAnswer();
        }

        var body = await RawBody.ReadAsync(call.Http, call.Limits.WebhookBody);
        if (body.Value is not { } bytes)
        {
            return body.Problem!.ToAnswer();
        }

        var reading = await webhook.ReadAsync(RequestOf(call, bytes), call.Aborted);
        if (reading is not WebhookReading.Received received)
        {
            return Refusal(webhook, reading);
        }

        try
        {
            return await new WebhookInbox(call, webhook.Name).KeepAsync(received, bytes) ? Accepted(webhook, received) : Refusal(webhook, Replayed);
        }
        catch (Exception busy) when (webhook.BusyStatus == (int)HttpStatusCode.TooManyRequests && busy is QueueFullException or StorageException)
        {
            return Problem.TooMany(busy is QueueFullException full ? full.RetryAfter : TimeSpan.FromSeconds(30)).ToAnswer();
        }
    }

    private static readonly WebhookReading.Refused Replayed = new("replayed");

    private static Answer Refusal(IWebhook webhook, WebhookReading reading)
    {
        var (result, answer) = reading switch
        {
            WebhookReading.Refused refused => (refused.Reason, NotGenuine.ToAnswer()),
            WebhookReading.Unreadable unreadable => (unreadable.Reason, new Problem(ProblemKind.InvalidRequest, "The body cannot be read.").ToAnswer()),
            WebhookReading.NotNow later => (later.Reason, new Problem(ProblemKind.StorageUnavailable, "It cannot be checked now. Try again later.") { RetryAfter = later.After }.ToAnswer()),
            WebhookReading.Reply reply => ("handshake", reply.Headers.Aggregate(
                new Answer(reply.Status, reply.ContentType, System.Text.Encoding.UTF8.GetBytes(reply.Body)), (made, header) => made.With(header.Key, header.Value))),
            _ => throw new UnreachableException(),
        };
        HttpMeters.Webhooks.Add(1, new("provider", webhook.Name), new("result", result));
        return answer;
    }

    private static Answer Accepted(IWebhook webhook, WebhookReading.Received received)
    {
        var accepted = received.Emails.Count + received.Forms.Count + received.Wanted.Count;
        HttpMeters.Webhooks.Add(accepted, new("provider", webhook.Name), new("result", "accepted"));
        HttpMeters.Webhooks.Add(received.NotUnderstood.Count, new("provider", webhook.Name), new("result", "not-understood"));
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("accepted"u8, accepted);
            writer.WriteNumber("notUnderstood"u8, received.NotUnderstood.Count);
            writer.WriteEndObject();
        });
    }

    private static WebhookRequest RequestOf(Call call, ReadOnlyMemory<byte> body) => new(body, call.Now)
    {
        ContentType = call.Http.Request.ContentType,
        Header = name => call.Http.Request.Headers[name] is [{ } one] ? one : null,
        Query = name => call.Http.Request.Query[name] is [{ } one] ? one : null,
    };

    private static readonly Problem NotGenuine = new(ProblemKind.NotSignedIn, "The call is not signed as this address asks.");
}
