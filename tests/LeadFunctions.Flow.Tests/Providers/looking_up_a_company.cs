using LeadFunctions.Providers.Enrich;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Flow.Tests.Providers;

public class looking_up_a_company
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["company"] = "name",
        ["companySize"] = "metrics.employees",
        ["industry"] = "category.industry",
        ["public"] = "listed",
    };

    private static HttpEnricher At(string url, double seconds = 20) =>
        new(new(url + "/v1/{domain}?full=1", Fields) { AllowPrivate = true, Key = "k1", Timeout = TimeSpan.FromSeconds(seconds) }, TimeProvider.System);

    private static async Task<EnrichmentResult> AnswerAsync(string json)
    {
        await using var service = await Receiver.AnsweringAsync(json);
        using var enricher = At(service.Url);
        return await enricher.LookUpAsync("acme.example", default);
    }

    [Fact]
    public async Task fields_are_taken_from_their_paths()
    {
        var found = Assert.IsType<EnrichmentResult.Found>(await AnswerAsync(
            """{"name":" Acme\u0007 GmbH ","metrics":{"employees":1200},"category":{"industry":null},"listed":true,"other":"x"}"""));

        Assert.Equal(new Dictionary<string, string> { ["company"] = "Acme  GmbH", ["companySize"] = "1200", ["public"] = "true" }, found.Fields);
    }

    [Fact]
    public async Task the_domain_is_escaped_and_the_key_is_a_bearer_token()
    {
        await using var service = await Receiver.AnsweringAsync(404);
        using var enricher = At(service.Url);

        await enricher.LookUpAsync("a/../b?c#d", default);

        var request = Assert.Single(service.Requests);
        Assert.Equal(("GET", "/v1/a%2F..%2Fb%3Fc%23d?full=1", "Bearer k1"), (request.Method, request.Path, request.Headers["authorization"]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"name":"","metrics":[1]}""")]
    [InlineData("""{"name":{"deep":1}}""")]
    public async Task an_answer_without_our_fields_is_not_known(string json) => Assert.IsType<EnrichmentResult.NotFound>(await AnswerAsync(json));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"name":"Acme" """)]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task an_answer_that_is_not_json_failed(string json) =>
        Assert.Equal("the answer is not JSON", Assert.IsType<EnrichmentResult.Failed>(await AnswerAsync(json)).Reason);

    [Fact]
    public async Task a_huge_answer_failed() =>
        Assert.Equal("the answer is longer than 64 kB", Assert.IsType<EnrichmentResult.Failed>(await AnswerAsync($$"""{"name":"{{new string('x', 70_000)}}"}""")).Reason);

    [Theory]
    [InlineData(404, true)]
    [InlineData(204, true)]
    [InlineData(302, false)]
    [InlineData(401, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    public async Task only_404_and_204_mean_not_known(int status, bool notKnown)
    {
        await using var service = await Receiver.AnsweringAsync(status);
        using var enricher = At(service.Url);

        var result = await enricher.LookUpAsync("acme.example", default);

        Assert.Equal(notKnown ? typeof(EnrichmentResult.NotFound) : typeof(EnrichmentResult.Failed), result.GetType());
    }

    [Fact]
    public async Task a_silent_service_failed()
    {
        await using var service = await Receiver.SilentAsync();
        using var enricher = At(service.Url, seconds: 0.4);

        Assert.Equal("no answer within 0.4 s", Assert.IsType<EnrichmentResult.Failed>(await enricher.LookUpAsync("acme.example", default)).Reason);
    }

    [Fact]
    public async Task a_service_that_stalls_in_the_middle_failed()
    {
        await using var service = await Receiver.StartAsync(async context =>
        {
            await context.Response.WriteAsync("""{"name":""");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var enricher = At(service.Url, seconds: 0.4);

        Assert.IsType<EnrichmentResult.Failed>(await enricher.LookUpAsync("acme.example", default));
    }

    [Fact]
    public async Task a_service_that_hangs_up_failed()
    {
        await using var service = await Receiver.StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{"name":""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var enricher = At(service.Url);

        Assert.IsType<EnrichmentResult.Failed>(await enricher.LookUpAsync("acme.example", default));
    }

    [Fact]
    public async Task this_machine_is_not_asked_unless_allowed()
    {
        await using var service = await Receiver.AnsweringAsync("{}");
        using var enricher = new HttpEnricher(new($"https://127.0.0.1:{new Uri(service.Url).Port}/{{domain}}", Fields), TimeProvider.System);

        var failed = Assert.IsType<EnrichmentResult.Failed>(await enricher.LookUpAsync("acme.example", default));

        Assert.Contains("not a public address", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("https://data.example/companies")]
    [InlineData("https://{domain}/about.json")]
    [InlineData("https://data.example:{domain}/")]
    [InlineData("http://data.example/{domain}")]
    [InlineData("data.example/{domain}")]
    public void a_url_that_cannot_be_asked_is_refused_at_the_start(string url) =>
        Assert.Throws<ArgumentException>(() => new HttpEnricher(new(url, Fields) { AllowPrivate = true }, TimeProvider.System));

    [Fact]
    public async Task without_a_service_nothing_is_known() => Assert.IsType<EnrichmentResult.NotFound>(await new NoEnricher().LookUpAsync("acme.example", default));
}
