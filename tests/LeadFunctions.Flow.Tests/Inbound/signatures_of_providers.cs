using System.Text;
using System.Text.Json;
using LeadFunctions.Providers.Inbound;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Inbound;

/// <summary>Published vectors: the good ones hold, the bad ones do not.</summary>
public sealed class signatures_of_providers
{
    public static TheoryData<string> Sendgrid => [.. Vectors("sendgrid").EnumerateObject().Select(vector => vector.Name)];

    public static TheoryData<int> Mailgun => [.. Enumerable.Range(0, Vectors("mailgun").GetArrayLength())];

    public static TheoryData<int> Standard => [.. Enumerable.Range(0, Vectors("standard-webhooks").GetArrayLength()).Where(index => Vectors("standard-webhooks")[index].TryGetProperty("signature", out _))];

    [Theory]
    [MemberData(nameof(Sendgrid))]
    public async Task of_sendgrid(string name)
    {
        var vector = Vectors("sendgrid").GetProperty(name);
        var body = Samples.Bytes("sendgrid/" + vector.GetProperty("body_file").GetString());
        var headers = new Dictionary<string, string>
        {
            ["X-Twilio-Email-Event-Webhook-Signature"] = vector.GetProperty("signature").GetString()!,
            ["X-Twilio-Email-Event-Webhook-Timestamp"] = vector.GetProperty("timestamp").GetString()!,
        };
        var webhook = Email("sendgrid", ("PublicKey", vector.GetProperty("public_key").GetString()!));

        Assert.Equal(vector.GetProperty("expect").GetBoolean(), await HoldsAsync(webhook, body, headers, Calls.Now));
        // W-4: the bytes are what is signed, so one blank more, or a trimmed line end, is another body.
        Assert.False(await HoldsAsync(webhook, [.. body, (byte)' '], headers, Calls.Now));
        Assert.False(await HoldsAsync(webhook, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).TrimEnd()), headers, Calls.Now));
        Assert.False(await HoldsAsync(webhook, body, headers.Where(header => !header.Key.EndsWith("Signature", StringComparison.Ordinal)).ToDictionary(), Calls.Now));
    }

    [Fact]
    public async Task of_sendgrid_while_one_key_replaces_another()
    {
        var vectors = Vectors("sendgrid");
        var single = vectors.GetProperty("single");
        var webhook = Email("sendgrid", ("PublicKey", $"{vectors.GetProperty("multi").GetProperty("public_key")}, {single.GetProperty("public_key")}"));

        Assert.True(await HoldsAsync(webhook, Samples.Bytes("sendgrid/vector_single.body.txt"), new()
        {
            ["X-Twilio-Email-Event-Webhook-Signature"] = single.GetProperty("signature").GetString()!,
            ["X-Twilio-Email-Event-Webhook-Timestamp"] = single.GetProperty("timestamp").GetString()!,
        }, Calls.Now));
    }

    [Theory]
    [MemberData(nameof(Mailgun))]
    public async Task of_mailgun(int index)
    {
        var file = JsonDocument.Parse(Samples.Text("mailgun/vectors.json")).RootElement;
        var vector = file.GetProperty("vectors")[index];
        var webhook = Email("mailgun", ("SigningKey", file.GetProperty("signing_key").GetString()!));
        var signature = JsonSerializer.Serialize(new { timestamp = Text("timestamp"), token = Text("token"), signature = Text("signature") });
        var body = Encoding.UTF8.GetBytes($$$"""{"signature":{{{signature}}},"event-data":{"event":"delivered","id":"a1"}}""");
        var form = Encoding.UTF8.GetBytes($"timestamp=1&event=delivered&token={Text("token")}&signature={Text("signature")}&timestamp={Text("timestamp")}");
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Text("timestamp"), System.Globalization.CultureInfo.InvariantCulture)).AddMinutes(1);

        var expected = vector.GetProperty("expect").GetBoolean();
        Assert.Equal(expected, await HoldsAsync(webhook, body, [], at));
        // The older form; of a name that comes twice the last one counts.
        Assert.Equal(expected, await HoldsAsync(webhook, form, [], at));
        Assert.False(await HoldsAsync(webhook, body, [], at.AddHours(10)));
        Assert.False(await HoldsAsync(webhook, body, [], at.AddHours(-1)));

        string Text(string name) => vector.GetProperty(name).GetString()!;
    }

    [Theory]
    [MemberData(nameof(Standard))]
    public async Task of_standard_webhooks(int index)
    {
        var vector = Vectors("standard-webhooks")[index];
        // Asymmetric ones (v1a) are a version we skip.
        var secret = vector.TryGetProperty("secret", out var own) ? own.GetString()! : "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var expected = vector.GetProperty("expect_if_clock_ignored").GetBoolean() && !Text("signature").StartsWith("v1a,", StringComparison.Ordinal);
        var body = Samples.Bytes("standard-webhooks/" + (vector.TryGetProperty("body_file", out var file) ? file.GetString() : "vector.body.json"));
        var webhook = Email("resend", ("Secret", secret));
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Text("timestamp"), System.Globalization.CultureInfo.InvariantCulture));
        foreach (var prefix in new[] { "webhook-", "svix-" })
        {
            var headers = new Dictionary<string, string> { [prefix + "id"] = Text("id"), [prefix + "timestamp"] = Text("timestamp"), [prefix + "signature"] = Text("signature") };

            Assert.Equal(expected, await HoldsAsync(webhook, body, headers, at.AddSeconds(300)));
            Assert.False(await HoldsAsync(webhook, body, headers, at.AddSeconds(301)));
            Assert.False(await HoldsAsync(webhook, body, headers, at.AddSeconds(-301)));
            Assert.False(await HoldsAsync(webhook, [.. body, 10], headers, at));
            foreach (var missing in headers.Keys)
            {
                Assert.False(await HoldsAsync(webhook, body, headers.Where(header => header.Key != missing).ToDictionary(), at));
            }
        }

        string Text(string name) => vector.GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task of_typeform()
    {
        var vector = JsonDocument.Parse(Samples.Text("typeform/DERIVED_vector.json")).RootElement;
        var webhook = FormWebhooks.All(one => one == "typeform" ? new WebhookSettings(_ => vector.GetProperty("secret").GetString()) : WebhookSettings.None)["typeform"];
        var body = Samples.Bytes("typeform/" + vector.GetProperty("body_file").GetString());
        var signature = vector.GetProperty("value").GetString()!;

        Assert.True(await HoldsAsync(webhook, body, new() { ["Typeform-Signature"] = signature }, Calls.Now));
        Assert.False(await HoldsAsync(webhook, [.. body, 10], new() { ["Typeform-Signature"] = signature }, Calls.Now));
        Assert.False(await HoldsAsync(webhook, body, new() { ["Typeform-Signature"] = signature[7..] }, Calls.Now));
        Assert.False(await HoldsAsync(webhook, body, new() { ["Typeform-Signature"] = signature + "A" }, Calls.Now));
    }

    [Fact]
    public void of_providers_with_unusable_settings_end_the_start()
    {
        Assert.Throws<ArgumentException>(() => Email("sendgrid", ("PublicKey", "no key")));
        Assert.Throws<ArgumentException>(() => Email("postmark", ("Secret", "short")));
        Assert.Throws<ArgumentException>(() => Email("resend", ("Secret", "no secret")));
        Assert.Throws<ArgumentException>(() => Email("resend", ("Secret", "whsec_")));
        Assert.Throws<ArgumentException>(() => Email("mailgun", ("MaxAge", "often")));
    }

    private static JsonElement Vectors(string folder) => JsonDocument.Parse(Samples.Text(folder + "/vectors.json")).RootElement.GetProperty("vectors");

    private static IWebhook Email(string provider, params (string Name, string Value)[] settings) =>
        EmailWebhooks.All(one => one == provider ? new WebhookSettings(name => settings.FirstOrDefault(setting => setting.Name == name).Value) : WebhookSettings.None, Calls.Tools)[provider];

    private static async Task<bool> HoldsAsync(IWebhook webhook, byte[] body, Dictionary<string, string> headers, DateTimeOffset now) =>
        await webhook.ReadAsync(new WebhookRequest(body, now) { Header = name => Calls.Find(headers, name) }, default) is not WebhookReading.Refused;
}
