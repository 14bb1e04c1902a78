using System.Net;
using System.Text;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Inbound;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Hosts.Tests;

/// <summary>Attack rows W: what is not the provider's own call changes nothing and learns nothing.</summary>
public sealed class bad_webhooks(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost _host = shared.Host;

    public static TheoryData<string> Providers => [.. Calls.Emails.Keys.Select(name => "email/" + name), .. Calls.Forms.Keys.Select(name => "forms/" + name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task W_1_W_11_without_a_signature_are_refused_whatever_they_say(string provider)
    {
        var before = _host.Engine.StateHash;
        foreach (var body in Bodies)
        {
            await (await _host.PostAsync("api/webhooks/" + provider, body, "application/json")).ShouldBeProblemAsync(401);
            await (await _host.PostAsync("api/webhooks/" + provider, body, "application/json", ("Authorization", "Bearer key-admin"))).ShouldBeProblemAsync(401);
        }

        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task W_1_W_4_with_a_wrong_signature_are_refused(string provider)
    {
        var before = _host.Engine.StateHash;
        var name = provider.Split('/')[1];
        var (body, headers) = Calls.Signed(name, Encoding.UTF8.GetBytes(BodyFor(name)));
        foreach (var header in headers.Keys)
        {
            foreach (var wrong in new[] { "", "AAAA", "!!!!", "sha256=", "v1,", new string('A', 4_000), headers[header] + "x", headers[header][..^1], headers[header].ToUpperInvariant() + "~" })
            {
                var changed = headers.ToDictionary(one => one.Key, one => one.Key == header ? wrong : one.Value);
                if (header == "x-amz-sns-message-type")
                {
                    continue;
                }

                await (await PostAsync(provider, body, [.. changed.Select(one => (one.Key, one.Value))])).ShouldBeProblemAsync(401);
            }

            if (header is not ("x-amz-sns-message-type" or "webhook-signature"))
            {
                // The same header twice is nobody's; but for the one that may have several signatures.
                await (await PostAsync(provider, body, [.. headers.Select(one => (one.Key, one.Value)), (header, headers[header])])).ShouldBeProblemAsync(401);
            }
        }

        // Signatures over another body: one blank more. Where a secret is all there is, the body is the caller's own.
        if (headers.Keys.Any(header => header.EndsWith("signature", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-Hub", StringComparison.Ordinal)))
        {
            await (await PostAsync(provider, [.. body, (byte)' '], [.. headers.Select(one => (one.Key, one.Value))])).ShouldBeProblemAsync(401);
        }

        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task that_are_too_large_are_cut_off(string provider)
    {
        var before = _host.Engine.StateHash;
        var limit = new LimitOptions().WebhookBody;
        var (body, headers) = Calls.Signed(provider.Split('/')[1], Encoding.UTF8.GetBytes(BodyFor(provider.Split('/')[1])));
        byte[] large = [.. body, .. Enumerable.Repeat((byte)' ', limit + 1 - body.Length)];

        await (await PostAsync(provider, large, [.. headers.Select(one => (one.Key, one.Value))])).ShouldBeProblemAsync(413);
        using var unannounced = new StreamContent(new Unannounced(large));
        await (await _host.SendAsync("POST", "api/webhooks/" + provider, unannounced, "application/json")).ShouldBeProblemAsync(413);

        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task at_the_limit_are_still_taken()
    {
        await using var host = await TestHost.StartAsync();
        var limit = new LimitOptions().WebhookBody;
        var text = Encoding.UTF8.GetBytes("""[{"event":"open","email":"a@example.com"}]""");
        var (body, headers) = Calls.Signed("sendgrid", [.. text, .. Enumerable.Repeat((byte)' ', limit - text.Length)]);

        var answer = await host.PostAsync("api/webhooks/email/sendgrid", body, "application/json", [.. headers.Select(one => (one.Key, one.Value))]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task that_are_genuine_and_unreadable_are_400_and_never_5xx(string provider)
    {
        var before = _host.Engine.StateHash;
        var name = provider.Split('/')[1];
        foreach (var text in new[] { "", "{", "[{\"event\":", "<xml/>", new string('[', 100_000), "\u0000\u0001", "7" })
        {
            byte[] body;
            Dictionary<string, string> headers;
            try
            {
                (body, headers) = Calls.Signed(name, Encoding.UTF8.GetBytes(text));
            }
            catch (System.Text.Json.JsonException)
            {
                // Whose signature is inside the body, a broken body has none.
                (body, headers) = (Encoding.UTF8.GetBytes(text), []);
            }
            catch (InvalidOperationException)
            {
                (body, headers) = (Encoding.UTF8.GetBytes(text), []);
            }

            var answer = await PostAsync(provider, body, [.. headers.Select(one => (one.Key, one.Value))]);
            Assert.Contains((int)answer.StatusCode, new[] { 400, 401 });
        }

        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Theory]
    [InlineData("sendgrid")]
    [InlineData("resend")]
    public async Task that_are_compressed_are_not_taken(string name)
    {
        var (body, headers) = Calls.Signed(name, Encoding.UTF8.GetBytes("[]"));

        using var content = new ByteArrayContent(body);
        content.Headers.ContentEncoding.Add("gzip");

        await (await _host.SendAsync("POST", "api/webhooks/email/" + name, content, "application/json", [.. headers.Select(one => (one.Key, one.Value))])).ShouldBeProblemAsync(415);
    }

    [Theory]
    [InlineData("resend", 301)]
    [InlineData("resend", -301)]
    [InlineData("webflow", 301)]
    [InlineData("webflow", -301)]
    [InlineData("mailgun", 9 * 3600 + 1)]
    [InlineData("mailgun", -301)]
    public async Task whose_time_is_not_now_are_refused(string name, int seconds)
    {
        var (body, headers) = Calls.Signed(name, Encoding.UTF8.GetBytes(BodyFor(name)), Calls.Now.AddSeconds(-seconds));

        await (await PostAsync((Calls.Emails.ContainsKey(name) ? "email/" : "forms/") + name, body, [.. headers.Select(one => (one.Key, one.Value))])).ShouldBeProblemAsync(401);
    }

    [Theory]
    [InlineData("email/unknown")]
    [InlineData("forms/unknown")]
    [InlineData("email/typeform")]
    [InlineData("forms/sendgrid")]
    [InlineData("email/")]
    [InlineData("email/sendgrid/x")]
    [InlineData("sms/twilio")]
    public async Task of_nobody_are_not_found(string path) => await (await _host.PostJsonAsync("api/webhooks/" + path, "{}")).ShouldBeProblemAsync(404);

    [Theory]
    [InlineData("?key=")]
    [InlineData("?key=" + Calls.Secret + "&key=" + Calls.Secret)]
    [InlineData("?key=" + Calls.Secret + "x")]
    [InlineData("?secret=" + Calls.Secret)]
    [InlineData("?key[]=" + Calls.Secret)]
    public async Task with_the_secret_in_the_wrong_place_are_refused(string query) =>
        await (await _host.PostJsonAsync("api/webhooks/email/acs" + query, "[]")).ShouldBeProblemAsync(401);

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic dXNlcjp3cm9uZw==")]
    [InlineData("Bearer wrong")]
    [InlineData("Digest username=x")]
    public async Task with_wrong_credentials_are_refused(string authorization) =>
        await (await _host.PostJsonAsync("api/webhooks/email/postmark", "{}", ("Authorization", authorization))).ShouldBeProblemAsync(401);

    [Fact]
    public async Task with_the_secret_in_any_right_place_are_taken()
    {
        await using var host = await TestHost.StartAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("postmark:" + Calls.Secret));
        foreach (var (path, header) in new[] { ("?key=" + Calls.Secret, ("X-Other", "x")), ("", ("X-Webhook-Secret", Calls.Secret)), ("", ("Authorization", "Bearer " + Calls.Secret)), ("", ("Authorization", basic)) })
        {
            Assert.Equal(HttpStatusCode.OK, (await host.PostJsonAsync("api/webhooks/email/postmark" + path, """{"RecordType":"Open"}""", header)).StatusCode);
        }
    }

    /// <summary>What a page shows of it is tested with the pages; here it leaves as data that no browser takes for a page.</summary>
    [Fact]
    public async Task W_8_with_markup_in_a_reason_are_text_wherever_it_comes_out()
    {
        const string Script = "<img src=x onerror=alert(1)><script>alert(1)</script>";
        await using var host = await TestHost.StartAsync();
        var id = "ld_" + new string('1', 32);
        host.Engine.Put(new Lead { Id = id, Email = "jane@example.com", CreatedAt = DateTimeOffset.UnixEpoch, Version = 1 });
        var (body, headers) = Calls.Signed("sendgrid", Encoding.UTF8.GetBytes($$"""[{"event":"bounce","email":"jane@example.com","reason":"{{Script}}"}]"""));

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("api/webhooks/email/sendgrid", body, "application/json", [.. headers.Select(one => (one.Key, one.Value))])).StatusCode);
        var told = host.Engine.Messages.OfType<Message.EmailReported>().Single().Events.Single();
        await host.Engine.CommitAsync(new Commit { ActivitiesOf = id, Activities = [new Activity.EmailOutcome("e1", told.At, told.Provider, told.Kind, null, told.Reason)] }, default);
        using var answer = await host.GetAsync($"api/leads/{id}/activities", ("Authorization", "Bearer key-admin"));

        Assert.Equal(("application/json", "nosniff"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.DoesNotContain("<", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(Script, (await answer.JsonAsync()).GetProperty("items")[0].GetRawText().Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task refused_or_not_leave_no_secret_or_address_in_the_log()
    {
        await _host.PostJsonAsync("api/webhooks/email/acs?key=" + Calls.Secret, """[{"data":{"recipient":"canary@example.com"}}]""");

        Assert.DoesNotContain(_host.Log.Lines, line => line.Contains(Calls.Secret, StringComparison.Ordinal) || line.Contains("canary", StringComparison.Ordinal));
    }

    private static readonly byte[][] Bodies =
    [
        [], "{}"u8.ToArray(), "[]"u8.ToArray(), Encoding.UTF8.GetBytes("""[{"event":"spamreport","email":"competitor@example.com","sg_event_id":"x"}]"""),
        Encoding.UTF8.GetBytes("""{"signature":{"timestamp":"1772442030","token":"x","signature":"00"},"event-data":{"event":"complained","recipient":"competitor@example.com"}}"""),
        Samples.Bytes("ses-sns/anymail_complaint_event.raw_sns_message.json"), Samples.Bytes("azure-acs/docs_subscription_validation.json"),
        Encoding.UTF8.GetBytes("""{"google_key":"wrong","lead_id":"1","user_column_data":[]}"""), [0xFF, 0xFE, 0x00],
    ];

    private Task<HttpResponseMessage> PostAsync(string provider, byte[] body, params (string, string)[] headers) => _host.PostAsync("api/webhooks/" + provider, body, "application/json", headers);

    private static string BodyFor(string name) => name switch
    {
        "mailgun" => """{"event-data":{"event":"delivered","id":"a1"}}""",
        "ses" => """{"eventType":"Open","open":{},"mail":{}}""",
        "google" => $$"""{"google_key":"{{Calls.Secret}}","lead_id":"1"}""",
        _ => "{}",
    };
}
