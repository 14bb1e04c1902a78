using System.Net.Http.Json;
using System.Text.Json;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http.Auth;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The pipeline's figures over HTTP, counted by the real chain.</summary>
public sealed class the_figures(RealHost host) : IClassFixture<RealHost>
{
    private static readonly string[] All = ["headline", "funnel", "response", "sla", "mqlToSal", "timeInStage", "groups", "cohorts", "rotation", "lift", "sequences", "series"];

    [Fact]
    public async Task follow_what_happens()
    {
        var before = await MetricsAsync("metrics?by=source");
        using var posted = await host.Client.PostAsJsonAsync("api/forms/demo", new { email = $"{Guid.NewGuid():N}@acme.example", name = "Ana Silva", title = "VP Sales", companySize = "600", utm_source = "radio" });
        posted.EnsureSuccessStatusCode();
        await host.QuietAsync();

        var after = await MetricsAsync("metrics?by=source");

        Assert.All(All, part => Assert.True(after.TryGetProperty(part, out _), part));
        Assert.Equal(Reached(before, "mql") + 1, Reached(after, "mql"));
        Assert.Contains(after.GetProperty("groups").EnumerateArray(), group => group.GetProperty("key").GetString() == "radio" && group.GetProperty("mql").GetInt64() > 0);
        Assert.Equal(90, after.GetProperty("series").GetProperty("items").GetArrayLength());
        Assert.True(after.GetProperty("rotation").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData("metrics?by=shoe-size")]
    [InlineData("metrics?from=yesterday")]
    [InlineData("metrics?from=2026-02-30")]
    [InlineData("metrics?from=2026-03-02&to=2026-03-01")]
    [InlineData("metrics?from=1970-01-01&to=2026-03-01")]
    [InlineData("metrics?unit=year")]
    [InlineData("metrics?colour=red")]
    public async Task refuse_what_makes_no_sense(string path)
    {
        using var answer = await host.GetAsync("api/" + path, Role.Admin);

        await answer.ShouldBeProblemAsync(400);
    }

    [Fact]
    public async Task a_rep_sees_their_own_and_nothing_else()
    {
        var own = await MetricsAsync("metrics?by=source", Role.Rep);

        Assert.Equal("own", own.GetProperty("scope").GetString());
        Assert.Single(own.GetProperty("groups").EnumerateArray());
        Assert.Equal(0, own.GetProperty("rotation").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, own.GetProperty("series").ValueKind);
    }

    [Theory]
    [InlineData("text", "text/plain")]
    [InlineData("markdown", "text/markdown")]
    [InlineData("html", "text/html")]
    public async Task are_in_the_report(string format, string type)
    {
        using var answer = await host.GetAsync($"api/report?format={format}", Role.Manager);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("PIPELINE METRICS", text, StringComparison.Ordinal);
        Assert.Contains("30-90 days", text.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(format != "html" || answer.Headers.GetValues("Content-Security-Policy").Single().StartsWith("default-src 'none'; style-src 'sha256-", StringComparison.Ordinal));
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task of_the_steps_say_how_each_is_doing()
    {
        using var posted = await host.Client.PostAsJsonAsync("api/forms/newsletter", new { email = "steps@acme.example" });
        posted.EnsureSuccessStatusCode();
        await host.QuietAsync();

        var steps = (await MetricsAsync("steps")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(UseCases.Flow.Steps.Select(step => step.Name), steps.Select(step => step.GetProperty("step").GetString()!));
        var applied = steps.Single(step => step.GetProperty("step").GetString() == "apply-signal");
        Assert.True(applied.GetProperty("handled").GetInt64() > 0);
        Assert.True(applied.GetProperty("p50Ms").GetDouble() > 0);
        Assert.Equal(0, applied.GetProperty("dead").GetInt64());
    }

    private async Task<JsonElement> MetricsAsync(string path, Role role = Role.Admin)
    {
        using var answer = await host.GetAsync("api/" + path, role);
        answer.EnsureSuccessStatusCode();
        return await answer.JsonAsync();
    }

    private static long Reached(JsonElement metrics, string stage) =>
        metrics.GetProperty("funnel").GetProperty("stages").EnumerateArray().Single(one => one.GetProperty("id").GetString() == stage).GetProperty("reached").GetInt64();
}
