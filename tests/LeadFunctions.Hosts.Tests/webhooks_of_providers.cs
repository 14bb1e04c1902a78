using System.Globalization;
using System.Net;
using System.Text;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Flow.Tests.Inbound;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Hosts.Tests;

public sealed class webhooks_of_providers : IAsyncLifetime
{
    private const string Bounce = """[{"event":"bounce","type":"bounce","email":"ana@acme.example","sg_event_id":"e1","sg_message_id":"m1.filter","timestamp":1772442000}]""";

    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task are_on_disk_before_they_are_answered()
    {
        var answer = await CallAsync("email/sendgrid", Bounce);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"accepted":1,"notUnderstood":0}""", await answer.Content.ReadAsStringAsync());
        var told = Assert.Single(Assert.IsType<Message.EmailReported>(Assert.Single(_host.Engine.Messages)).Events);
        Assert.Equal((EmailEventKind.HardBounce, "ana@acme.example", "m1"), (told.Kind, told.Recipient, told.MessageId));
    }

    [Fact]
    public async Task take_every_content_type_that_a_provider_really_sends()
    {
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("email/ses", """{"eventType":"Open","open":{},"mail":{"messageId":"1"}}""", "text/plain; charset=UTF-8")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("email/acs", "[]", "application/cloudevents+json; charset=utf-8")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("email/brevo", "[]", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("forms/elementor?form=demo", "Email=a%40example.com&form_id=1", "application/x-www-form-urlencoded; charset=UTF-8")).StatusCode);
    }

    [Fact]
    public async Task of_five_thousand_events_are_taken_at_once_and_kept_in_order_per_recipient()
    {
        var body = "[" + string.Join(",\r\n", Enumerable.Range(0, 5_000).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"event":"{{(i % 2 == 0 ? "delivered" : "open")}}","email":"p{{i % 900}}@list.example","sg_event_id":"e{{i}}","sg_message_id":"m{{i}}.filter","timestamp":1772442000,"useragent":"{{new string('u', 300)}}"}"""))) + "]\r\n";
        var started = TimeProvider.System.GetTimestamp();

        var answer = await CallAsync("email/sendgrid", body);

        Assert.Equal("""{"accepted":5000,"notUnderstood":0}""", await answer.Content.ReadAsStringAsync());
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        var kept = _host.Engine.Messages.Cast<Message.EmailReported>().ToList();
        Assert.Equal(5_000, kept.Sum(message => message.Events.Count));
        Assert.Equal(900, kept.Select(message => message.About).Distinct().Count());
        Assert.All(kept.GroupBy(message => message.About), one =>
            Assert.Equal(one.SelectMany(message => message.Events).OrderBy(told => int.Parse(told.MessageId![1..], CultureInfo.InvariantCulture)), one.SelectMany(message => message.Events)));
    }

    [Fact]
    public async Task of_unknown_kinds_are_answered_200_kept_and_counted()
    {
        const string Body = """[{"event":"<img src=x onerror=alert(1)>","email":"a@example.com","sg_event_id":"e9"},{"event":"open","email":"a@example.com","later":{"new":true}}]""";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("""{"accepted":1,"notUnderstood":1}""", await (await CallAsync("email/sendgrid", Body)).Content.ReadAsStringAsync());
        }

        var queues = await (await _host.GetAsync("api/queues", ("Authorization", "Bearer key-manager"))).JsonAsync();
        Assert.Equal(1, queues.GetProperty("quarantined").EnumerateObject().Single().Value.GetInt32());
        var listed = await (await _host.GetAsync("api/quarantine?limit=1", ("Authorization", "Bearer key-admin"))).JsonAsync();
        var item = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Contains("a@example.com", item.GetProperty("raw").GetString(), StringComparison.Ordinal);
        Assert.Equal("sendgrid", item.GetProperty("source").GetString());
    }

    [Fact]
    public async Task that_were_kept_apart_are_listed_page_by_page()
    {
        for (var i = 0; i < 5; i++)
        {
            await CallAsync("email/resend", $$"""{"type":"contact.created{{i}}"}""");
        }

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await (await _host.GetAsync("api/quarantine?limit=2" + cursor, ("Authorization", "Bearer key-admin"))).JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("type").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"contact.created{i}"), seen.Order(StringComparer.Ordinal));
        await (await _host.GetAsync("api/quarantine?cursor=zz", ("Authorization", "Bearer key-admin"))).ShouldBeProblemAsync(400);
    }

    [Fact]
    public async Task of_acs_get_the_answer_of_event_grids_handshake()
    {
        var answer = await CallAsync("email/acs", Samples.Text("azure-acs/docs_subscription_validation.json"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"validationResponse":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6"}""", await answer.Content.ReadAsStringAsync());
        Assert.Empty(_host.Engine.Messages);
    }

    [Fact]
    public async Task of_acs_get_the_answer_of_cloudevents_handshake_and_browsers_do_not()
    {
        var path = "api/webhooks/email/acs?key=" + Calls.Secret;
        var asked = await _host.SendAsync("OPTIONS", path, null, null, ("WebHook-Request-Origin", "eventgrid.azure.net"), ("WebHook-Request-Rate", "120"), ("WebHook-Request-Callback", "http://169.254.169.254/"));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Equal(("eventgrid.azure.net", "120", "POST"), (asked.Headers.GetValues("WebHook-Allowed-Origin").Single(), asked.Headers.GetValues("WebHook-Allowed-Rate").Single(), asked.Content.Headers.Allow.Single()));

        var browser = await _host.SendAsync("OPTIONS", path, null, null, ("Origin", TestPlaybook.Origin), ("Access-Control-Request-Method", "POST"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, browser.StatusCode);
        Assert.False(browser.Headers.Contains("Access-Control-Allow-Origin"));

        await (await _host.SendAsync("OPTIONS", "api/webhooks/email/acs?key=wrong", null, null, ("WebHook-Request-Origin", "eventgrid.azure.net"))).ShouldBeProblemAsync(401);
        await (await _host.SendAsync("OPTIONS", path, null, null, ("WebHook-Request-Origin", "a<script>"))).ShouldBeProblemAsync(401);
        await (await _host.SendAsync("OPTIONS", "api/webhooks/email/sendgrid", null, null, ("WebHook-Request-Origin", "x.example"))).ShouldBeProblemAsync(405);
    }

    [Fact]
    public async Task of_meta_get_the_challenge_back_with_the_right_token_only()
    {
        const string Path = "api/webhooks/forms/meta?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
        var answer = await _host.GetAsync(Path + Calls.Secret);

        Assert.Equal((HttpStatusCode.OK, "text/plain", "1158201444"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, await answer.Content.ReadAsStringAsync()));
        await (await _host.GetAsync(Path + "meatyhamhock")).ShouldBeProblemAsync(401);
        await (await _host.GetAsync(Path)).ShouldBeProblemAsync(401);
        await (await _host.GetAsync("api/webhooks/forms/meta?hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token=" + Calls.Secret)).ShouldBeProblemAsync(400);
        await (await _host.GetAsync("api/webhooks/forms/typeform?hub.mode=subscribe")).ShouldBeProblemAsync(405);
    }

    [Fact]
    public async Task of_mailgun_may_use_a_token_again_for_the_same_body_and_no_other()
    {
        var (body, headers) = Calls.Signed("mailgun", Encoding.UTF8.GetBytes("""{"event-data":{"event":"delivered","id":"a1","recipient":"a@example.com"}}"""));
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("delivered", "complained", StringComparison.Ordinal));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _host.PostAsync("api/webhooks/email/mailgun", body, "application/json", Of(headers))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(_host.Engine.Messages);

        var before = _host.Engine.StateHash;
        await (await _host.PostAsync("api/webhooks/email/mailgun", forged, "application/json", Of(headers))).ShouldBeProblemAsync(401);
        _host.Clock.Advance(TimeSpan.FromHours(10));
        await (await _host.PostAsync("api/webhooks/email/mailgun", body, "application/json", Of(headers))).ShouldBeProblemAsync(401);
        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Theory]
    [InlineData("email/sendgrid", Bounce, 503)]
    [InlineData("email/brevo", """{"event":"delivered","email":"a@example.com"}""", 429)]
    [InlineData("email/mailgun", """{"event-data":{"event":"delivered","id":"a1"}}""", 503)]
    [InlineData("forms/typeform?form=demo", """{"event_type":"form_response","form_response":{"token":"t1"}}""", 503)]
    public async Task W_12_are_asked_to_come_again_when_nothing_can_be_kept(string path, string body, int busy)
    {
        var before = _host.Engine.StateHash;
        foreach (var fault in new Exception[] { new QueueFullException(TimeSpan.FromSeconds(7)), new StorageException("storage-fault: no space left on device") })
        {
            _host.Engine.Fault = fault;
            var answer = await CallAsync(path, body);
            await answer.ShouldBeProblemAsync(busy);
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        Assert.Equal(before, _host.Engine.StateHash);
        _host.Engine.Fault = null;
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(path, body)).StatusCode);
        Assert.NotEqual(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task of_meta_become_something_to_fetch()
    {
        var answer = await CallAsync("forms/meta?form=demo", Samples.Text("meta-leadads/docs_leadgen_two_changes.json"));

        Assert.Equal("""{"accepted":2,"notUnderstood":0}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["123123123123", "123123123124"], _host.Engine.Messages.Cast<Message.AnswersWanted>().Select(wanted => wanted.Id));
    }

    private Task<HttpResponseMessage> CallAsync(string path, string body, string? contentType = "application/json")
    {
        var (signed, headers) = Calls.Signed(path.Split('/', '?')[1], Encoding.UTF8.GetBytes(body));
        return _host.PostAsync("api/webhooks/" + path, signed, contentType, Of(headers));
    }

    private static (string, string)[] Of(Dictionary<string, string> headers) => [.. headers.Select(header => (header.Key, header.Value))];
}
