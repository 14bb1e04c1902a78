using System.Net;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

public sealed class reading_and_changing_leads : IAsyncLifetime
{
    private static readonly string Id = "ld_" + new string('1', 32);
    private static readonly (string, string) Admin = ("Authorization", "Bearer key-admin");
    private static readonly (string, string) Service = ("Authorization", "Bearer key-service");
    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        var at = _host.Clock.Now.AddDays(-1);
        var decision = new RouteDecision("d1", at, "rule-1", "round-robin", "bdr", "anna", null, "anna", true, [new("anna", true, "least virtual time")], [], "0123456789ab");
        _host.Engine.Put(
            new Lead
            {
                Id = Id,
                Email = "ann@example.com",
                CreatedAt = at,
                Version = 7,
                Owner = new("anna", at, "rule-1", "d1"),
                Attributes = new Dictionary<string, AttributeValue> { ["name"] = new("Ann <script>", at, AttributeSource.Form) },
                FirstTouch = new(new Attribution { Source = "News" }, at),
            },
            new Activity.RoutingDecided("d1", at, decision),
            new Activity.Noted("n1", at.AddHours(1), "called"));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task a_lead_shows_who_owns_it_and_why()
    {
        var answer = await _host.GetAsync("api/leads/" + Id, Admin);
        var lead = await answer.JsonAsync();

        Assert.Equal("\"7\"", answer.Headers.ETag?.Tag);
        Assert.Equal(("ann@example.com", "Ann <script>", "raw"), (lead.GetProperty("email").GetString(), lead.GetProperty("name").GetString(), lead.GetProperty("stage").GetString()));
        Assert.Equal("Anna", lead.GetProperty("owner").GetProperty("name").GetString());
        Assert.Equal("rule-1", lead.GetProperty("routing").GetProperty("ruleId").GetString());
        Assert.Equal("form", lead.GetProperty("attributes").GetProperty("name").GetProperty("source").GetString());
        Assert.Equal("News", lead.GetProperty("firstTouch").GetProperty("attribution").GetProperty("source").GetString());
        Assert.Equal(lead.GetProperty("score").GetProperty("total").GetDecimal(), lead.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("points").GetDecimal()));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("\"7\"", 304)]
    [InlineData("W/\"7\"", 304)]
    [InlineData("\"1\", \"7\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"8\"", 200)]
    [InlineData("7", 200)]
    public async Task a_known_version_is_not_sent_again(string tag, int status)
    {
        Assert.Equal(status, (int)(await _host.GetAsync("api/leads/" + Id, Admin, ("If-None-Match", tag))).StatusCode);
    }

    [Fact]
    public async Task the_timeline_is_paged_newest_first()
    {
        var first = await (await _host.GetAsync($"api/leads/{Id}/activities?limit=1", Admin)).JsonAsync();
        var second = await (await _host.GetAsync($"api/leads/{Id}/activities?limit=1&cursor={first.GetProperty("next").GetString()}", Admin)).JsonAsync();

        Assert.Equal("note", first.GetProperty("items")[0].GetProperty("kind").GetString());
        Assert.Equal("routing-decided", second.GetProperty("items")[0].GetProperty("kind").GetString());
        Assert.Null(second.GetProperty("next").GetString());
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?at=2026-03-01T12:00:00Z", 200)]
    [InlineData("?at=2027-03-01T12:00:00%2B01:00", 200)]
    [InlineData("?at=2027-03-01T12:00:00+01:00", 200)]
    [InlineData("?at=2026-02-30T00:00:00Z", 400)]
    [InlineData("?at=2026-03-01T12:00:00", 400)]
    [InlineData("?at=9999-12-31T23:59:59-14:00", 400)]
    [InlineData("?at=0001-01-01T00:00:00Z", 400)]
    [InlineData("?at=now", 400)]
    [InlineData("?at=1e300", 400)]
    public async Task F_6_a_score_is_explained_at_any_real_instant(string query, int status)
    {
        var answer = await _host.GetAsync($"api/leads/{Id}/score{query}", Admin);

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 200)
        {
            var card = await answer.JsonAsync();
            Assert.Equal(card.GetProperty("total").GetDecimal(), card.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("points").GetDecimal()));
        }
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=201")]
    [InlineData("?limit=1000000000")]
    [InlineData("?limit=1.0")]
    [InlineData("?limit=1&limit=2")]
    [InlineData("?page=1000000000")]
    [InlineData("?cursor=bad")]
    [InlineData("?sort=score;drop")]
    [InlineData("?sort=-password")]
    [InlineData("?stage=nowhere")]
    [InlineData("?stage=Raw")]
    [InlineData("?stage=0")]
    [InlineData("?band=nowhere")]
    [InlineData("?minScore=x")]
    [InlineData("?minScore=1e3")]
    [InlineData("?q=%ff")]
    [InlineData("?email[$ne]=x")]
    [InlineData("?id=1&id=2")]
    [InlineData("?q=a%00b")]
    public async Task A_4_A_5_H_14_a_query_is_taken_strictly(string query)
    {
        await (await _host.GetAsync("api/leads" + query, Admin)).ShouldBeProblemAsync(400);
    }

    [Fact]
    public async Task A_6_a_search_text_has_a_limit()
    {
        await (await _host.GetAsync("api/leads?q=" + string.Concat(Enumerable.Repeat("%25_", 51)), Admin)).ShouldBeProblemAsync(400);
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("api/leads?q=" + string.Concat(Enumerable.Repeat("%25_", 50)) + "&limit=200&sort=email&stage=raw&band=mql&minScore=0", Admin)).StatusCode);
    }

    [Theory]
    [InlineData("note", """{"text":""}""", 422)]
    [InlineData("note", """{"text":"   "}""", 422)]
    [InlineData("note", """{"text":5}""", 422)]
    [InlineData("note", """{"text":"a\u0000"}""", 422)]
    [InlineData("note", """{"text":"\ud800"}""", 422)]
    [InlineData("note", """{"text":"a","by":"somebody"}""", 422)]
    [InlineData("note", """{"text":"a","text":"b"}""", 400)]
    [InlineData("note", "[]", 400)]
    [InlineData("note", "{", 400)]
    [InlineData("adjust", """{"points":0,"reason":"x"}""", 422)]
    [InlineData("adjust", """{"points":101,"reason":"x"}""", 422)]
    [InlineData("adjust", """{"points":1.0,"reason":"x"}""", 422)]
    [InlineData("adjust", """{"points":1e1,"reason":"x"}""", 422)]
    [InlineData("adjust", """{"points":"5","reason":"x"}""", 422)]
    [InlineData("adjust", """{"points":1e400,"reason":"x"}""", 422)]
    [InlineData("adjust", """{"points":5}""", 422)]
    [InlineData("assign", """{"personId":"nobody","reason":"x"}""", 422)]
    [InlineData("assign", """{"personId":"ben"}""", 422)]
    [InlineData("assign", """{"personId":"ben","reason":"x","ownAccount":"true"}""", 422)]
    [InlineData("assign", """{"personId":"anna","reason":"x"}""", 409)]
    public async Task a_wrong_action_is_refused_and_leaves_nothing(string action, string body, int status)
    {
        var before = _host.Engine.StateHash;
        await (await _host.PostJsonAsync($"api/leads/{Id}/{action}", body, Admin)).ShouldBeProblemAsync(status);

        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task an_action_is_applied_against_the_version_that_was_seen()
    {
        var before = _host.Engine.StateHash;
        foreach (var tag in new[] { "\"6\"", "7", "W/\"7\"", "\"x\"" })
        {
            await (await _host.PostJsonAsync($"api/leads/{Id}/assign", """{"personId":"ben","reason":"knows them"}""", Admin, ("If-Match", tag))).ShouldBeProblemAsync(412);
        }

        Assert.Equal(before, _host.Engine.StateHash);
        var answer = await _host.PostJsonAsync($"api/leads/{Id}/assign", """{"personId":"ben","reason":"knows them"}""", Admin, ("If-Match", "\"7\""));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"8\"", answer.Headers.ETag?.Tag);
        var lead = await (await _host.GetAsync("api/leads/" + Id, Admin)).JsonAsync();
        Assert.Equal("ben", lead.GetProperty("owner").GetProperty("personId").GetString());
    }

    [Fact]
    public async Task I_17_an_action_with_a_key_is_done_once()
    {
        var key = ("Idempotency-Key", "k1");
        var first = await _host.PostJsonAsync($"api/leads/{Id}/adjust", """{"points":5,"reason":"met at the fair"}""", Admin, key);
        var after = _host.Engine.StateHash;
        var again = await _host.PostJsonAsync($"api/leads/{Id}/adjust", """{"points":5,"reason":"met at the fair"}""", Admin, key);

        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (again.StatusCode, again.Headers.ETag));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        await (await _host.PostJsonAsync($"api/leads/{Id}/adjust", """{"points":6,"reason":"met at the fair"}""", Admin, key)).ShouldBeProblemAsync(422);
        Assert.Equal(after, _host.Engine.StateHash);
        var other = await _host.PostJsonAsync($"api/leads/{Id}/adjust", """{"points":5,"reason":"met at the fair"}""", ("Authorization", "Bearer key-manager"), key);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.NotEqual(after, _host.Engine.StateHash);
    }

    [Fact]
    public async Task a_lead_is_created_and_then_updated_by_its_email()
    {
        var created = await _host.PostJsonAsync("api/leads", """{"email":"New@Example.com","attributes":{"company":"Acme","employees":50}}""", Service);
        var id = (await created.JsonAsync()).GetProperty("id").GetString();
        var updated = await _host.PostJsonAsync("api/leads", """{"email":"new@example.com","attributes":{"company":"Acme Ltd"}}""", Service);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.StatusCode, updated.StatusCode));
        Assert.Equal("/api/leads/" + id, created.Headers.Location?.OriginalString);
        var lead = await (await _host.GetAsync("api/leads/" + id, Admin)).JsonAsync();
        Assert.Equal("Acme Ltd", lead.GetProperty("company").GetString());
        Assert.Equal("50", lead.GetProperty("attributes").GetProperty("employees").GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("""{"email":"new@example.com","role":"admin"}""", 422)]
    [InlineData("""{"email":"new@example.com","tenantId":"t"}""", 422)]
    [InlineData("""{"email":"new@example.com","score":100}""", 422)]
    [InlineData("""{"email":"new@example.com","createdAt":"2020-01-01T00:00:00Z"}""", 422)]
    [InlineData("""{"email":"new@example.com","attributes":{"score":"100"}}""", 422)]
    [InlineData("""{"email":"new@example.com","attributes":{"__proto__":"x"}}""", 422)]
    [InlineData("""{"email":"new@example.com","attributes":{"$type":"x"}}""", 422)]
    [InlineData("""{"email":"new@example.com","attributes":{"":"x"}}""", 422)]
    [InlineData("""{"email":"new@example.com","attributes":{"a":{}}}""", 422)]
    [InlineData("""{"email":"new@example.com","attributes":["a"]}""", 422)]
    [InlineData("""{"email":"no address"}""", 422)]
    [InlineData("""{}""", 422)]
    [InlineData("""{"email":"new@example.com","attributes":{"a":"x","a":"y"}}""", 400)]
    public async Task A_8_A_13_nobody_sets_what_the_system_says(string body, int status)
    {
        var before = _host.Engine.StateHash;
        await (await _host.PostJsonAsync("api/leads", body, Service)).ShouldBeProblemAsync(status);

        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task dead_letters_are_listed_and_replayed_once()
    {
        _host.Engine.Put(new UseCases.Ports.DeadLetter("42", "apply-signal", Id, "{}", 10, "broken", _host.Clock.Now, _host.Clock.Now));

        Assert.Equal("broken", (await (await _host.GetAsync("api/dead-letters", Admin)).JsonAsync()).GetProperty("items")[0].GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _host.PostJsonAsync("api/dead-letters/42/replay", "", Admin)).StatusCode);
        await (await _host.PostJsonAsync("api/dead-letters/42/replay", "", Admin)).ShouldBeProblemAsync(404);
        await (await _host.GetAsync("api/dead-letters?cursor=bad", Admin)).ShouldBeProblemAsync(400);
        Assert.Equal("apply-signal", (await (await _host.GetAsync("api/queues", Admin)).JsonAsync()).GetProperty("queues")[0].GetProperty("step").GetString());
    }

    [Fact]
    public async Task A_20_the_playbook_shows_no_addresses_and_no_secrets()
    {
        var answer = await _host.GetAsync("api/playbook", Service);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("0123456789ab", (await answer.JsonAsync()).GetProperty("version").GetString());
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain("anna@", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await _host.GetAsync("api/playbook", Service, ("If-None-Match", "\"0123456789ab\""))).StatusCode);
    }
}
