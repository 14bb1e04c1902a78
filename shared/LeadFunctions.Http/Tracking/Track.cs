using System.Buffers;
using LeadFunctions.Http.Limits;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Tracking;

/// <summary>
/// A beacon: parse, name the signals, append one message, answer. Good events are kept when others are bad. The busiest address there is:
/// the body is read where it lies, and the usual answer is bytes made once.
/// </summary>
public static class Track
{
    private static readonly Answer OneAccepted = new(StatusCodes.Status202Accepted, Answer.JsonType, "{\"accepted\":1,\"rejected\":[]}"u8.ToArray());

    private static readonly Problem Unsupported = new(ProblemKind.UnsupportedMediaType, "Send JSON in UTF-8, as application/json or text/plain.");

    public static async Task<Answer> RunAsync(Call call)
    {
        var (http, limits) = (call.Http, call.Limits);
        if (MediaType.Of(http.Request.ContentType).Kind is not (BodyKind.Json or BodyKind.Text or BodyKind.UrlEncoded) || http.Request.Headers.ContentEncoding.Count > 0)
        {
            return Unsupported.ToAnswer();
        }

        if (call.Surface.Rates.BeaconFrom(Peer.Of(http, limits), call.Now) is { Ticks: > 0 } wait)
        {
            return Problem.TooMany(wait).ToAnswer();
        }

        if (await RequestBody.PeekAsync(http, limits.BatchBody) is not { } body)
        {
            return RequestBody.TooLarge.ToAnswer();
        }

        var beacon = Parse(body, call);
        http.Request.BodyReader.AdvanceTo(body.End);
        return beacon.Problem is { } problem ? problem.ToAnswer() : await KeepAsync(call, beacon.Value!);
    }

    private static Read<Beacon> Parse(in ReadOnlySequence<byte> body, Call call) =>
        body.IsSingleSegment ? BeaconReader.Read(body.FirstSpan, call.Site, call.Limits) : BeaconReader.Read(body.ToArray(), call.Site, call.Limits);

    private static async Task<Answer> KeepAsync(Call call, Beacon beacon)
    {
        var request = call.Http.Request;
        if (beacon.VisitorId is null || beacon.RefusesTracking || BotEvidence.RefusesTracking(request))
        {
            // Without a person to keep it for, a hit is a number.
            HttpMeters.AnonymousEvents.Add(beacon.Accepted);
            return AnswerTo(beacon);
        }

        if (call.Surface.Rates.BeaconOf(beacon.VisitorId, call.Now) is { Ticks: > 0 } wait)
        {
            return Problem.TooMany(wait).ToAnswer();
        }

        var evidence = BotEvidence.Of(request, beacon.WebDriver);
        if (beacon.Followed is { } token && evidence is null && call.Surface.ClickTokens.Read(token, call.Now) is var (leadId, at))
        {
            // Believed only once the click has been judged a person's.
            var said = new Message.VisitorIdentified(beacon.VisitorId, leadId, "", at) { ByClick = true };
            await call.Surface.Queue.EnqueueAsync([new Outgoing(said, at + JoinVisitor.ClickJudgedAfter)], CancellationToken.None);
        }

        if (beacon.Accepted > 0)
        {
            await call.Surface.Queue.CaptureAsync(new Message.VisitorSeen(beacon.VisitorId, beacon.Signals(call, evidence)));
        }

        return AnswerTo(beacon);
    }

    private static Answer AnswerTo(Beacon beacon) => beacon is { Accepted: 1, Rejected.Count: 0 } ? OneAccepted : Answer.Json(StatusCodes.Status202Accepted, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("accepted"u8, beacon.Accepted);
        writer.WriteStartArray("rejected"u8);
        foreach (var (index, reason) in beacon.Rejected)
        {
            HttpMeters.RejectedEvents.Add(1, new KeyValuePair<string, object?>("reason", reason));
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, index);
            writer.WriteString("reason"u8, reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
