using LeadFunctions.Flow.Tests.Providers;
using LeadFunctions.Providers.Inbound.Forms;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Flow.Tests.Inbound;

/// <summary>The client of the Graph API against a real HTTP server.</summary>
public sealed class fetching_answers_of_meta
{
    private static readonly Message.AnswersWanted Wanted = new("meta", "444444444444", Calls.Now, "demo", null);

    private static MetaGraph To(Receiver receiver, TimeSpan? timeout = null) =>
        new("token-1", "v23.0", new Uri(receiver.Url), allowPrivate: true) { Timeout = timeout ?? TimeSpan.FromSeconds(30) };

    private static Task<Receiver> AnsweringAsync(int status, string body, string? retryAfter = null) => Receiver.StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(body);
    });

    [Fact]
    public async Task asks_for_the_answers_with_the_token_in_the_header_alone()
    {
        await using var receiver = await AnsweringAsync(200, """
            {"id":"444444444444","created_time":"2026-03-02T09:00:00+0000","form_id":"555","ad_id":"7","campaign_id":"8","platform":"ig","field_data":[
              {"name":"full_name","values":["Zoë Müller"]},{"name":"work_email","values":["zoe@globex.example"]},{"name":"topics","values":["a","b"]},
              {"name":"phone_number","values":"+49 30 1"},{"name":"empty","values":[]},{"name":"none"},{"values":["nameless"]},{"name":"number","values":[7]}]}
            """);
        using var graph = To(receiver);

        var found = Assert.IsType<AnswersFound.Found>(await graph.FetchAsync(Wanted, default)).Answers;

        var request = receiver.Requests.Single();
        Assert.Equal(("GET", "Bearer token-1"), (request.Method, request.Headers["authorization"]));
        Assert.Equal("/v23.0/444444444444?fields=id,created_time,form_id,ad_id,campaign_id,field_data", request.Path);
        Assert.Equal(("meta", "444444444444", "demo", "555", Calls.Now), (found.Provider, found.Id, found.Form, found.ProviderForm, found.At));
        Assert.Equal(
            ["full_name=Zoë Müller", "work_email=zoe@globex.example", "topics=a, b", "phone_number=+49 30 1", "empty=", "none=", "number=7", "utm_source=facebook", "utm_medium=lead-ad", "utm_campaign=8", "utm_content=7"],
            found.Answers.Select(answer => $"{answer.Names[0]}={answer.Value}"));
        Assert.Equal("work_email", found.Answers.Single(answer => answer.IsEmail).Names[0]);
    }

    [Theory]
    [InlineData(400, 190, true)]
    [InlineData(401, 190, true)]
    [InlineData(400, 100, true)]
    [InlineData(403, 10, true)]
    [InlineData(404, null, true)]
    [InlineData(400, 4, false)]
    [InlineData(403, 4, false)]
    [InlineData(400, 17, false)]
    [InlineData(400, 613, false)]
    [InlineData(400, 80005, false)]
    [InlineData(400, 2, false)]
    [InlineData(429, null, false)]
    [InlineData(500, 1, false)]
    [InlineData(503, null, false)]
    [InlineData(302, null, false)]
    [InlineData(200, 190, true)]
    public async Task tells_a_no_for_good_from_one_for_now(int status, int? code, bool forGood)
    {
        await using var receiver = await AnsweringAsync(status, code is null ? "<html>no</html>" : $$$"""{"error":{"message":"secret token-1","type":"OAuthException","code":{{{code}}},"fbtrace_id":"x"}}""");
        using var graph = To(receiver);

        var failed = Assert.IsType<AnswersFound.Failed>(await graph.FetchAsync(Wanted, default));

        Assert.Equal(forGood, failed.ForGood);
        Assert.DoesNotContain("token-1", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(code == 190, failed.Reason.Contains("expired", StringComparison.Ordinal));
        Assert.Single(receiver.Requests);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", 600)]
    [InlineData("999999", 600)]
    [InlineData("soon", 600)]
    [InlineData(null, 600)]
    public async Task waits_as_long_as_it_is_asked_to(string? retryAfter, int seconds)
    {
        await using var receiver = await AnsweringAsync(429, "", retryAfter);
        using var graph = To(receiver);

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<AnswersFound.Failed>(await graph.FetchAsync(Wanted, default)).After);
    }

    [Fact]
    public async Task a_passing_trouble_may_say_so_itself()
    {
        await using var receiver = await AnsweringAsync(400, """{"error":{"code":99,"is_transient":true}}""");
        using var graph = To(receiver);

        Assert.False(Assert.IsType<AnswersFound.Failed>(await graph.FetchAsync(Wanted, default)).ForGood);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"id\":")]
    [InlineData("<html>")]
    public async Task what_is_no_answer_is_tried_again(string body)
    {
        await using var receiver = await AnsweringAsync(200, body);
        using var graph = To(receiver);

        Assert.False(Assert.IsType<AnswersFound.Failed>(await graph.FetchAsync(Wanted, default)).ForGood);
    }

    [Fact]
    public async Task an_endless_answer_is_read_only_so_far()
    {
        await using var receiver = await Receiver.StartAsync(async context =>
        {
            var much = new byte[256 * 1024];
            Array.Fill(much, (byte)'[');
            await context.Response.Body.WriteAsync(much, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var graph = To(receiver, TimeSpan.FromMinutes(1));

        // Who waits for the end of it says after a minute that the API could not be reached.
        var failed = Assert.IsType<AnswersFound.Failed>(await graph.FetchAsync(Wanted, default));
        Assert.Equal(("the Graph API's answer is not JSON", false), (failed.Reason, failed.ForGood));
    }

    [Fact]
    public async Task silence_a_hung_up_line_and_nobody_there_are_tried_again()
    {
        await using var silent = await Receiver.SilentAsync();
        await using var hangingUp = await Receiver.HangingUpAsync();
        var gone = await Receiver.AnsweringAsync(200);
        using var toGone = To(gone);
        await gone.DisposeAsync();
        using var toSilent = To(silent, TimeSpan.FromMilliseconds(200));
        using var toHangingUp = To(hangingUp);

        foreach (var graph in new[] { toSilent, toHangingUp, toGone })
        {
            Assert.False(Assert.IsType<AnswersFound.Failed>(await graph.FetchAsync(Wanted, default)).ForGood);
        }
    }

    [Fact]
    public async Task a_host_that_stops_is_no_failure()
    {
        await using var silent = await Receiver.SilentAsync();
        using var graph = To(silent);
        using var stopping = new CancellationTokenSource();

        var fetching = graph.FetchAsync(Wanted, stopping.Token);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }
}
