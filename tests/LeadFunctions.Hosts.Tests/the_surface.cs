using System.Net;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;
using LeadFunctions.Http.OpenApi;
using LeadFunctions.UseCases.Ports;
using Microsoft.OpenApi;

namespace LeadFunctions.Hosts.Tests;

public sealed class the_surface : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task is_described_whole_and_validly()
    {
        var text = await (await _host.GetAsync("api/openapi.json")).Content.ReadAsStringAsync();
        var (document, diagnostic) = OpenApiDocument.Parse(text, "json");

        Assert.Empty(diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        Assert.Equal(
            Routes.All.Select(route => $"{route.Method} /{route.Pattern} {route.Name}").Order(StringComparer.Ordinal),
            document!.Paths.SelectMany(path => path.Value.Operations!.Select(operation => $"{operation.Key} {path.Key} {operation.Value.OperationId}")).Order(StringComparer.Ordinal));
        Assert.Equal(Routes.All.Select(route => route.Name).Order(StringComparer.Ordinal), Described.ByRoute.Keys.Order(StringComparer.Ordinal));
        Assert.All(Routes.All, route => Assert.NotEqual("", route.Summary));
        Assert.All(
            document.Paths.SelectMany(path => path.Value.Operations!.Values),
            operation => Assert.Equal(Routes.All.Single(route => route.Name == operation.OperationId).Access == Access.Public, operation.Security is null or { Count: 0 }));
    }

    [Fact]
    public void has_one_problem_type_per_kind()
    {
        Assert.Equal(ProblemKind.All.Count, ProblemKind.All.Select(kind => kind.Type).Distinct().Count());
        Assert.All(typeof(ProblemKind).GetFields().Where(field => field.FieldType == typeof(ProblemKind)), field => Assert.Contains(field.GetValue(null), ProblemKind.All.Cast<object>()));
    }

    [Theory]
    [InlineData("TRACE", "api/track")]
    [InlineData("TRACK", "api/track")]
    [InlineData("PROPFIND", "api/leads")]
    [InlineData("DELETE", "api/leads")]
    [InlineData("GET", "api/track")]
    [InlineData("HEAD", "api/track")]
    [InlineData("PUT", "api/forms/demo")]
    [InlineData("GET", "api/dead-letters/1/replay")]
    public async Task H_10_A_18_refuses_methods_it_does_not_have(string method, string path)
    {
        var before = _host.Engine.StateHash;
        var answer = await _host.SendAsync(method, path, null, null, ("X-HTTP-Method-Override", "POST"), ("Authorization", "Bearer key-admin"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.NotEmpty(answer.Content.Headers.Allow);
        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task H_10_ignores_a_method_override()
    {
        var answer = await _host.PostJsonAsync("api/track", """{"url":"/x"}""", ("X-HTTP-Method-Override", "DELETE"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("api/")]
    [InlineData("api/nothing")]
    [InlineData("api/leads/x")]
    [InlineData("api/leads/ld_")]
    [InlineData("api/leads/LD_11111111111111111111111111111111")]
    [InlineData("api//track")]
    [InlineData("api/track/")]
    [InlineData("api/track;x=1")]
    [InlineData("api/forms/")]
    [InlineData("api/forms/a/b/c")]
    [InlineData("api/forms/%2e%2e%2f%2e%2e%2fetc%2fpasswd/thanks")]
    [InlineData("api/forms/%ff/thanks")]
    [InlineData("api/forms/%c0%ae%c0%ae/thanks")]
    [InlineData("api/forms/a%0d%0ab/thanks")]
    public async Task H_9_knows_no_other_paths(string path)
    {
        await (await _host.GetAsync(path, ("Authorization", "Bearer key-admin"))).ShouldBeProblemAsync(404);
    }

    [Fact]
    public async Task leaves_the_rest_of_the_website_alone()
    {
        Assert.Equal("outside", await (await _host.GetAsync("index.html")).Content.ReadAsStringAsync());
        Assert.Equal("outside", await (await _host.GetAsync("apis/track")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task says_whether_it_is_alive_and_ready_and_nothing_else()
    {
        Assert.Equal("""{"status":"pass"}""", await (await _host.GetAsync("api/health/live")).Content.ReadAsStringAsync());
        Assert.Equal("""{"status":"pass"}""", await (await _host.GetAsync("api/health/ready")).Content.ReadAsStringAsync());
        _host.Engine.Fault = new StorageException("storage-fault at /secret/path");
        var broken = await _host.GetAsync("api/health/ready");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":"fail"}"""), (broken.StatusCode, await broken.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("api/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync("HEAD", "api/health/live", null, null)).StatusCode);
    }

    [Theory]
    [InlineData("api/forms/demo", """{"email":"a@example.com"}""", HttpStatusCode.OK)]
    [InlineData("api/track", """{"visitorId":"visitor-1","url":"/x"}""", HttpStatusCode.Accepted)]
    public async Task I_14_I_15_accepts_nothing_it_cannot_keep_and_goes_on_when_it_can(string path, string body, HttpStatusCode accepted)
    {
        var before = _host.Engine.StateHash;
        _host.Engine.Fault = new QueueFullException(TimeSpan.FromSeconds(7));
        var full = await _host.PostJsonAsync(path, body);
        await full.ShouldBeProblemAsync(503);
        Assert.Equal(TimeSpan.FromSeconds(7), full.Headers.RetryAfter?.Delta);

        _host.Engine.Fault = new StorageException("storage-fault: no space left on device");
        var broken = await _host.PostJsonAsync(path, body);
        await broken.ShouldBeProblemAsync(503);
        Assert.NotNull(broken.Headers.RetryAfter);
        Assert.Equal(before, _host.Engine.StateHash);

        _host.Engine.Fault = null;
        Assert.Equal(accepted, (await _host.PostJsonAsync(path, body)).StatusCode);
        Assert.NotEqual(before, _host.Engine.StateHash);
    }
}
