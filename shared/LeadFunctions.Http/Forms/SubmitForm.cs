using System.Text;
using LeadFunctions.Http.Limits;
using LeadFunctions.Http.Reading;
using LeadFunctions.Http.Tracking;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Forms;

/// <summary>A form was filled in: parse, validate, give ids, append, answer. No lead is read; <see cref="ApplySignal"/> does the rest.</summary>
public static class SubmitForm
{
    public static async Task<Answer> RunAsync(Call call)
    {
        if (call.Site.Form(call.Value) is not { } form)
        {
            return Problem.NotFound.ToAnswer();
        }

        if (RateOf(call) is { Ticks: > 0 } wait)
        {
            return Problem.TooMany(wait).ToAnswer();
        }

        var key = IdempotencyKey.Of(call.Http.Request);
        if (key.Problem is { } badKey)
        {
            return badKey.ToAnswer();
        }

        var inputs = await FormBody.ReadAsync(call.Http, call.Limits);
        return inputs.Problem is { } unreadable ? unreadable.ToAnswer() : await AcceptAsync(call, form, inputs.Value!, key.Value!);
    }

    private static async Task<Answer> AcceptAsync(Call call, SiteForm form, Inputs inputs, string key)
    {
        var request = call.Http.Request;
        var read = FormPost.Read(form, inputs, request.Headers.Referer, call.Now, call.Limits);
        if (read.Value is not { } post)
        {
            return read.Problem!.ToAnswer();
        }

        var next = NextPage.Of(form, post.Next);
        if (next.Problem is { } elsewhere)
        {
            return elsewhere.ToAnswer();
        }

        var signal = BotEvidence.RefusesTracking(request) ? post.Signal with { VisitorId = null } : post.Signal;
        var leadId = call.Surface.NewId.LeadIdOf(post.Email);
        var submitted = await new SubmitOnce(call.Surface, call.Now).RunAsync(
            form.Form.Id, key, ContentOf(inputs), id => new Message.SignalArrived(leadId, post.Email, [signal with { Id = id }]));
        if (submitted.Value is not { } submission)
        {
            return submitted.Problem!.ToAnswer();
        }

        return WantsPage(request)
            ? Answer.Empty(StatusCodes.Status303SeeOther).With("Location", next.Value!)
            : Accepted(leadId, submission);
    }

    private static TimeSpan RateOf(Call call)
    {
        var wait = call.Surface.Rates.FormFrom(Peer.Of(call.Http, call.Limits), call.Now);
        return wait > TimeSpan.Zero ? wait : call.Surface.Rates.PostTo(call.Value, call.Now);
    }

    private static Answer Accepted(string leadId, string submission) => Answer.Json(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, leadId);
        writer.WriteString("status"u8, "accepted"u8);
        writer.WriteString("submission"u8, submission);
        writer.WriteEndObject();
    });

    // A page of a website posts the plain way and asks for HTML; scripts and servers get JSON.
    private static bool WantsPage(HttpRequest request) =>
        MediaType.Of(request.ContentType).Kind is BodyKind.UrlEncoded or BodyKind.Multipart
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    // With lengths, so that no two different posts read the same.
    private static string ContentOf(Inputs inputs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in inputs.All)
        {
            text.Append(name.Length).Append(':').Append(name.ToLowerInvariant()).Append(value.Length).Append(':').Append(value);
        }

        return text.ToString();
    }
}
