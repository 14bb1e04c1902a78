using System.Text;
using System.Text.Json.Nodes;
using LeadFunctions.Providers.Inbound;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Inbound;

/// <summary>W-9 and what else can be tried with a signature that names its own certificate.</summary>
public sealed class messages_of_sns
{
    private readonly List<string> _fetched = [];
    private readonly IWebhook _ses;

    public messages_of_sns() => _ses = EmailWebhooks.All(Calls.Configured, new WebhookTools(async (address, ct) =>
    {
        _fetched.Add(address.AbsoluteUri);
        return address.Query.Length > 0 ? "<ConfirmSubscriptionResponse/>" : await Calls.Tools.Fetch(address, ct);
    }))["ses"];

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task hold_in_both_versions_and_the_certificate_is_fetched_once(string version)
    {
        for (var i = 0; i < 3; i++)
        {
            var read = Assert.IsType<WebhookReading.Received>(await ReadAsync(Calls.SnsMessage(Notification(), version)));
            Assert.Equal("ses:m1", Assert.Single(read.Emails).Id);
        }

        Assert.Equal([Calls.CertificateUrl], _fetched);
    }

    [Fact]
    public async Task hold_with_a_subject()
    {
        var message = Notification();
        message["Subject"] = "Amazon SES Email Event Notification";

        Assert.IsType<WebhookReading.Received>(await ReadAsync(Calls.SnsMessage(message)));
    }

    [Theory]
    [InlineData("Message")]
    [InlineData("MessageId")]
    [InlineData("Timestamp")]
    [InlineData("Subject")]
    [InlineData("Type")]
    public async Task do_not_hold_once_changed(string member)
    {
        var message = JsonNode.Parse(Calls.SnsMessage(Notification()))!.AsObject();
        message[member] = "changed";

        Assert.IsType<WebhookReading.Refused>(await ReadAsync(Encoding.UTF8.GetBytes(message.ToJsonString())));
    }

    [Theory]
    [InlineData("http://sns.us-west-2.amazonaws.com/SimpleNotificationService-0.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com.evil.example/SimpleNotificationService-0.pem")]
    [InlineData("https://evil.example/sns.us-west-2.amazonaws.com/x.pem")]
    [InlineData("https://s3.amazonaws.com/evil/x.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com@evil.example/x.pem")]
    [InlineData("https://evil@sns.us-west-2.amazonaws.com/x.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com:8443/x.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com/x.pem?y=.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com/?x=.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com/a/../x.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com/x.pem#y")]
    [InlineData("https://sns.us-west-2.amazonaws.com\\@evil.example/x.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com\u3002evil.example/x.pem")]
    [InlineData("https://sns.us.west.amazonaws.com/x.pem")]
    [InlineData("https://sns.amazonaws.com/x.pem")]
    [InlineData("https://sns.us-west-2.amazonaws.com/x.pem\r\nHost: evil.example")]
    [InlineData("https://169.254.169.254/latest.pem")]
    [InlineData("file:///etc/passwd.pem")]
    [InlineData("//sns.us-west-2.amazonaws.com/x.pem")]
    [InlineData("")]
    public async Task W_9_have_certificates_of_sns_alone(string address)
    {
        var message = Notification();
        message["SigningCertURL"] = address;
        var signed = JsonNode.Parse(Calls.SnsMessage(message))!.AsObject();
        signed["SigningCertURL"] = address;

        var read = await ReadAsync(Encoding.UTF8.GetBytes(signed.ToJsonString()));

        // "/a/../x.pem" is the same address as "/x.pem" to whoever fetches it, and is SNS's own host.
        Assert.True(read is WebhookReading.Refused || address.Contains("/a/../", StringComparison.Ordinal), read.ToString());
        Assert.All(_fetched, fetched => Assert.StartsWith("https://sns.us-west-2.amazonaws.com/", fetched, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("arn:aws:sns:us-west-2:999999999999:SES_Notifications")]
    [InlineData("arn:aws:sns:us-west-2:123456789012:ses_notifications")]
    [InlineData("")]
    public async Task of_other_topics_are_refused_before_anything_is_fetched(string topic)
    {
        var message = Notification();
        message["TopicArn"] = topic;

        Assert.IsType<WebhookReading.Refused>(await ReadAsync(Calls.SnsMessage(message)));
        Assert.Empty(_fetched);
    }

    [Fact]
    public async Task without_an_envelope_are_refused() =>
        Assert.IsType<WebhookReading.Refused>(await ReadAsync(Samples.Bytes("ses-sns/anymail_bounce_event.raw_ses_event.json")));

    [Fact]
    public async Task that_name_many_certificates_make_us_fetch_few()
    {
        for (var i = 0; i < 100; i++)
        {
            var message = JsonNode.Parse(Calls.SnsMessage(Notification()))!.AsObject();
            message["SigningCertURL"] = $"https://sns.us-west-2.amazonaws.com/SimpleNotificationService-{i}.pem";
            Assert.IsType<WebhookReading.NotNow>(await ReadAsync(Encoding.UTF8.GetBytes(message.ToJsonString())));
        }

        Assert.Equal(10, _fetched.Count);
    }

    [Fact]
    public async Task confirm_a_subscription_to_our_topic()
    {
        var address = $"https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn={Calls.Topic}&Token=2336412f37";

        var reply = Assert.IsType<WebhookReading.Reply>(await ReadAsync(Calls.SnsMessage(Confirmation(address))));

        Assert.Equal(200, reply.Status);
        Assert.Equal([Calls.CertificateUrl, address], _fetched);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + Calls.Topic + "&Token=1")]
    [InlineData("https://evil.example/?Action=ConfirmSubscription&TopicArn=" + Calls.Topic + "&Token=1")]
    [InlineData("https://sns.us-west-2.amazonaws.com.evil.example/?Action=ConfirmSubscription&TopicArn=" + Calls.Topic + "&Token=1")]
    [InlineData("https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-west-2:1:other&Token=1")]
    [InlineData("https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe&TopicArn=" + Calls.Topic + "&Token=1")]
    [InlineData("https://sns.us-west-2.amazonaws.com/x?Action=ConfirmSubscription&TopicArn=" + Calls.Topic + "&Token=1")]
    public async Task W_9_never_make_us_call_anything_else(string address)
    {
        Assert.IsType<WebhookReading.Refused>(await ReadAsync(Calls.SnsMessage(Confirmation(address))));
        Assert.Equal([Calls.CertificateUrl], _fetched);
    }

    [Fact]
    public async Task about_anything_but_emails_are_kept_and_counted()
    {
        var text = Notification();
        text["Message"] = "Successfully validated SNS topic for Amazon SES event publishing.";
        var ended = Confirmation("https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x&Token=1");
        ended["Type"] = "UnsubscribeConfirmation";
        var received = Notification();
        received["Message"] = """{"notificationType":"Received"}""";

        Assert.Equal("text", await UnknownAsync(text));
        Assert.Equal("UnsubscribeConfirmation", await UnknownAsync(ended));
        Assert.Equal("Received", await UnknownAsync(received));
        Assert.Equal([Calls.CertificateUrl], _fetched);
    }

    private async Task<string> UnknownAsync(JsonObject message) =>
        Assert.Single(Assert.IsType<WebhookReading.Received>(await ReadAsync(Calls.SnsMessage(message))).NotUnderstood).Type;

    private ValueTask<WebhookReading> ReadAsync(byte[] body) =>
        _ses.ReadAsync(new WebhookRequest(body, Calls.Now) { ContentType = "text/plain; charset=UTF-8" }, default);

    private static JsonObject Notification() => new() { ["MessageId"] = "m1", ["Message"] = """{"eventType":"Open","mail":{"messageId":"1"},"open":{}}""" };

    private static JsonObject Confirmation(string address) => new()
    {
        ["Type"] = "SubscriptionConfirmation",
        ["MessageId"] = "m2",
        ["Message"] = "You have chosen to subscribe",
        ["Token"] = "2336412f37",
        ["SubscribeURL"] = address,
    };
}
