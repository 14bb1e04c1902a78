using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

public sealed class acting_on_leads
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;
    private static readonly string Id = "ld_" + new string('1', 32);
    private static readonly (string, string) Anna = ("Authorization", "Bearer key-rep");

    [Fact]
    public async Task answers_with_the_new_version_and_shows_the_way_through_the_stages()
    {
        await using var host = await WithLeadAsync();

        using var accepted = await host.PostJsonAsync($"api/leads/{Id}/accept", "{}", Anna);
        Assert.Equal(("\"2\"", 200), (accepted.Headers.ETag!.Tag, (int)accepted.StatusCode));
        await host.PostJsonAsync($"api/leads/{Id}/contact", """{"channel":"call","outcome":"reached","note":"spoke"}""", Anna);

        var lead = await (await host.GetAsync($"api/leads/{Id}", Anna)).JsonAsync();
        Assert.Equal("sal", lead.GetProperty("stage").GetString());
        Assert.Equal(["mql", "sal"], lead.GetProperty("stages").EnumerateArray().Select(stay => stay.GetProperty("stage").GetString()));
        Assert.Equal("anna", lead.GetProperty("firstContact").GetProperty("by").GetString());
        Assert.Equal(["contact", "reject", "qualify", "recycle", "disqualify"], Texts(lead.GetProperty("allowedActions")));
    }

    [Fact]
    public async Task that_the_stage_forbids_is_a_409_with_what_is_allowed()
    {
        await using var host = await WithLeadAsync();

        var problem = await (await host.PostJsonAsync($"api/leads/{Id}/win", "{}", Anna)).ShouldBeProblemAsync(409);

        Assert.Equal("a lead at stage mql takes no win", problem.GetProperty("detail").GetString());
        Assert.Equal(["accept", "contact", "reject", "recycle", "disqualify"], Texts(problem.GetProperty("allowed")));
    }

    [Fact]
    public async Task with_something_missing_is_a_409_that_names_it_and_keeps_what_was_said()
    {
        await using var host = await WithLeadAsync(lead => lead with { Stage = Stage.Sal });

        var answer = await host.PostJsonAsync($"api/leads/{Id}/qualify", """{"method":"bant","answers":{"budget":"50k"}}""", Anna);

        var problem = await answer.ShouldBeProblemAsync(409);
        Assert.Equal(["answers/authority"], Texts(problem.GetProperty("missing")));
        Assert.Equal(("urn:leadfunctions:problem:incomplete", "\"2\""), (problem.GetProperty("type").GetString(), answer.Headers.ETag!.Tag));
        var kept = (await (await host.GetAsync($"api/leads/{Id}", Anna)).JsonAsync()).GetProperty("qualification").GetProperty("answers")[0];
        Assert.Equal(("budget", "50k", "anna"), (kept.GetProperty("criterion").GetString(), kept.GetProperty("answer").GetString(), kept.GetProperty("by").GetString()));
        Assert.Equal(200, (int)(await host.PostJsonAsync($"api/leads/{Id}/qualify", """{"method":"bant","answers":{"authority":"she decides"}}""", Anna)).StatusCode);
    }

    [Theory]
    [InlineData("reject", "{}", "#/reason")]
    [InlineData("reject", """{"reason":"dull"}""", "#/reason")]
    [InlineData("reject", """{"reason":5}""", "#/reason")]
    [InlineData("disqualify", """{"reason":"price"}""", "#/reason")]
    [InlineData("contact", """{"channel":"pigeon","outcome":"reached"}""", "#/channel")]
    [InlineData("contact", """{"channel":"call","outcome":"eaten"}""", "#/outcome")]
    [InlineData("qualify", """{"method":"tarot","answers":{}}""", "#/method")]
    [InlineData("qualify", """{"method":"bant","answers":{"shoeSize":"44"}}""", "#/answers/shoeSize")]
    [InlineData("qualify", """{"method":"bant","answers":{},"stakeholders":["a",5]}""", "#/stakeholders")]
    [InlineData("convert", """{"name":"x","amount":-1,"closeDate":"2026-06-30"}""", "#/amount")]
    [InlineData("convert", """{"name":"x","amount":1e30,"closeDate":"2026-06-30"}""", "#/amount")]
    [InlineData("convert", """{"name":"x","amount":1.123456,"closeDate":"2026-06-30"}""", "#/amount")]
    [InlineData("convert", """{"name":"x","amount":1,"closeDate":"2026-02-30"}""", "#/closeDate")]
    [InlineData("win", """{"contacts":"Omar"}""", "#/contacts")]
    [InlineData("accept", """{"reason":"why not"}""", "#/reason")]
    [InlineData("reactivate", """{"note":"unknown here"}""", "#/note")]
    public async Task with_a_body_that_is_wrong_is_a_422_that_points_there(string action, string body, string pointer)
    {
        await using var host = await WithLeadAsync();
        var before = host.Engine.StateHash;

        var problem = await (await host.PostJsonAsync($"api/leads/{Id}/{action}", body, Anna)).ShouldBeProblemAsync(422);

        Assert.Contains(pointer, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
        Assert.Equal(before, host.Engine.StateHash);
    }

    [Fact]
    public async Task on_an_old_version_is_a_412_and_changes_nothing()
    {
        await using var host = await WithLeadAsync();
        var before = host.Engine.StateHash;

        await (await host.PostJsonAsync($"api/leads/{Id}/accept", "{}", Anna, ("If-Match", "\"7\""))).ShouldBeProblemAsync(412);
        Assert.Equal(before, host.Engine.StateHash);
        Assert.Equal(200, (int)(await host.PostJsonAsync($"api/leads/{Id}/accept", "{}", Anna, ("If-Match", "\"1\""))).StatusCode);
    }

    [Fact]
    public async Task twice_under_one_key_happens_once()
    {
        await using var host = await WithLeadAsync();
        var key = ("Idempotency-Key", "contact-1");
        const string Body = """{"channel":"call","outcome":"no-answer"}""";

        var first = await (await host.PostJsonAsync($"api/leads/{Id}/contact", Body, Anna, key)).Content.ReadAsStringAsync();
        var second = await (await host.PostJsonAsync($"api/leads/{Id}/contact", Body, Anna, key)).Content.ReadAsStringAsync();

        Assert.Equal(first, second);
        var timeline = (await (await host.GetAsync($"api/leads/{Id}/activities", Anna)).JsonAsync()).GetProperty("items").EnumerateArray();
        Assert.Single(timeline, activity => activity.GetProperty("kind").GetString() == "acted");
    }

    [Fact]
    public async Task leaves_a_line_in_the_audit_trail_that_a_manager_sees_of_their_own_people()
    {
        await using var host = await WithLeadAsync();
        await host.PostJsonAsync($"api/leads/{Id}/accept", "{}", Anna);
        await host.PostJsonAsync($"api/leads/{Id}/note", """{"text":"private words"}""", ("Authorization", "Bearer key-admin"));

        Assert.Equal(["accept anna", "note admin"], await AuditAsync(host, "key-admin", ""));
        Assert.Equal(["accept anna"], await AuditAsync(host, "key-manager", ""));
        Assert.Empty(await AuditAsync(host, "key-manager", "?by=admin"));
        Assert.Equal(["note admin"], await AuditAsync(host, "key-admin", "?by=admin"));
        Assert.Empty(await AuditAsync(host, "key-admin", "?to=1970-01-01T00:00:00Z"));
        Assert.DoesNotContain("private", await (await host.GetAsync("api/audit", ("Authorization", "Bearer key-admin"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var page = await (await host.GetAsync("api/audit?limit=1", ("Authorization", "Bearer key-admin"))).JsonAsync();
        Assert.Equal(["note admin"], await AuditAsync(host, "key-admin", "?cursor=" + Uri.EscapeDataString(page.GetProperty("next").GetString()!)));

        Assert.Equal(["note admin", "accept anna"], await AuditAsync(host, "key-admin", "?sort=-at"));
        var newest = await (await host.GetAsync("api/audit?sort=-at&limit=1", ("Authorization", "Bearer key-admin"))).JsonAsync();
        Assert.Equal(["accept anna"], await AuditAsync(host, "key-admin", "?sort=-at&cursor=" + Uri.EscapeDataString(newest.GetProperty("next").GetString()!)));
        await (await host.GetAsync("api/audit?sort=by", ("Authorization", "Bearer key-admin"))).ShouldBeProblemAsync(400);
    }

    private static async Task<IReadOnlyList<string>> AuditAsync(TestHost host, string key, string query) =>
        [.. (await (await host.GetAsync("api/audit" + query, ("Authorization", "Bearer " + key))).JsonAsync()).GetProperty("items").EnumerateArray()
            .Select(line => $"{line.GetProperty("what").GetString()} {line.GetProperty("by").GetString()}")];

    private static async Task<TestHost> WithLeadAsync(Func<Lead, Lead>? change = null)
    {
        var host = await TestHost.StartAsync();
        var lead = new Lead { Id = Id, Email = "jane@example.com", CreatedAt = At, Stage = Stage.Mql, StageSince = At, Owner = new("anna", At, "r", "d"), Version = 1 };
        host.Engine.Put(change is null ? lead : change(lead));
        return host;
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);
}
