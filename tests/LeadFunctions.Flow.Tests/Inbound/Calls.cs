using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LeadFunctions.Providers.Inbound;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Inbound;

/// <summary>Calls as the providers make them: the body is signed the way each of them signs, with keys of ours.</summary>
public static class Calls
{
    public const string Secret = "a-secret-of-enough-letters";
    public const string Topic = "arn:aws:sns:us-west-2:123456789012:SES_Notifications";
    public const string CertificateUrl = "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 30, TimeSpan.Zero);

    private const string StandardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly ECDsa Sendgrid = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA Sns = RSA.Create(2048);
    private static int _tokens;

    private static readonly string SnsCertificate =
        new CertificateRequest("CN=sns.amazonaws.com", Sns, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1)).ExportCertificatePem();

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["sendgrid:PublicKey"] = Convert.ToBase64String(Sendgrid.ExportSubjectPublicKeyInfo()),
        ["mailgun:SigningKey"] = Secret,
        ["resend:Secret"] = StandardSecret,
        ["ses:Topics"] = Topic,
        ["typeform:Secret"] = Secret,
        ["webflow:Secret"] = Secret,
        ["google:Key"] = Secret,
        ["meta:AppSecret"] = Secret,
        ["meta:VerifyToken"] = Secret,
        ["acs:Secret"] = Secret,
        ["brevo:Secret"] = Secret,
        ["postmark:Secret"] = Secret,
        ["contact-form-7:Secret"] = Secret,
        ["elementor:Secret"] = Secret,
        ["gravity-forms:Secret"] = Secret,
        ["hubspot:Secret"] = Secret,
    };

    /// <summary>What is fetched, by address; nothing else answers.</summary>
    public static readonly WebhookTools Tools = new((address, _) => Task.FromResult(address.AbsoluteUri == CertificateUrl ? SnsCertificate : null));

    public static readonly IReadOnlyDictionary<string, IWebhook> Emails = EmailWebhooks.All(Configured, Tools);

    public static readonly IReadOnlyDictionary<string, IWebhook> Forms = FormWebhooks.All(Configured);

    public static WebhookSettings Configured(string provider) => new(name => Settings.GetValueOrDefault($"{provider}:{name}"));

    /// <summary>The body as it goes over the wire and the headers beside it.</summary>
    public static (byte[] Body, Dictionary<string, string> Headers) Signed(string provider, byte[] body, DateTimeOffset? at = null)
    {
        var seconds = (at ?? Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var milliseconds = (at ?? Now).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return provider switch
        {
            "sendgrid" => (body, new()
            {
                ["X-Twilio-Email-Event-Webhook-Timestamp"] = seconds,
                ["X-Twilio-Email-Event-Webhook-Signature"] =
                    Convert.ToBase64String(Sendgrid.SignData([.. Encoding.ASCII.GetBytes(seconds), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            }),
            "mailgun" => (MailgunBody(body, seconds), []),
            "ses" => (SnsBody(body), new() { ["x-amz-sns-message-type"] = "Notification" }),
            "resend" => (body, Standard(seconds, body)),
            "typeform" => (body, new() { ["Typeform-Signature"] = "sha256=" + Convert.ToBase64String(Mac([], body)) }),
            "webflow" => (body, new() { ["x-webflow-timestamp"] = milliseconds, ["x-webflow-signature"] = Convert.ToHexStringLower(Mac(Encoding.ASCII.GetBytes(milliseconds + ":"), body)) }),
            "meta" => (body, new() { ["X-Hub-Signature-256"] = "sha256=" + Convert.ToHexStringLower(Mac([], body)) }),
            "google" => (body, []),
            _ => (body, new() { ["X-Webhook-Secret"] = Secret }),
        };
    }

    public static async Task<WebhookReading> ReadAsync(string provider, byte[] body, string? contentType = null, string? form = null)
    {
        var (signed, headers) = Signed(provider, body);
        var webhook = Emails.GetValueOrDefault(provider) ?? Forms[provider];
        return await webhook.ReadAsync(
            new WebhookRequest(signed, Now) { ContentType = contentType, Header = name => Find(headers, name), Query = name => name == "form" ? form : null },
            default);
    }

    public static string? Find(Dictionary<string, string> headers, string name) => headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>An SNS message signed as SNS does.</summary>
    public static byte[] SnsMessage(JsonObject message, string version = "1")
    {
        message["SignatureVersion"] = version;
        message["SigningCertURL"] ??= CertificateUrl;
        message["TopicArn"] ??= Topic;
        message["Type"] ??= "Notification";
        message["Timestamp"] ??= "2026-03-02T09:00:00.000Z";
        string[] names = message["Type"]!.GetValue<string>() == "Notification"
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
        var text = string.Concat(names.Where(name => message[name] is not null).Select(name => $"{name}\n{message[name]!.GetValue<string>()}\n"));
        message["Signature"] = Convert.ToBase64String(
            Sns.SignData(Encoding.UTF8.GetBytes(text), version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return Encoding.UTF8.GetBytes(message.ToJsonString());
    }

    /// <summary>What SES says goes into SNS's envelope, unless it has one.</summary>
    private static byte[] SnsBody(byte[] body)
    {
        var json = JsonNode.Parse(body, documentOptions: new() { AllowTrailingCommas = true })!.AsObject();
        if (json["Message"] is null)
        {
            json = new JsonObject { ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", ["Message"] = json.ToJsonString() };
        }

        return SnsMessage(json);
    }

    /// <summary>Samples of the newer kind get a signature of ours beside their data, those of the older kind among it.</summary>
    private static byte[] MailgunBody(byte[] body, string seconds)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        var token = $"token{Interlocked.Increment(ref _tokens)}-{Guid.CreateVersion7():N}";
        var holder = json["event-data"] is null ? json : new JsonObject();
        holder["timestamp"] = seconds;
        holder["token"] = token;
        holder["signature"] = Convert.ToHexStringLower(Mac(Encoding.ASCII.GetBytes(seconds), Encoding.ASCII.GetBytes(token)));
        if (!ReferenceEquals(holder, json))
        {
            json["signature"] = holder;
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static Dictionary<string, string> Standard(string seconds, byte[] body)
    {
        var mac = HMACSHA256.HashData(Convert.FromBase64String(StandardSecret[6..]), Join(Encoding.ASCII.GetBytes($"msg_1.{seconds}."), body));
        return new() { ["webhook-id"] = "msg_1", ["webhook-timestamp"] = seconds, ["webhook-signature"] = "v1," + Convert.ToBase64String(mac) };
    }

    private static byte[] Mac(byte[] before, byte[] body) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Join(before, body));

    private static byte[] Join(byte[] one, byte[] other) => [.. one, .. other];
}
