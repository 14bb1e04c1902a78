using System.Net;
using System.Net.Http.Json;
using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadFunctions.Cloud.Tests;

/// <summary>A version that the app could not live by is refused, and one that it can live by needs no restart.</summary>
public sealed class publishing_a_playbook
{
    private const string Channels = "channels: [console, file]";
    private static readonly string Shipped = ShippedPlaybooks.Text("b2b")!;

    [Theory]
    [InlineData("channels: [slack]", "slack")]
    [InlineData("channels: [carrier-pigeon]", "carrier-pigeon")]
    public async Task is_refused_while_the_app_has_no_settings_for_a_channel(string channels, string named)
    {
        await using var host = await FunctionsHost.StartAsync(("Auth:FunctionKeyRole", "admin"));
        var admin = await host.ProgramAsync();

        using var answer = await PublishAsync(admin, Shipped.Replace(Channels, channels, StringComparison.Ordinal));

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity });
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_refused_while_a_webhooks_secret_is_missing()
    {
        await using var host = await FunctionsHost.StartAsync(("Auth:FunctionKeyRole", "admin"));
        var admin = await host.ProgramAsync();

        using var answer = await PublishAsync(admin, Shipped + "\nwebhooks:\n  - {id: crm, url: https://crm.example/hook, events: [lead.created], secretFrom: NO_SUCH_SECRET}\n");

        Assert.Equal((HttpStatusCode.Conflict, true), (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("NO_SUCH_SECRET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task gives_the_app_its_new_channel_at_once()
    {
        await using var host = await FunctionsHost.StartAsync(("Auth:FunctionKeyRole", "admin"), ("Notify:Slack:Url", "https://hooks.slack.com/services/T0/B0/x"));
        var admin = await host.ProgramAsync();

        using var answer = await PublishAsync(admin, Shipped.Replace(Channels, "channels: [slack]", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var slack = (await host.World.Host.OpenAsync(default)).Services.GetRequiredService<NotifierSet>().Find("slack");
        Assert.True(Assert.IsType<CurrentNotifier>(slack).Interrupts);
    }

    private static async Task<HttpResponseMessage> PublishAsync(HttpClient admin, string text)
    {
        using var current = await admin.GetAsync("/api/playbook");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/playbook") { Content = JsonContent.Create(new { text, reason = "a test" }), Headers = { IfMatch = { current.Headers.ETag! } } };
        return await admin.SendAsync(request);
    }
}
