using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Providers;

public class telling_by_webhook
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    private static WebhookNotifier To(string url, params string[] secrets) => new(new(url, AllowPrivate: true) { Secrets = secrets, Timeout = Short * 20 }, TimeProvider.System);

    [Fact]
    public async Task the_body_says_what_happened_to_whom_and_why()
    {
        await using var receiver = await Receiver.AnsweringAsync(202);
        using var webhook = To(receiver.Url + "/hook");

        Assert.IsType<NotifyResult.Sent>(await webhook.SendAsync(Told.Ana, default));

        var request = Assert.Single(receiver.Requests);
        using var body = JsonDocument.Parse(request.Body);
        var data = body.RootElement.GetProperty("data");
        Assert.Equal(("POST", "/hook", "application/json"), (request.Method, request.Path, request.Headers["content-type"]));
        Assert.Equal("lead.band_up", body.RootElement.GetProperty("type").GetString());
        Assert.Equal("2026-11-23T23:59:00Z", body.RootElement.GetProperty("timestamp").GetString());
        Assert.Equal(["ld_1", "Globex"], [data.GetProperty("lead").GetProperty("id").GetString()!, data.GetProperty("lead").GetProperty("company").GetString()!]);
        Assert.Equal(47.5m, data.GetProperty("lead").GetProperty("score").GetDecimal());
        Assert.Equal("ana@acme.example", data.GetProperty("person").GetProperty("email").GetString());
        Assert.Equal("+30 Demo request", data.GetProperty("whyNow")[0].GetString());
        Assert.False(request.Headers.ContainsKey("webhook-signature"));
    }

    [Fact]
    public async Task the_signature_is_right_for_the_bytes_that_arrive()
    {
        await using var receiver = await Receiver.AnsweringAsync(200);
        using var webhook = To(receiver.Url, Secret, "whsec_" + Convert.ToBase64String(new byte[32]));

        await webhook.SendAsync(Told.Ana, default);

        var request = Assert.Single(receiver.Requests);
        var (id, timestamp) = (request.Headers["webhook-id"], request.Headers["webhook-timestamp"]);
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.{Encoding.UTF8.GetString(request.Body)}");
        Assert.Equal(
            $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret[6..]), signed))} v1,{Convert.ToBase64String(HMACSHA256.HashData(new byte[32], signed))}",
            request.Headers["webhook-signature"]);
        Assert.DoesNotContain('.', id);
        Assert.InRange(long.Parse(timestamp, CultureInfo.InvariantCulture), 1_700_000_000, 9_000_000_000);
    }

    /// <summary>The vector of the Standard Webhooks reference libraries.</summary>
    [Fact]
    public void the_signature_is_that_of_the_specification() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhook.Sign([StandardWebhook.KeyOf(Secret)], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8));

    [Fact]
    public async Task an_effect_keeps_its_id_over_retries_and_no_other_has_it()
    {
        await using var receiver = await Receiver.AnsweringAsync(500);
        using var webhook = To(receiver.Url);

        await webhook.SendAsync(Told.Ana, default);
        await webhook.SendAsync(Told.Ana with { Score = 50 }, default);
        await webhook.SendAsync(Told.Ana with { EffectKey = "another" }, default);

        var ids = receiver.Requests.Select(request => request.Headers["webhook-id"]).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(299)]
    public async Task any_2xx_is_sent(int status)
    {
        await using var receiver = await Receiver.AnsweringAsync(status);
        using var webhook = To(receiver.Url);

        Assert.IsType<NotifyResult.Sent>(await webhook.SendAsync(Told.Ana, default));
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(410, true)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task anything_else_is_not_and_gone_is_for_good(int status, bool forGood)
    {
        await using var receiver = await Receiver.AnsweringAsync(status);
        using var webhook = To(receiver.Url);

        var failed = Assert.IsType<NotifyResult.Failed>(await webhook.SendAsync(Told.Ana, default));

        Assert.Equal(forGood, failed.ForGood);
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_receiver_that_asks_for_time_gets_it()
    {
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "30";
            return Task.CompletedTask;
        });
        using var webhook = To(receiver.Url);

        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<NotifyResult.Failed>(await webhook.SendAsync(Told.Ana, default)).RetryAfter);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task a_redirect_is_not_followed(int status)
    {
        await using var elsewhere = await Receiver.AnsweringAsync(200);
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Url;
            return Task.CompletedTask;
        });
        using var webhook = To(receiver.Url);

        Assert.False(Assert.IsType<NotifyResult.Failed>(await webhook.SendAsync(Told.Ana, default)).ForGood);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task no_answer_in_time_may_or_may_not_have_arrived()
    {
        await using var receiver = await Receiver.SilentAsync();
        using var webhook = new WebhookNotifier(new(receiver.Url, AllowPrivate: true) { Timeout = Short }, TimeProvider.System);

        Assert.Equal("no answer within 0.4 s", Assert.IsType<NotifyResult.Ambiguous>(await webhook.SendAsync(Told.Ana, default)).Reason);
        Assert.True(webhook.Deduplicates);
    }

    [Fact]
    public async Task a_connection_dropped_after_the_request_may_or_may_not_have_arrived()
    {
        await using var receiver = await Receiver.HangingUpAsync();
        using var webhook = To(receiver.Url);

        Assert.IsType<NotifyResult.Ambiguous>(await webhook.SendAsync(Told.Ana, default));
    }

    [Fact]
    public async Task when_nobody_listens_nothing_has_arrived()
    {
        var receiver = await Receiver.AnsweringAsync(200);
        var url = receiver.Url;
        await receiver.DisposeAsync();
        using var webhook = To(url);

        Assert.False(Assert.IsType<NotifyResult.Failed>(await webhook.SendAsync(Told.Ana, default)).ForGood);
    }

    [Fact]
    public async Task an_endless_answer_is_not_read_to_its_end()
    {
        var cutOff = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync(async context =>
        {
            try
            {
                while (true)
                {
                    await context.Response.Body.WriteAsync(new byte[100_000], context.RequestAborted);
                }
            }
            finally
            {
                cutOff.SetResult();
            }
        });
        using var webhook = To(receiver.Url);

        Assert.IsType<NotifyResult.Sent>(await webhook.SendAsync(Told.Ana, default));
        await cutOff.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    public async Task this_machine_is_not_called_unless_allowed(string host)
    {
        await using var receiver = await Receiver.AnsweringAsync(200);
        using var webhook = new WebhookNotifier(new($"https://{host}:{new Uri(receiver.Url).Port}/"), TimeProvider.System);

        var failed = Assert.IsType<NotifyResult.Failed>(await webhook.SendAsync(Told.Ana, default));

        Assert.True(failed.ForGood);
        Assert.Contains("not a public address", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Theory]
    [InlineData("http://hooks.example/", true)]
    [InlineData("http://127.0.0.1:9/", false)]
    [InlineData("https://user:secret@hooks.example/", true)]
    [InlineData("ftp://hooks.example/", true)]
    [InlineData("file:///etc/passwd", true)]
    [InlineData("hooks.example", true)]
    [InlineData("", true)]
    public void a_url_that_may_not_be_called_is_refused_at_the_start(string url, bool allowPrivate) =>
        Assert.Throws<ArgumentException>(() => new WebhookNotifier(new(url, allowPrivate), TimeProvider.System));

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64 at all, whatever one does to it")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void a_secret_that_is_none_is_refused_at_the_start(string secret) => Assert.Throws<ArgumentException>(() => To("https://hooks.example/", secret));

    [Fact]
    public async Task a_host_that_shuts_down_is_not_an_outcome()
    {
        await using var receiver = await Receiver.SilentAsync();
        using var webhook = To(receiver.Url);
        using var shutdown = new CancellationTokenSource(Short);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => webhook.SendAsync(Told.Ana, shutdown.Token));
    }
}
