using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Tests;

/// <summary>Through the app's own door, over everything a deployment keeps: documents, rows, queues.</summary>
public sealed class erasing_a_person
{
    private const string Canary = "canary.bird+cage@feather-and-song.example";

    [Fact]
    public async Task leaves_no_byte_of_the_address_in_any_document_row_or_message_and_every_figure_as_it_was()
    {
        await using var host = await FunctionsHost.StartAsync(("Auth:FunctionKeyRole", "admin"));
        var admin = await host.ProgramAsync();
        var id = await LiveAsync(host, admin);
        Assert.True(IsIn(host.World.Everything()));
        var figures = await admin.GetStringAsync("/api/metrics");

        var counted = await admin.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/leads/{id}?dryRun=true"));
        var known = await admin.GetAsync($"/api/leads/{id}");
        var erased = await admin.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/leads/{id}"));
        await host.DrainAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (counted.StatusCode, known.StatusCode, erased.StatusCode));
        var report = await erased.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("erased", report.GetProperty("status").GetString());
        // Its clocks, the scheduled webhook, the dead letters.
        Assert.True(report.GetProperty("messages").GetInt32() >= 4, report.ToString());
        Assert.False(IsIn(host.World.Everything()));
        Assert.Equal(figures, await admin.GetStringAsync("/api/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/api/leads/{id}")).StatusCode);
        Assert.True((await new Suppressions(host.World.Store).FindAsync(id, default)).Suppression.Blocks);
    }

    [Fact]
    public async Task goes_on_by_itself_when_a_message_was_about_to_be_handled()
    {
        await using var host = await FunctionsHost.StartAsync(("Auth:FunctionKeyRole", "admin"));
        var admin = await host.ProgramAsync();
        var id = await LiveAsync(host, admin);
        // A step that is not done with its message: it is neither scheduled nor dead.
        await host.World.QueueAsync(new Message.LeadDue(id));

        var answer = await admin.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/leads/{id}"));
        Assert.Equal((HttpStatusCode.Accepted, "erasing"), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/api/leads/{id}")).StatusCode);

        await host.DrainAsync();
        await host.FireAsync("finish-erasures");

        Assert.False(IsIn(host.World.Everything()));
    }

    [Fact]
    public async Task leaves_who_comes_back_alone()
    {
        await using var host = await FunctionsHost.StartAsync(("Auth:FunctionKeyRole", "admin"));
        var admin = await host.ProgramAsync();
        var id = await LiveAsync(host, admin);
        await admin.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/leads/{id}"));
        host.World.Clock.Advance(TimeSpan.FromMinutes(30));

        (await host.Client.PostAsJsonAsync("/api/forms/demo", new { email = Canary })).EnsureSuccessStatusCode();
        await host.DrainAsync();
        await host.FireAsync("finish-erasures");

        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"/api/leads/{id}")).StatusCode);
    }

    /// <summary>The canary gets everywhere: form, browser, schedule, dead letters, quarantine, another lead's timeline.</summary>
    private static async Task<string> LiveAsync(FunctionsHost host, HttpClient admin)
    {
        var browser = new { visitorId = "11111111-1111-4111-8111-111111111111", id = "view-00001", type = "page-view", url = "https://acme.example/pricing?e=" + Uri.EscapeDataString(Canary) };
        (await host.Client.PostAsJsonAsync("/api/track", browser)).EnsureSuccessStatusCode();
        (await host.Client.PostAsJsonAsync("/api/forms/demo", new { email = Canary, name = "Canary Bird", title = "CEO", company = "Feather", visitorId = browser.visitorId, remarks = "write to " + Canary.ToUpperInvariant() })).EnsureSuccessStatusCode();
        (await host.Client.PostAsJsonAsync("/api/forms/newsletter", new { email = "other@example.com" })).EnsureSuccessStatusCode();
        await host.DrainAsync();
        (await admin.PostAsJsonAsync($"/api/leads/{host.World.Ids.LeadIdOf("other@example.com")}/note", new { text = "knows " + Canary })).EnsureSuccessStatusCode();
        await new Quarantine(host.World.Store).KeepAsync(new Quarantined("sendgrid", "e1", "new", host.World.Clock.GetUtcNow(), Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + Canary + "y"))), host.World.Clock.GetUtcNow(), default);
        await host.World.QueueAsync(
            new Outgoing(new Message.WebhookDue("crm", "evt_1", "lead.created", $$"""{"email":"{{Canary}}"}"""), host.World.Clock.GetUtcNow().AddDays(1)),
            new Outgoing(new Message.WebhookDue("no-such", "evt_2", "lead.created", $$"""{"email":"{{Canary}}"}""")));
        await host.DrainAsync();
        host.World.Bus.Queues.SelectMany(queue => queue.Messages).Where(one => one.Message.Body.ToString().Contains("evt_2", StringComparison.Ordinal)).ToList().ForEach(one => one.Deliveries = FakeBus.MostDeliveries);
        host.World.Bus.Send("decay-lead", new Azure.Messaging.ServiceBus.ServiceBusMessage(new BinaryData($$"""{"type":"no-such","email":"{{Canary}}"}""")) { MessageId = "dead", SessionId = "b001" });
        host.World.Bus.Send("email-events", new Azure.Messaging.ServiceBus.ServiceBusMessage(new BinaryData("no event, about " + Canary)) { MessageId = "grid" });
        await host.DrainAsync();
        Assert.All(new[] { "decay-lead", "email-events" }, queue => Assert.NotEmpty(host.World.Bus.Queue(queue).Dead));
        return host.World.Ids.LeadIdOf(Canary);
    }

    private static bool IsIn(string text)
    {
        string[] folded = [Canary, "canary.bird", Canary.Replace("+", "\\u002B", StringComparison.Ordinal), Uri.EscapeDataString(Canary), Canary.Replace("@", "%40", StringComparison.Ordinal)];
        var base64 = Enumerable.Range(0, 3).Select(before => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + Canary))[4..^4]);
        return folded.Any(one => text.Contains(one, StringComparison.OrdinalIgnoreCase)) || base64.Any(one => text.Contains(one, StringComparison.Ordinal));
    }
}
