using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Net;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>The answers of a Meta lead ad, from the Graph API: a fixed host, an id of digits, no redirects. Setting <c>AccessToken</c>; <c>GraphVersion</c> when the default is over.</summary>
public sealed class MetaGraph : IAnswerSource, IDisposable
{
    public const string DefaultVersion = "v23.0";
    private static readonly Uri Host = new("https://graph.facebook.com/");

    private readonly HttpClient _http;
    private readonly string _version;
    private readonly string _token;

    public MetaGraph(string token, string? version = null)
        : this(token, version, Host, allowPrivate: false)
    {
    }

    internal MetaGraph(string token, string? version, Uri host, bool allowPrivate)
    {
        (_token, _version) = (token, version ?? DefaultVersion);
        _http = Outbound.Client(allowPrivate);
        _http.BaseAddress = host;
    }

    public string Provider => MetaWebhook.ProviderName;

    /// <summary>For the whole call; 10 s.</summary>
    internal TimeSpan Timeout { get; init; } = Outbound.Timeout;

    public void Dispose() => _http.Dispose();

    public async Task<AnswersFound> FetchAsync(Message.AnswersWanted wanted, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{_version}/{wanted.Id}?fields=id,created_time,form_id,ad_id,campaign_id,field_data");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var body = Payload.Parse(await CappedAsync(answer.Content, timeout.Token));
            return answer.StatusCode == HttpStatusCode.OK && body.At("error") is null ? Read(wanted, body) : MetaErrors.Of(answer, body.At("error"));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException || (failed is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new AnswersFound.Failed("the Graph API could not be reached: " + failed.GetType().Name);
        }
    }

    private static AnswersFound Read(Message.AnswersWanted wanted, JsonElement? body) => body is not { ValueKind: JsonValueKind.Object } lead
        ? new AnswersFound.Failed("the Graph API's answer is not JSON")
        : new AnswersFound.Found(new FormAnswers(wanted.Provider, wanted.Id, wanted.At)
        {
            Form = wanted.Form,
            ProviderForm = wanted.ProviderForm ?? lead.Text("form_id"),
            Answers = [.. lead.At("field_data").Items().Where(field => field.Text("name") is not null).Select(AnswerOf), .. Campaign(lead)],
        });

    private static FormAnswer AnswerOf(JsonElement field) =>
        new([field.Text("name")!], string.Join(", ", field.At("values").Items().Select(value => ((JsonElement?)value).Text()).OfType<string>()))
        {
            IsEmail = field.Text("name") is "email" or "work_email",
        };

    private static FormAnswer[] Campaign(JsonElement lead) =>
        [new(["utm_source"], "facebook"), new(["utm_medium"], "lead-ad"), new(["utm_campaign"], lead.Text("campaign_id") ?? ""), new(["utm_content"], lead.Text("ad_id") ?? "")];

    private static async Task<byte[]> CappedAsync(HttpContent content, CancellationToken ct)
    {
        var buffer = new byte[Outbound.MaxAnswer];
        await using var stream = await content.ReadAsStreamAsync(ct);
        return buffer[..await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)];
    }
}
