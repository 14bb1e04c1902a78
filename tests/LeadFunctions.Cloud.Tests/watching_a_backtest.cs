using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Cloud.Tests;

/// <summary>An answer that is written as it becomes known comes through a function as lines too.</summary>
public sealed class watching_a_backtest
{
    [Fact]
    public async Task says_how_far_it_is_and_ends_with_the_result()
    {
        await using var host = await FunctionsHost.StartAsync(("Auth:FunctionKeyRole", "admin"));
        (await host.Client.PostAsJsonAsync("/api/forms/demo", new { email = "ana@acme.example" })).EnsureSuccessStatusCode();
        await host.DrainAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/playbook/backtest") { Content = JsonContent.Create(new { text = ShippedPlaybooks.Text("b2b") }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(host));
        request.Headers.Accept.ParseAdd("application/x-ndjson");

        using var answer = await host.Client.SendAsync(request);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"read":0}""", lines[0]);
        Assert.Equal(1, JsonDocument.Parse(lines[^1]).RootElement.GetProperty("result").GetProperty("leads").GetInt32());
    }

    private static async Task<string> TokenAsync(FunctionsHost host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/service-token?name=crm") { Headers = { { "x-functions-key", FunctionsHost.Key } } };
        return (await (await host.Client.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }
}
