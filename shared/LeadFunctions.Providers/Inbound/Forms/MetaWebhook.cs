using System.Text.Json;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>
/// Meta lead ads. A call only says that there are answers; <see cref="MetaGraph"/> fetches them later. Settings <c>AppSecret</c> (signs the raw body) and
/// <c>VerifyToken</c> (asked for when the webhook is set up).
/// </summary>
public sealed class MetaWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "meta";
    private const string SignatureHeader = "X-Hub-Signature-256";
    private const string SignaturePrefix = "sha256=";

    private readonly Hmac _hmac = new(settings.List("AppSecret"));
    private readonly SharedSecret? _verify = settings.Chosen("VerifyToken") is { Count: > 0 } tokens ? new SharedSecret(tokens) : null;

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    /// <summary>Echoes the challenge to whoever knows the token.</summary>
    public WebhookReading Handshake(WebhookRequest request)
    {
        var (token, challenge) = (request.Query("hub.verify_token"), request.Query("hub.challenge"));
        return _verify is null ? Refusals.NotConfigured
            : token is null || !_verify.IsOne(token) || request.Query("hub.mode") is not "subscribe" ? Refusals.Secret
            // As plain text and only of harmless letters: it is somebody else's text on our address.
            : challenge is { Length: > 0 and <= 200 } && challenge.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? new WebhookReading.Reply(200, "text/plain; charset=utf-8", challenge)
            : new WebhookReading.Unreadable("challenge");
    }

    private WebhookReading Read(WebhookRequest request)
    {
        if (!_hmac.IsConfigured)
        {
            return Refusals.NotConfigured;
        }

        var signature = request.Header(SignatureHeader);
        if (signature?.StartsWith(SignaturePrefix, StringComparison.Ordinal) != true || !_hmac.MatchesHex(signature[SignaturePrefix.Length..], default, request.Body.Span))
        {
            return Refusals.Signature;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Object } body)
        {
            return Refusals.NotJson;
        }

        var (told, wanted) = (new Told(Name, request.Now), new List<Message.AnswersWanted>());
        foreach (var change in body.At("entry").Items().SelectMany(entry => entry.At("changes").Items()))
        {
            var value = change.At("value");
            if (change.Text("field") is "leadgen" && value.Text("leadgen_id") is { Length: <= 32 } id && id.All(char.IsAsciiDigit))
            {
                wanted.Add(new Message.AnswersWanted(Name, id, EventTime.Of(value.Text("created_time"), request.Now), request.Query("form"), value.Text("form_id")));
            }
            else
            {
                told.Unknown(change.Text("field"), change);
            }
        }

        if (body.Text("object") is not "page" && wanted.Count == 0)
        {
            told.Unknown(body.Text("object"), body);
        }

        return told.All() with { Wanted = wanted };
    }
}
