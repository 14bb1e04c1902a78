using System.Globalization;
using System.Text;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Inbound;

/// <summary>Variants of what the samples show: other spellings, times, types; and what only a hostile or broken sender writes.</summary>
public sealed class forgiving_readers
{
    [Theory]
    [InlineData("1584109200", "2020-03-13T14:20:00.0000000")]
    [InlineData("\"1584109200\"", "2020-03-13T14:20:00.0000000")]
    [InlineData("1584109200.25", "2020-03-13T14:20:00.2500000")]
    [InlineData("1584109200250", "2020-03-13T14:20:00.2500000")]
    [InlineData("\"2020-03-13T14:20:00Z\"", "2020-03-13T14:20:00.0000000")]
    [InlineData("\"2020-03-13T10:20:00.2735393-04:00\"", "2020-03-13T14:20:00.2735393")]
    [InlineData("\"2020-03-13T14:20:00.273539312Z\"", "2020-03-13T14:20:00.2735393")]
    [InlineData("\"2020-03-13T14:20:00\"", "2020-03-13T14:20:00.0000000")]
    [InlineData("\"2020-03-13 14:20:00\"", "2020-03-13T14:20:00.0000000")]
    [InlineData("\"9999-12-31T23:59:59-14:00\"", "now")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"", "now")]
    [InlineData("\"2020-02-30T00:00:00Z\"", "now")]
    [InlineData("4102444800", "now")]
    [InlineData("-1", "now")]
    [InlineData("0", "now")]
    [InlineData("1e400", "now")]
    [InlineData("1e13", "now")]
    [InlineData("true", "now")]
    [InlineData("{}", "now")]
    [InlineData("null", "now")]
    [InlineData("\"yesterday\"", "now")]
    public async Task take_any_time_and_none_from_the_future(string time, string expected)
    {
        var told = await OneAsync("sendgrid", $$"""[{"event":"open","email":"a@example.com","timestamp":{{time}}}]""");

        Assert.Equal(expected, told.At == Calls.Now ? "now" : told.At.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("sendgrid", """{"event":"open","email":"a@example.com"}""", "Open")]
    [InlineData("sendgrid", "\uFEFF[{\"event\":\"open\",\"email\":\"a@example.com\",}]\r\n", "Open")]
    [InlineData("sendgrid", """[{"event":"click","event":"open","email":"a@example.com"}]""", "Open")]
    [InlineData("sendgrid", """[{"event":"bounce","type":"blocked","email":"a@example.com","pool":{"id":"210"},"category":[],"asm_group_id":null}]""", "SoftBounce")]
    [InlineData("sendgrid", """[{"event":"dropped","reason":"Spam Reporting Address","email":"a@example.com"}]""", "Suppressed")]
    [InlineData("sendgrid", """[{"event":"dropped","reason":"Spam Content (if spam checker app enabled)","email":"a@example.com"}]""", "Rejected")]
    [InlineData("mailgun", """{"event-data":{"event":"failed","severity":"permanent","reason":"suppress-unsubscribe","recipient":"a@example.com"}}""", "Suppressed")]
    [InlineData("mailgun", """{"event-data":{"event":"failed","severity":"permanent","reason":"old","recipient":"a@example.com"}}""", "SoftBounce")]
    [InlineData("mailgun", """{"event-data":{"event":"complained","recipient":"a@example.com"}}""", "Complaint")]
    [InlineData("mailgun", """{"event-data":{"event":"unsubscribed","recipient":"a@example.com"}}""", "Unsubscribe")]
    [InlineData("mailgun", """{"event-data":{"event":"accepted","recipient":"a@example.com"}}""", "Sent")]
    [InlineData("postmark", """{"RecordType":"Bounce","Type":"AutoResponder","Email":"a@example.com"}""", "AutoReply")]
    [InlineData("postmark", """{"RecordType":"Bounce","Type":"SoftBounce","Email":"a@example.com"}""", "SoftBounce")]
    [InlineData("postmark", """{"RecordType":"Click","OriginalLink":"https://example.com/","Recipient":"a@example.com"}""", "Click")]
    [InlineData("postmark", """{"RecordType":"SubscriptionChange","SuppressSending":false,"Origin":"Recipient","Recipient":"a@example.com"}""", "Resubscribe")]
    [InlineData("postmark", """{"RecordType":"SubscriptionChange","SuppressSending":true,"SuppressionReason":"ManualSuppression","Recipient":"a@example.com"}""", "Unsubscribe")]
    [InlineData("ses", """{"eventType":"Bounce","bounce":{"bounceType":"Transient","bouncedRecipients":[{"emailAddress":"a@example.com"}]},"mail":{}}""", "SoftBounce")]
    [InlineData("ses", """{"eventType":"Bounce","bounce":{"bounceType":"Undetermined","bouncedRecipients":[{"emailAddress":"A <a@example.com>"}]},"mail":{}}""", "SoftBounce")]
    [InlineData("ses", """{"eventType":"Complaint","complaint":{"complaintSubType":"OnAccountSuppressionList","complainedRecipients":[{"emailAddress":"a@example.com"}]}}""", "Suppressed")]
    [InlineData("ses", """{"eventType":"Subscription","subscription":{"newTopicPreferences":{"unsubscribeAll":true}},"mail":{"destination":["a@example.com"]}}""", "Unsubscribe")]
    [InlineData("resend", """{"type":"email.bounced","data":{"to":["a@example.com"],"bounce":{"type":"Transient"}}}""", "SoftBounce")]
    [InlineData("resend", """{"type":"email.bounced","data":{"to":"a@example.com","bounce":{"type":"Permanent","subType":"Suppressed"}}}""", "Suppressed")]
    [InlineData("resend", """{"type":"email.opened","data":{"to":["a@example.com"]}}""", "Open")]
    [InlineData("resend", """{"type":"email.failed","data":{"to":["a@example.com"]}}""", "Rejected")]
    [InlineData("brevo", """[{"event":"soft_bounce","email":"a@example.com"}]""", "SoftBounce")]
    [InlineData("brevo", """{"event":"complaint","email":"a@example.com"}""", "Complaint")]
    [InlineData("brevo", """{"event":"error","email":"a@example.com"}""", "Rejected")]
    [InlineData("acs", """{"specversion":"1.0","id":"1","type":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"a@example.com","status":"Expanded"}}""", "Delivered")]
    [InlineData("acs", """[{"id":"1","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"a@example.com","status":"failed","deliveryStatusDetails":{"statusMessage":"550 5.1.1 no such user"}}}]""", "HardBounce")]
    [InlineData("acs", """[{"id":"1","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"a@example.com","status":"Failed","deliveryStatusDetails":{"statusMessage":"mailbox full"}}}]""", "SoftBounce")]
    [InlineData("acs", """[{"id":"1","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"a@example.com","status":"Suppressed"}}]""", "Suppressed")]
    [InlineData("acs", """[{"id":"1","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"a@example.com","status":"Quarantined"}}]""", "SoftBounce")]
    public async Task take_variants(string provider, string body, string kind)
    {
        var told = await OneAsync(provider, body);

        Assert.Equal((kind, "a@example.com"), (told.Kind.ToString(), told.Recipient));
    }

    [Fact]
    public async Task know_clicks_of_acs_by_the_message_alone()
    {
        var told = await OneAsync("acs", """
            [{"id":"7","eventType":"Microsoft.Communication.EmailEngagementTrackingReportReceived","data":{"sender":"s@example.com","messageId":"m-1",
            "userActionTimestamp":"2020-09-18T00:22:20.2855749Z","engagementContext":"https://example.com/x","userAgent":"Mozilla/5.0","engagement":"CLICK"}}]
            """);

        Assert.Equal((EmailEventKind.Click, "m-1", null, "https://example.com/x", 2020), (told.Kind, told.MessageId, told.Recipient, told.Url, told.At.Year));
    }

    [Theory]
    [InlineData("sendgrid", """[{"event":"open","email":"a@example.com","sg_machine_open":true}]""", "machine-open")]
    [InlineData("mailgun", """{"event-data":{"event":"opened","recipient":"a@example.com","client-info":{"bot":"gmail"}}}""", "bot:gmail")]
    [InlineData("brevo", """{"event":"unique_proxy_open","email":"a@example.com","s_epoch":1534486682000}""", "proxy-open")]
    public async Task believe_the_provider_about_machines(string provider, string body, string reason) => Assert.Equal([reason], (await OneAsync(provider, body)).Machine);

    [Fact]
    public async Task count_the_first_of_several_opens_once_though_brevo_tells_it_twice()
    {
        const string Event = """{"event":"EVENT","email":"a@example.com","ts_epoch":1520363423000,"message-id":"<1@x>"}""";

        Assert.Equal(
            (await OneAsync("brevo", Event.Replace("EVENT", "opened", StringComparison.Ordinal))).Id,
            (await OneAsync("brevo", Event.Replace("EVENT", "unique_opened", StringComparison.Ordinal))).Id);
    }

    [Theory]
    [InlineData("sendgrid", """[{"event":"open","email":"a@example.com","lf_send":"SEND"}]""")]
    [InlineData("mailgun", """{"event-data":{"event":"opened","user-variables":{"lf_send":"SEND"}}}""")]
    [InlineData("postmark", """{"RecordType":"Open","Metadata":{"lf_send":"SEND"}}""")]
    [InlineData("resend", """{"type":"email.opened","data":{"tags":{"lf_send":"SEND"}}}""")]
    [InlineData("resend", """{"type":"email.opened","data":{"tags":[{"name":"lf_send","value":"SEND"}]}}""")]
    [InlineData("resend", """{"type":"email.opened","data":{"headers":[{"name":"x-lf-send","value":"SEND"}]}}""")]
    [InlineData("ses", """{"eventType":"Open","open":{},"mail":{"tags":{"lf_send":["SEND"]}}}""")]
    [InlineData("ses", """{"eventType":"Open","open":{},"mail":{"headers":[{"name":"X-LF-Send","value":"SEND"}]}}""")]
    [InlineData("brevo", """{"event":"opened","X-Mailin-custom":"{\"lf_send\": \"SEND\"}"}""")]
    [InlineData("brevo", """{"event":"opened","X-Mailin-custom":"SEND"}""")]
    public async Task find_our_mark(string provider, string body)
    {
        const string Send = "send_0123456789abcdef0123456789abcdef";

        Assert.Equal(Send, (await OneAsync(provider, body.Replace("SEND", Send, StringComparison.Ordinal))).SendId);
        Assert.Null((await OneAsync(provider, body.Replace("SEND", "send_../../etc", StringComparison.Ordinal))).SendId);
    }

    [Fact]
    public async Task W_8_make_reasons_harmless_lines_and_links_links()
    {
        var told = await OneAsync("sendgrid", """
            [{"event":"click","email":"a@example.com","url":"javascript:alert(1)","useragent":"x\u0000\u202Ey","ip":"<script>","reason":"line\r\n\u001b[31mred <img src=x onerror=alert(1)>"}]
            """);

        Assert.Null(told.Url);
        Assert.Null(told.Ip);
        Assert.DoesNotContain(told.UserAgent + told.Reason, letter => char.IsControl(letter) || letter == '\u202E');
    }

    [Theory]
    [InlineData("sendgrid", """[1,null,"x",[],{},{"event":7},{"event":"new_kind"},{"event":"open","email":7},{"event":"open","email":"\ud800"}]""", 2)]
    [InlineData("brevo", """[{"event":null},{"event":"list_addition"},{}]""", 0)]
    [InlineData("postmark", """{"RecordType":"Inbound"}""", 0)]
    [InlineData("acs", """[{"eventType":"Microsoft.Communication.SMSReceived","id":"1","data":null},{"data":7}]""", 0)]
    [InlineData("resend", """{"type":"contact.created","data":[]}""", 0)]
    [InlineData("mailgun", """{"event-data":{"event":"stored","message":"x"}}""", 0)]
    public async Task keep_what_they_do_not_know(string provider, string body, int understood)
    {
        var read = Assert.IsType<WebhookReading.Received>(await Calls.ReadAsync(provider, Encoding.UTF8.GetBytes(body)));

        Assert.Equal(understood, read.Emails.Count);
        Assert.NotEmpty(read.NotUnderstood);
        Assert.All(read.NotUnderstood, unknown => Assert.NotEqual("", unknown.Raw));
    }

    [Theory]
    [InlineData("sendgrid")]
    [InlineData("postmark")]
    [InlineData("brevo")]
    [InlineData("acs")]
    [InlineData("resend")]
    public async Task say_that_a_body_cannot_be_read(string provider)
    {
        foreach (var body in new[] { "", "{", "[{\"event\":", "nonsense", "7", "null", new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 5_000)), "\u0000" })
        {
            Assert.IsType<WebhookReading.Unreadable>(await Calls.ReadAsync(provider, Encoding.UTF8.GetBytes(body)));
        }

        Assert.IsType<WebhookReading.Unreadable>(await Calls.ReadAsync(provider, Encoding.Unicode.GetBytes("[]")));
    }

    private static async Task<EmailEvent> OneAsync(string provider, string body) =>
        Assert.Single(Assert.IsType<WebhookReading.Received>(await Calls.ReadAsync(provider, Encoding.UTF8.GetBytes(body))).Emails);
}
