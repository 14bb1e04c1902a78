using System.Net;
using System.Text.Json;
using LeadFunctions.Providers.Net;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>
/// The channel <c>webhook</c>: a POST of <c>{type, timestamp, data}</c> with Standard Webhooks headers. Receivers keep <c>webhook-id</c>,
/// so what may or may not have arrived is sent again under the same id.
/// </summary>
public sealed class WebhookNotifier : INotifier, IDisposable
{
    public const string ChannelName = "webhook";

    private readonly TimeProvider _clock;
    private readonly byte[][] _keys;
    private readonly JsonPost _post;

    /// <exception cref="ArgumentException">The URL may not be called, or a secret is none.</exception>
    public WebhookNotifier(WebhookOptions options, TimeProvider clock)
    {
        (_clock, _keys) = (clock, [.. options.Secrets.Select(StandardWebhook.KeyOf)]);
        _post = new JsonPost(options.Url, options.AllowPrivate, clock, "webhook") { Timeout = options.Timeout };
    }

    public string Name => ChannelName;

    public bool Deduplicates => true;

    public bool Interrupts => false;

    public void Dispose() => _post.Dispose();

    public async Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct)
    {
        var body = Body(notification);
        var headers = StandardWebhook.Headers(_keys, StandardWebhook.IdOf(notification.EffectKey), _clock.GetUtcNow(), body);
        return await _post.SendAsync(body, headers, ct) switch
        {
            PostOutcome.Answered { IsSuccess: true } => new NotifyResult.Sent(),
            PostOutcome.Answered { Status: (int)HttpStatusCode.Gone } => new NotifyResult.Failed("answered 410: wants no more", ForGood: true),
            PostOutcome.Answered { Status: >= 300 and < 400 } moved => new NotifyResult.Failed($"answered {moved.Status}: redirects are not followed"),
            PostOutcome.Answered other => new NotifyResult.Failed($"answered {other.Status}") { RetryAfter = other.Wait },
            PostOutcome.NotSent not => new NotifyResult.Failed(not.Reason, not.ForGood),
            PostOutcome.Unknown unknown => new NotifyResult.Ambiguous(unknown.Reason),
            _ => throw new InvalidOperationException("an outcome nobody knows"),
        };
    }

    private static byte[] Body(Notification told) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Type = "lead." + told.Reason.Replace('-', '_'),
            Timestamp = told.At.UtcDateTime,
            Data = new
            {
                Lead = new { Id = told.LeadId, Name = told.LeadName, told.Company, told.Stage, told.Band, told.Score, Url = told.LeadUrl },
                Person = new { Id = told.PersonId, Name = told.PersonName, Email = told.PersonEmail },
                told.WhyNow,
                told.WhatToDo,
                DueBy = told.DueBy?.UtcDateTime,
                told.ClaimUrl,
            },
        },
        JsonSerializerOptions.Web);
}

/// <param name="Url">Https; or http on this machine with <paramref name="AllowPrivate"/>.</param>
/// <param name="AllowPrivate">Also call loopback and private addresses.</param>
public sealed record WebhookOptions(string Url, bool AllowPrivate = false)
{
    /// <summary>Signing secrets (<c>whsec_…</c>): none sends unsigned; two while one replaces the other.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>For the whole call; 10 s.</summary>
    public TimeSpan Timeout { get; init; } = Outbound.Timeout;
}
