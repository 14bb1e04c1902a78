using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LeadFunctions.Providers.Net;

/// <summary>Posts JSON to one URL and says what is certain about it: answered, never sent, or nobody knows.</summary>
internal sealed class JsonPost : IDisposable
{
    private readonly Uri _url;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    /// <param name="what">Whose URL it is, for the message.</param>
    /// <exception cref="ArgumentException">The URL may not be called.</exception>
    public JsonPost(string url, bool allowPrivate, TimeProvider clock, string what)
    {
        if (Outbound.WhyNot(url, allowPrivate) is { } wrong)
        {
            throw new ArgumentException($"The {what}'s URL cannot be used: {wrong}", nameof(url));
        }

        (_url, _clock, _http) = (new Uri(url), clock, Outbound.Client(allowPrivate));
    }

    /// <summary>For the whole call; 10 s.</summary>
    public TimeSpan Timeout { get; init; } = Outbound.Timeout;

    /// <summary>Bytes of the answer that are read; none unless told.</summary>
    public int AnswerLimit { get; init; }

    public void Dispose() => _http.Dispose();

    public async Task<PostOutcome> SendAsync(byte[] body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        using var content = new TrackedContent(body);
        using var request = Request(content, headers);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new PostOutcome.Answered((int)answer.StatusCode, WaitAskedFor(answer), await TextAsync(answer.Content, either.Token));
        }
        catch (HttpRequestException failed)
        {
            var refused = failed.InnerException is AddressRefusedException;
            return Undelivered(content, refused ? failed.InnerException!.Message : $"{failed.HttpRequestError}: {failed.Message}", refused);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Undelivered(content, string.Create(CultureInfo.InvariantCulture, $"no answer within {Timeout.TotalSeconds:0.#} s"), forGood: false);
        }
    }

    private HttpRequestMessage Request(TrackedContent content, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = content };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("LeadFunctions", "1"));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private TimeSpan? WaitAskedFor(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter?.Delta ?? (answer.Headers.RetryAfter?.Date is { } date ? date - _clock.GetUtcNow() : null);

    /// <summary>The answer's first bytes. Its status is what counts: a text that breaks off is as good as none.</summary>
    private async Task<string> TextAsync(HttpContent content, CancellationToken ct)
    {
        if (AnswerLimit == 0)
        {
            return "";
        }

        try
        {
            var buffer = new byte[AnswerLimit];
            await using var stream = await content.ReadAsStreamAsync(ct);
            return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct));
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }

    /// <summary>Before its first byte left nothing can have arrived; after that nobody knows.</summary>
    private static PostOutcome Undelivered(TrackedContent body, string reason, bool forGood) =>
        body.Started ? new PostOutcome.Unknown(reason) : new PostOutcome.NotSent(reason, forGood);

    private sealed class TrackedContent : HttpContent
    {
        private readonly byte[] _bytes;

        public TrackedContent(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public bool Started { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Started = true;
            await stream.WriteAsync(_bytes);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}

/// <summary>What is certain about a post.</summary>
internal abstract record PostOutcome
{
    private PostOutcome()
    {
    }

    /// <param name="Wait">What Retry-After asked for.</param>
    public sealed record Answered(int Status, TimeSpan? Wait, string Text) : PostOutcome
    {
        public bool IsSuccess => Status is >= 200 and < 300;
    }

    /// <summary>Not a byte of it left.</summary>
    /// <param name="ForGood">The address may not be called at all.</param>
    public sealed record NotSent(string Reason, bool ForGood) : PostOutcome;

    public sealed record Unknown(string Reason) : PostOutcome;
}
