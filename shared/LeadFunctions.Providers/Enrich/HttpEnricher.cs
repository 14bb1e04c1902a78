using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LeadFunctions.Providers.Net;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Enrich;

/// <summary>Asks a company data service by GET: 200 with a JSON object is an answer, 204 and 404 are "not known", anything else failed and may be asked again.</summary>
public sealed class HttpEnricher : IEnricher, IDisposable
{
    /// <summary>Characters of one value that are kept.</summary>
    private const int MaxValue = 200;

    private readonly EnricherOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    /// <exception cref="ArgumentException">The URL has no <c>{domain}</c> after its host, or may not be called.</exception>
    public HttpEnricher(EnricherOptions options, TimeProvider clock)
    {
        var (one, other) = (UrlFor(options, "one.example"), UrlFor(options, "other.example"));
        var wrong = Outbound.WhyNot(one, options.AllowPrivate)
            ?? (one == other ? "it has no {domain}" : new Uri(one).Authority != new Uri(other).Authority ? "{domain} may not be the host" : null);
        if (wrong is not null)
        {
            throw new ArgumentException("The enrichment URL cannot be used: " + wrong, nameof(options));
        }

        (_options, _clock, _http) = (options, clock, Outbound.Client(options.AllowPrivate));
    }

    public string Name => "http";

    public void Dispose() => _http.Dispose();

    public async Task<EnrichmentResult> LookUpAsync(string domain, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var request = Request(domain);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => Read(await CappedAsync(answer.Content, either.Token)),
                HttpStatusCode.NoContent or HttpStatusCode.NotFound => new EnrichmentResult.NotFound(),
                var status => new EnrichmentResult.Failed($"answered {(int)status}"),
            };
        }
        catch (HttpRequestException failed)
        {
            return new EnrichmentResult.Failed(failed.InnerException is AddressRefusedException refused ? refused.Message : $"{failed.HttpRequestError}: {failed.Message}");
        }
        catch (IOException cut)
        {
            return new EnrichmentResult.Failed(cut.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new EnrichmentResult.Failed(string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.Timeout.TotalSeconds:0.#} s"));
        }
    }

    private HttpRequestMessage Request(string domain)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, UrlFor(_options, domain));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("LeadFunctions", "1"));
        if (_options.Key is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return request;
    }

    private static string UrlFor(EnricherOptions options, string domain) =>
        options.Url.Replace("{domain}", Uri.EscapeDataString(domain), StringComparison.Ordinal);

    /// <returns>Null when there is more than the cap.</returns>
    private static async Task<byte[]?> CappedAsync(HttpContent content, CancellationToken ct)
    {
        var buffer = new byte[Outbound.MaxAnswer + 1];
        await using var stream = await content.ReadAsStreamAsync(ct);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > Outbound.MaxAnswer ? null : buffer[..length];
    }

    private EnrichmentResult Read(byte[]? body)
    {
        if (body is null)
        {
            return new EnrichmentResult.Failed("the answer is longer than 64 kB");
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            var fields = _options.Fields
                .Select(field => KeyValuePair.Create(field.Key, TextAt(json.RootElement, field.Value)))
                .Where(field => field.Value.Length > 0)
                .ToDictionary();
            return fields.Count == 0 ? new EnrichmentResult.NotFound() : new EnrichmentResult.Found(fields);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is the InvalidOperationException.
            return new EnrichmentResult.Failed("the answer is not JSON");
        }
    }

    /// <returns>Text, number or truth at a dotted path; empty for anything else.</returns>
    private static string TextAt(JsonElement at, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return "";
            }
        }

        return at.ValueKind switch
        {
            JsonValueKind.String => PlainText.Line(at.GetString(), MaxValue),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => PlainText.Line(at.GetRawText(), MaxValue),
            _ => "",
        };
    }
}

/// <param name="Url">With <c>{domain}</c> where the company's domain goes: <c>https://data.example/companies/{domain}</c>.</param>
/// <param name="Fields">Attribute name to the dotted path of its value: <c>companySize</c> from <c>metrics.employees</c>.</param>
public sealed record EnricherOptions(string Url, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Sent as a bearer token.</summary>
    public string? Key { get; init; }

    /// <summary>Also call loopback and private addresses.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>For the whole call; 10 s.</summary>
    public TimeSpan Timeout { get; init; } = Outbound.Timeout;
}
