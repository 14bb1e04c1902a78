using System.Text.Json;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>Google Ads lead forms. Setting <c>Key</c>: the key that is typed in beside the webhook's address, and comes back in the body. A test is kept apart.</summary>
public sealed class GoogleWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "google";

    // Google's own columns under the names that playbooks use for them.
    private static readonly Dictionary<string, string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FULL_NAME"] = "name",
        ["FIRST_NAME"] = "first_name",
        ["LAST_NAME"] = "last_name",
        ["EMAIL"] = "email",
        ["WORK_EMAIL"] = "email",
        ["PHONE_NUMBER"] = "phone",
        ["WORK_PHONE"] = "phone",
        ["COMPANY_NAME"] = "company",
        ["JOB_TITLE"] = "title",
    };

    private readonly SharedSecret? _key = settings.Chosen("Key") is { Count: > 0 } keys ? new SharedSecret(keys) : null;

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (_key is null)
        {
            return Refusals.NotConfigured;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Object } body || body.Text("google_key") is not { } key || !_key.IsOne(key))
        {
            return Refusals.Secret;
        }

        if (body.Flag("is_test") || body.Text("lead_id") is not { } leadId)
        {
            var told = new Told(Name, request.Now);
            told.Unknown(body.Flag("is_test") ? "test" : "no-lead-id", WithoutKey(body));
            return told.All();
        }

        var click = body.AnyText("gcl_id", "gclid");
        var answers = new FormAnswers(ProviderName, EventId.Answers(leadId, request), EventTime.Of(body.Text("lead_submit_time"), request.Now))
        {
            Form = request.Query("form"),
            ProviderForm = body.Text("form_id"),
            Answers = [.. body.At("user_column_data").Items().Select(AnswerOf).OfType<FormAnswer>(), .. Campaign(body.Text("campaign_id"), click)],
        };
        return new WebhookReading.Received { Forms = [answers] };
    }

    private static FormAnswer? AnswerOf(JsonElement column)
    {
        var (id, label, value) = (column.Text("column_id"), column.Text("column_name"), column.Text("string_value"));
        string?[] names = [label ?? id, id, id is null ? null : Columns.GetValueOrDefault(id)];
        return value is null || (id ?? label) is null
            ? null
            : new FormAnswer([.. names.OfType<string>().Distinct()], value) { IsEmail = id is "EMAIL" or "WORK_EMAIL" };
    }

    private static IEnumerable<FormAnswer> Campaign(string? campaign, string? click)
    {
        yield return new FormAnswer(["utm_source"], "google");
        yield return new FormAnswer(["utm_medium"], "lead-form");
        yield return new FormAnswer(["utm_campaign"], campaign ?? "");
        yield return new FormAnswer(["gclid"], click ?? "");
    }

    // What is kept for people to look at must not have the secret in it.
    private static JsonElement WithoutKey(JsonElement body) =>
        JsonSerializer.SerializeToElement(((JsonElement?)body).Members().Where(member => !member.Key.Equals("google_key", StringComparison.OrdinalIgnoreCase)).DistinctBy(member => member.Key).ToDictionary());
}
