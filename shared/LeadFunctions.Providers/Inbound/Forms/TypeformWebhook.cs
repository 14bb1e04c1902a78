using System.Text.Json;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>Typeform's webhooks, signed over the raw body. Setting <c>Secret</c>. Questions are known by reference, id, title and kind; hidden fields by their name.</summary>
public sealed class TypeformWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "typeform";
    private const string SignatureHeader = "Typeform-Signature";
    private const string SignaturePrefix = "sha256=";

    private readonly Hmac _hmac = new(settings.List("Secret"));

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (!_hmac.IsConfigured)
        {
            return Refusals.NotConfigured;
        }

        var signature = request.Header(SignatureHeader);
        if (signature?.StartsWith(SignaturePrefix, StringComparison.Ordinal) != true || !_hmac.MatchesBase64(signature[SignaturePrefix.Length..], default, request.Body.Span))
        {
            return Refusals.Signature;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Object } body)
        {
            return Refusals.NotJson;
        }

        // A partial answer comes again when it is whole.
        if (body.Text("event_type") is not "form_response" || body.At("form_response") is not { ValueKind: JsonValueKind.Object } response)
        {
            var told = new Told(Name, request.Now);
            told.Unknown(body.Text("event_type"), body, body.Text("event_id"));
            return told.All();
        }

        return new WebhookReading.Received { Forms = [AnswersOf(response, body, request)] };
    }

    private static FormAnswers AnswersOf(JsonElement response, JsonElement body, WebhookRequest request)
    {
        var asked = response.At("definition").At("fields").Items().Where(field => field.Text("id") is not null).DistinctBy(field => field.Text("id")).ToDictionary(field => field.Text("id")!);
        var hidden = response.At("hidden").Members().Select(field => (field.Key, Value: ((JsonElement?)field.Value).Text())).Where(field => field.Value is not null).ToList();
        // The token is the response's; the event id is new when somebody sends it again by hand.
        var id = response.Text("token") ?? body.Text("event_id");
        return new FormAnswers(ProviderName, EventId.Answers(id, request), EventTime.Of(response.Text("submitted_at"), request.Now))
        {
            Form = request.Query("form"),
            ProviderForm = response.Text("form_id"),
            Answers =
            [
                .. response.At("answers").Items().Select(answer => AnswerOf(answer, asked)).OfType<FormAnswer>(),
                .. hidden.Select(field => new FormAnswer([field.Key], field.Value!)),
            ],
            PageUrl = hidden.Find(field => field.Key is "page_url" or "pageUrl" or "url").Value,
        };
    }

    private static FormAnswer? AnswerOf(JsonElement answer, Dictionary<string, JsonElement> asked)
    {
        var (type, field) = (answer.Text("type") ?? "", answer.At("field"));
        if (ValueOf(answer, type) is not { } value)
        {
            return null;
        }

        // Shown by its title. Titles may have earlier answers in them and answers need not repeat the reference, so the question is looked up.
        var question = field.Text("id") is { } id && asked.TryGetValue(id, out var found) ? found : default;
        string?[] names = [question.Text("title"), field.Text("ref") ?? question.Text("ref"), field.Text("id"), type is "email" or "phone_number" ? type : null];
        return new FormAnswer([.. names.Where(name => !string.IsNullOrEmpty(name)).Select(name => name!)], value) { IsEmail = type == "email" };
    }

    private static string? ValueOf(JsonElement answer, string type) => type switch
    {
        "choice" => answer.At("choice").Text("label") ?? answer.At("choice").Text("other"),
        "choices" => string.Join(", ", answer.At("choices").At("labels").Items().Append(answer.At("choices").At("other") ?? default).Select(label => ((JsonElement?)label).Text()).OfType<string>()) is { Length: > 0 } all ? all : null,
        "payment" => answer.At("payment").Text("amount"),
        "file_url" => MailText.Url(answer.Text("file_url")),
        _ => answer.Text(type),
    };
}
