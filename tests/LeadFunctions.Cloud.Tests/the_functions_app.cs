using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Http;

namespace LeadFunctions.Cloud.Tests;

/// <summary>The app under a stand-in for the Functions host: real triggers, real surface, real steps and the real Cosmos SDK; broker, table and clock in memory.</summary>
public sealed class the_functions_app
{
    private static readonly object Ana = new { email = "ana@acme.example", name = "Ana Silva", title = "VP Sales", company = "Acme", companySize = "600" };

    [Fact]
    public async Task makes_an_owned_lead_of_a_form_and_tells_the_owner()
    {
        await using var host = await FunctionsHost.StartAsync(KeysAreAdmins);

        var answer = await host.Client.PostAsJsonAsync("/api/forms/demo", Ana);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await host.DrainAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lead = await LeadAsync(host, id);
        Assert.Equal("mql", lead.GetProperty("stage").GetString());
        Assert.NotEqual(JsonValueKind.Null, lead.GetProperty("owner").ValueKind);
        Assert.Equal(lead.GetProperty("score").GetProperty("total").GetDecimal(), lead.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("points").GetDecimal()));
        Assert.Contains(await host.World.Store.ListRegisterAsync("effects", null, 100, default), effect => effect.Value.Value.Contains("sent", StringComparison.Ordinal));
        Assert.All(host.World.Bus.Queues, queue => Assert.Empty(queue.Dead));
    }

    [Fact]
    public async Task reads_what_stands_in_a_route_off_the_request_when_the_host_does_not_tell()
    {
        await using var host = await FunctionsHost.StartAsync(KeysAreAdmins);
        host.TellsRouteValues = false;

        var answer = await host.Client.PostAsJsonAsync("/api/forms/demo", Ana);
        await host.DrainAsync();
        var lead = await LeadAsync(host, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);

        Assert.Equal((HttpStatusCode.OK, "mql"), (answer.StatusCode, lead.GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task leads_people_from_a_message_to_the_dashboard_where_this_host_has_it()
    {
        await using var world = new CloudWorld();

        var links = ((await world.Host.OpenAsync(default)).Services.GetService(typeof(UseCases.Notifying.SiteLinks)) as UseCases.Notifying.SiteLinks)!;

        Assert.Equal("https://leads.acme.example/api/dashboard/#/leads/ld_1", links.Lead("ld_1"));
    }

    [Fact]
    public async Task counts_every_signal_once_however_often_and_in_whatever_state_it_is_delivered()
    {
        await using var plain = await FunctionsHost.StartAsync();
        await using var troubled = await FunctionsHost.StartAsync();
        var draws = new Random(20260302);
        troubled.BeforeCall = (_, delivery) =>
        {
            delivery.LockLost = draws.Next(4) == 0;
            return draws.Next(5) != 0;
        };

        foreach (var host in new[] { plain, troubled })
        {
            foreach (var _ in Enumerable.Range(0, 2))
            {
                (await host.Client.PostAsJsonAsync("/api/forms/demo", Ana)).EnsureSuccessStatusCode();
            }

            for (var visit = 0; visit < 12; visit++)
            {
                await BeaconAsync(host, visit);
            }

            await host.DrainAsync();
        }

        Assert.All(troubled.World.Bus.Queues, queue => Assert.DoesNotContain(queue.Messages, one => one.VisibleAt <= troubled.World.Clock.GetUtcNow()));
        var (one, other) = (await StandingAsync(plain), await StandingAsync(troubled));
        Assert.Equal(one.Score, other.Score);
        Assert.Equal(one.Activities, other.Activities);
        Assert.True(one.Activities.Count > 3);
    }

    [Fact]
    public async Task handles_a_beacon_of_ten_events_with_three_operations_of_the_bus_and_two_executions()
    {
        await using var host = await FunctionsHost.StartAsync();
        await host.World.Host.OpenAsync(default);
        var (sends, executions) = (host.World.Bus.Sends, host.Executions);

        var events = Enumerable.Range(0, 10).Select(number => new { id = $"e{number:D8}", type = "page-view", url = $"https://acme.example/blog/{number}" });
        (await host.Client.PostAsJsonAsync("/api/track", new { visitorId = "11111111-1111-4111-8111-111111111111", events })).EnsureSuccessStatusCode();
        await host.DrainAsync();

        // One send; its delivery and its settlement are one each. The HTTP call is the other execution.
        Assert.Equal((1, 1), (host.World.Bus.Sends - sends, host.Executions - executions));
    }

    [Fact]
    public async Task asks_everybody_who_they_are_except_at_the_doors_that_are_public()
    {
        await using var host = await FunctionsHost.StartAsync();

        foreach (var route in Routes.All)
        {
            var address = "/api/" + (route.ValueName is { } value ? route.Pattern.Replace("{" + value + "}", "ld_3299893033a2ba883727f2752a7b8304", StringComparison.Ordinal) : route.Pattern);
            using var answer = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(route.Method), address));

            Assert.True((answer.StatusCode == HttpStatusCode.Unauthorized) == (route.Access != Access.Public) || route.Name.EndsWith("webhook", StringComparison.Ordinal) || route.Name == "sign-in", $"{route.Name}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task answers_event_grids_handshake_with_the_secret_and_refuses_it_without()
    {
        await using var host = await FunctionsHost.StartAsync(("Webhooks:Acs:Secret", "a-secret-of-this-deployment"));
        var question = new StringContent(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "docs_subscription_validation.json")), Encoding.UTF8, "application/json");

        var answer = await host.Client.PostAsync("/api/webhooks/email/acs?key=a-secret-of-this-deployment", question);
        var refused = await host.Client.PostAsync("/api/webhooks/email/acs?key=another", question);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (answer.StatusCode, refused.StatusCode));
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("validationResponse").GetString()!);
    }

    [Fact]
    public async Task takes_what_event_grid_puts_into_its_queue()
    {
        await using var host = await FunctionsHost.StartAsync();
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "docs_delivery_report.json"))).RootElement;
        var body = (report.ValueKind == JsonValueKind.Array ? report[0] : report).GetRawText().Replace("\"Delivered\"", "\"Bounced\"", StringComparison.Ordinal);
        host.World.Bus.Send("email-events", new ServiceBusMessage(new BinaryData(body)) { MessageId = "grid-1" });
        host.World.Bus.Send("email-events", new ServiceBusMessage(new BinaryData("not json")) { MessageId = "grid-2" });

        await host.DrainAsync();

        Assert.Single(await host.World.Store.ListRegisterAsync("suppression", null, 10, default));
        var queue = (await host.World.Host.OpenAsync(default)).Surface.Queue;
        var dead = Assert.Single((await queue.DeadLettersAsync(null, 10, default)).Items);
        Assert.Equal(("email-events", "no event of Communication Services"), (dead.Step, dead.Reason));
        Assert.True(await queue.ReplayAsync(dead.Id, default));
    }

    [Fact]
    public async Task runs_its_timers_and_keeps_what_became_of_them()
    {
        await using var host = await FunctionsHost.StartAsync(KeysAreAdmins);

        foreach (var trigger in Trigger.All.Where(trigger => trigger.Timer is not null))
        {
            await host.FireAsync(trigger.Name);
        }

        var timers = await (await ProgramAsync(host)).GetFromJsonAsync<JsonElement>("/api/timers");
        Assert.All(timers.GetProperty("items").EnumerateArray(), timer => Assert.True(timer.GetProperty("ok").GetBoolean(), timer.ToString()));
        Assert.Equal(UseCases.Timetable.All.Count, timers.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task wakes_a_scheduled_message_when_it_is_due_and_not_before()
    {
        await using var host = await FunctionsHost.StartAsync();
        (await host.Client.PostAsJsonAsync("/api/forms/demo", Ana)).EnsureSuccessStatusCode();
        await host.DrainAsync();
        var scheduled = Assert.Single(host.World.Bus.Queue("watch-sla").Messages);

        Assert.Null(host.World.Bus.Take("watch-sla", 100));
        host.World.Clock.Advance(scheduled.VisibleAt - host.World.Clock.GetUtcNow());
        var before = host.Executions;
        await host.DrainAsync();

        Assert.True(host.Executions > before);
    }

    [Fact]
    public async Task shows_dead_letters_and_replays_one_once()
    {
        await using var host = await FunctionsHost.StartAsync(KeysAreAdmins);
        var admin = await ProgramAsync(host);
        await host.World.Host.OpenAsync(default);
        foreach (var number in Enumerable.Range(0, 3))
        {
            host.World.Bus.Send("decay-lead", new ServiceBusMessage(new BinaryData($$"""{"type":"no-such-{{number}}"}""")) { MessageId = $"m{number}", SessionId = "b001" });
        }

        await host.DrainAsync();
        var listed = await admin.GetFromJsonAsync<JsonElement>("/api/dead-letters?limit=2");
        var rest = await admin.GetFromJsonAsync<JsonElement>($"/api/dead-letters?limit=2&cursor={listed.GetProperty("next").GetString()}");
        var id = rest.GetProperty("items")[0].GetProperty("id").GetString();
        var replayed = await admin.PostAsync($"/api/dead-letters/{id}/replay", null);
        var again = await admin.PostAsync($"/api/dead-letters/{id}/replay", null);

        Assert.Equal((2, 1), (listed.GetProperty("items").GetArrayLength(), rest.GetProperty("items").GetArrayLength()));
        Assert.Equal("not a message of this step", listed.GetProperty("items")[0].GetProperty("reason").GetString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (replayed.StatusCode, again.StatusCode));
        Assert.Contains("no-such-2", Assert.Single(host.World.Bus.Queue("decay-lead").Messages).Message.Body.ToString(), StringComparison.Ordinal);
        var queues = await admin.GetFromJsonAsync<JsonElement>("/api/queues");
        Assert.Contains(queues.GetProperty("queues").EnumerateArray(), queue => queue.GetProperty("step").GetString() == "decay-lead" && queue.GetProperty("dead").GetInt64() == 2);
    }

    [Fact]
    public async Task answers_a_form_with_a_503_while_the_bus_takes_nothing()
    {
        await using var host = await FunctionsHost.StartAsync();
        await host.World.Host.OpenAsync(default);
        host.World.Bus.Fault = new ServiceBusException("busy", ServiceBusFailureReason.ServiceBusy);

        using var beacon = await host.Client.PostAsJsonAsync("/api/track", new { visitorId = "11111111-1111-4111-8111-111111111111", type = "page-view", url = "https://acme.example/" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, beacon.StatusCode);
        Assert.NotNull(beacon.Headers.RetryAfter);
    }

    [Fact]
    public async Task lets_a_program_in_by_its_function_key_and_no_other()
    {
        await using var host = await FunctionsHost.StartAsync();

        using var without = await host.Client.PostAsync("/api/service-token?name=crm", null);
        var program = await ProgramAsync(host);
        using var mayNot = await program.GetAsync("/api/dead-letters");
        using var may = await program.GetAsync("/api/playbook");
        host.World.Clock.Advance(TimeSpan.FromMinutes(61));
        using var late = await program.GetAsync("/api/playbook");

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Unauthorized),
            (without.StatusCode, mayNot.StatusCode, may.StatusCode, late.StatusCode));
    }

    private static readonly (string Name, string Value) KeysAreAdmins = ("Auth:FunctionKeyRole", "admin");

    private static Task<HttpClient> ProgramAsync(FunctionsHost host) => host.ProgramAsync();

    private static async Task<JsonElement> LeadAsync(FunctionsHost host, string id) => await (await ProgramAsync(host)).GetFromJsonAsync<JsonElement>($"/api/leads/{id}");

    private static async Task BeaconAsync(FunctionsHost host, int visit)
    {
        var events = Enumerable.Range(0, 3).Select(number => new { id = $"v{visit:D4}-{number}", type = "page-view", url = number == 0 ? "https://acme.example/pricing" : "https://acme.example/blog/a" });
        (await host.Client.PostAsJsonAsync("/api/track", new { visitorId = "11111111-1111-4111-8111-111111111111", events })).EnsureSuccessStatusCode();
        if (visit == 4)
        {
            (await host.Client.PostAsJsonAsync("/api/forms/demo", new { email = "ana@acme.example", visitorId = "11111111-1111-4111-8111-111111111111" })).EnsureSuccessStatusCode();
        }
    }

    private static async Task<(decimal Score, IReadOnlyList<string> Activities)> StandingAsync(FunctionsHost host)
    {
        var id = host.World.Ids.LeadIdOf("ana@acme.example");
        var lead = (await host.World.Store.FindLeadAsync(id, default))!;
        var timeline = await host.World.Store.ActivitiesAsync(id, null, 200, default);
        return (lead.Score.Total.ToDecimal(), [.. timeline.Items.OfType<Activity.SignalReceived>().Select(activity => activity.Signal.Name).Order(StringComparer.Ordinal)]);
    }
}
