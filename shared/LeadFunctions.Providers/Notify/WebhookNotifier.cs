using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
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

    private readonly WebhookOptions _options;
    private readonly TimeProvider _clock;
    private readonly byte[][] _keys;
    private readonly HttpClient _http;

    /// <exception cref="ArgumentException">The URL may not be called, or a secret is none.</exception>
    public WebhookNotifier(WebhookOptions options, TimeProvider clock)
    {
        if (Outbound.WhyNot(options.Url, options.AllowPrivate) is { } wrong)
        {
            throw new ArgumentException("The webhook's URL cannot be used: " + wrong, nameof(options));
        }

        (_options, _clock, _keys) = (options, clock, [.. options.Secrets.Select(StandardWebhook.KeyOf)]);
        _http = Outbound.Client(options.AllowPrivate);
    }

    public string Name => ChannelName;

    public bool Deduplicates => true;

    public void Dispose() => _http.Dispose();

    public async Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        using var body = new TrackedContent(Body(notification));
        using var request = Request(notification.EffectKey, body);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(answer);
        }
        catch (HttpRequestException failed)
        {
            var refused = failed.InnerException is AddressRefusedException;
            return Undelivered(body, refused ? failed.InnerException!.Message : $"{failed.HttpRequestError}: {failed.Message}", refused);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Undelivered(body, string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.Timeout.TotalSeconds:0.#} s"), forGood: false);
        }
    }

    private HttpRequestMessage Request(string effectKey, TrackedContent body)
    {
        var (id, timestamp) = (StandardWebhook.IdOf(effectKey), _clock.GetUtcNow().ToUnixTimeSeconds());
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Url) { Content = body };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("LeadFunctions", "1"));
        if (_keys.Length > 0)
        {
            request.Headers.Add("webhook-signature", StandardWebhook.Sign(_keys, id, timestamp, body.Bytes));
        }

        return request;
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
            },
        },
        JsonSerializerOptions.Web);

    private NotifyResult Judge(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        >= 200 and < 300 => new NotifyResult.Sent(),
        (int)HttpStatusCode.Gone => new NotifyResult.Failed("answered 410: wants no more", ForGood: true),
        >= 300 and < 400 => new NotifyResult.Failed($"answered {(int)answer.StatusCode}: redirects are not followed"),
        var status => new NotifyResult.Failed($"answered {status}") { RetryAfter = WaitAskedFor(answer) },
    };

    private TimeSpan? WaitAskedFor(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter?.Delta ?? (answer.Headers.RetryAfter?.Date is { } date ? date - _clock.GetUtcNow() : null);

    /// <summary>Before its first byte left nothing can have arrived; after that nobody knows.</summary>
    private static NotifyResult Undelivered(TrackedContent body, string reason, bool forGood) =>
        body.Started ? new NotifyResult.Ambiguous(reason) : new NotifyResult.Failed(reason, forGood);

    private sealed class TrackedContent : HttpContent
    {
        public TrackedContent(byte[] bytes)
        {
            Bytes = bytes;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public byte[] Bytes { get; }

        public bool Started { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Started = true;
            await stream.WriteAsync(Bytes);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Bytes.Length;
            return true;
        }
    }
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
