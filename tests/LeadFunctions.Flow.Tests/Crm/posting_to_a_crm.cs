using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Providers;
using LeadFunctions.Providers.Crm;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Crm;

public class posting_to_a_crm
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Body = """{"type":"lead.created","timestamp":"2026-03-01T12:00:00Z","data":{"event":"evt_1","name":"Jürgen"}}""";

    private static CrmWebhooks Webhooks(string? secret = Secret, bool allowPrivate = true) => new(_ => secret, allowPrivate, TimeProvider.System) { Timeout = TimeSpan.FromSeconds(2) };

    private static WebhookEndpoint At(string url) => new("crm", url, [], "CRM_SECRET");

    [Fact]
    public async Task is_signed_so_that_the_receiver_can_check_the_very_bytes()
    {
        await using var receiver = await Receiver.AnsweringAsync(200);
        using var webhooks = Webhooks(Secret + " whsec_" + Convert.ToBase64String(new byte[32]));

        Assert.IsType<WebhookResult.Delivered>(await webhooks.SendAsync(At(receiver.Url), "evt_1", Body, default));

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("evt_1", Body), (request.Headers["webhook-id"], Encoding.UTF8.GetString(request.Body)));
        Assert.True(Verify(request, Secret) && Verify(request, "whsec_" + Convert.ToBase64String(new byte[32])));
        Assert.False(Verify(request, "whsec_" + Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)])));
    }

    [Theory]
    [InlineData(204, "Delivered", null)]
    [InlineData(302, "Failed", null)]
    [InlineData(400, "Failed", null)]
    [InlineData(410, "Gone", null)]
    [InlineData(429, "Failed", 17)]
    [InlineData(503, "Failed", 17)]
    public async Task tells_what_the_endpoint_said(int status, string result, int? wait)
    {
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = wait?.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers.Location = "http://127.0.0.1:1/";
            return Task.CompletedTask;
        });
        using var webhooks = Webhooks();

        var said = await webhooks.SendAsync(At(receiver.Url), "evt_1", Body, default);

        Assert.Equal(result, said.GetType().Name);
        Assert.Equal(wait, (said as WebhookResult.Failed)?.Wait?.TotalSeconds);
    }

    [Fact]
    public async Task an_endpoint_that_hangs_takes_four_calls_and_no_more()
    {
        await using var silent = await Receiver.SilentAsync();
        await using var quick = await Receiver.AnsweringAsync(200);
        using var webhooks = Webhooks();

        var hanging = Enumerable.Range(0, 6).Select(i => webhooks.SendAsync(At(silent.Url), "evt_" + i, Body, default)).ToList();

        Assert.IsType<WebhookResult.Delivered>(await webhooks.SendAsync(At(quick.Url), "evt_1", Body, default));
        var results = await Task.WhenAll(hanging);
        Assert.Equal((4, 2), (results.OfType<WebhookResult.Failed>().Count(), results.OfType<WebhookResult.Busy>().Count()));
    }

    [Fact]
    public async Task does_not_reach_this_machine_or_its_network()
    {
        await using var receiver = await Receiver.AnsweringAsync(200);
        using var webhooks = Webhooks(allowPrivate: false);

        foreach (var host in new[] { "127.0.0.1", "localhost", "169.254.169.254", "[::ffff:10.0.0.1]", "2130706433" })
        {
            var failed = Assert.IsType<WebhookResult.Failed>(await webhooks.SendAsync(At($"https://{host}:{new Uri(receiver.Url).Port}/"), "evt_1", Body, default));
            Assert.Contains("not a public address", failed.Reason, StringComparison.Ordinal);
        }

        Assert.Empty(receiver.Requests);
    }

    [Theory]
    [InlineData("http://crm.example/", Secret)]
    [InlineData("https://user:pass@crm.example/", Secret)]
    [InlineData("https://crm.example/", null)]
    [InlineData("https://crm.example/", "")]
    [InlineData("https://crm.example/", "plain words")]
    public void a_url_or_secret_that_does_not_do_is_refused_at_the_start(string url, string? secret)
    {
        using var webhooks = Webhooks(secret);

        var wrong = Assert.Throws<ArgumentException>(() => webhooks.Check(At(url)));
        Assert.DoesNotContain("plain words", wrong.Message, StringComparison.Ordinal);
    }

    private static bool Verify(Received request, string secret)
    {
        var signed = Encoding.UTF8.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.").Concat(request.Body).ToArray();
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[6..]), signed));
        return request.Headers["webhook-signature"].Split(' ').Contains(expected);
    }
}
