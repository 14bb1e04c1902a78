using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;

namespace LeadFunctions.Hosts.Tests;

/// <summary>Every route to one lead, for everybody it may belong to: own, of one's team, waiting for one's pool, nobody's, another team's. A new route is in here by itself.</summary>
public sealed class whose_lead_it_is
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    // Whose lead it is, and which keys see it: anna is a rep of mia's, otto one of another manager.
    private static readonly Dictionary<string, (Func<Lead, Lead> Lead, string[] Keys)> Leads = new()
    {
        ["anna's"] = (lead => lead with { Owner = new("anna", At, "r", "d") }, ["key-rep", "key-manager", "key-admin", "key-service"]),
        ["ben's"] = (lead => lead with { Owner = new("ben", At, "r", "d") }, ["key-other-rep", "key-manager", "key-admin", "key-service"]),
        ["otto's"] = (lead => lead with { Owner = new("otto", At, "r", "d") }, ["key-admin", "key-service"]),
        ["waiting for anna's pool"] = (lead => lead with { Holding = new("all away", "bdr", At) }, ["key-rep", "key-manager", "key-admin", "key-service"]),
        ["waiting for otto's pool"] = (lead => lead with { Holding = new("all away", "north", At) }, ["key-manager", "key-admin", "key-service"]),
        ["nobody's"] = (lead => lead, ["key-manager", "key-admin", "key-service"]),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var route in Routes.All.Where(route => route.Pattern.StartsWith("leads/{id}", StringComparison.Ordinal)))
            {
                foreach (var whose in Leads.Keys)
                {
                    cases.Add(route.Name, whose);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task decides_who_finds_it(string name, string whose)
    {
        var route = Routes.All.Single(route => route.Name == name);
        foreach (var key in TestHost.Keys.Where(key => route.Access.Lets(key.Role)))
        {
            await using var host = await TestHost.StartAsync();
            host.Engine.Put(Leads[whose].Lead(new Lead { Id = "ld_" + new string('1', 32), Email = "jane@example.com", CreatedAt = At, Stage = Stage.Mql, StageSince = At, Version = 1 }));
            var before = host.Engine.StateHash;
            using var answer = await CallAsync(host, route, key.Key);

            if (Leads[whose].Keys.Contains(key.Key))
            {
                Assert.DoesNotContain((int)answer.StatusCode, new[] { 401, 403, 404, 405, 422, 500 });
            }
            else
            {
                await answer.ShouldBeProblemAsync(404);
                Assert.Equal(before, host.Engine.StateHash);
            }
        }
    }

    [Theory]
    [InlineData("key-rep", "anna's", "waiting for anna's pool")]
    [InlineData("key-other-rep", "ben's")]
    [InlineData("key-manager", "anna's", "ben's", "nobody's", "waiting for anna's pool", "waiting for otto's pool")]
    [InlineData("key-admin", "anna's", "ben's", "nobody's", "otto's", "waiting for anna's pool", "waiting for otto's pool")]
    public async Task decides_in_whose_list_it_is(string key, params string[] listed)
    {
        await using var host = await TestHost.StartAsync();
        foreach (var (whose, i) in Leads.Keys.Select((whose, i) => (whose, i)))
        {
            host.Engine.Put(Leads[whose].Lead(new Lead { Id = "ld_" + new string((char)('1' + i), 32), Email = $"{i}@example.com", CreatedAt = At, Version = 1 })
                with
            { Attributes = new Dictionary<string, AttributeValue> { ["name"] = new(whose, At, AttributeSource.Form) } });
        }

        var page = await (await host.GetAsync("api/leads", ("Authorization", "Bearer " + key))).JsonAsync();

        Assert.Equal(listed.Order(), page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("name").GetString()!).Order());
    }

    [Theory]
    [InlineData("key-manager", "0@example.com", "1@example.com")]
    [InlineData("key-admin", "0@example.com", "1@example.com", "2@example.com")]
    public async Task decides_in_whose_export_it_is(string key, params string[] exported)
    {
        await using var host = await TestHost.StartAsync();
        foreach (var (owner, i) in new[] { "anna", "ben", "otto" }.Select((owner, i) => (owner, i)))
        {
            host.Engine.Put(new Lead { Id = "ld_" + new string((char)('1' + i), 32), Email = $"{i}@example.com", CreatedAt = At, Owner = new(owner, At, "r", "d"), Version = 1 });
        }

        var file = await (await host.GetAsync("api/leads/export.csv?bom=false", ("Authorization", "Bearer " + key))).Content.ReadAsStringAsync();

        Assert.Equal(exported, file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[1]).Order());
    }

    [Fact]
    public async Task decides_who_may_set_its_attributes_by_email()
    {
        await using var host = await TestHost.StartAsync();
        const string Body = """{"email":"jane@example.com","attributes":{"title":"CEO"}}""";
        var made = await (await host.PostJsonAsync("api/leads", Body, ("Authorization", "Bearer key-admin"))).JsonAsync();
        var id = made.GetProperty("id").GetString()!;
        host.Engine.Put(new Lead { Id = id, Email = "jane@example.com", CreatedAt = At, Owner = new("otto", At, "r", "d"), Version = 1 });

        await (await host.PostJsonAsync("api/leads", Body, ("Authorization", "Bearer key-manager"))).ShouldBeProblemAsync(404);
        Assert.Equal(200, (int)(await host.PostJsonAsync("api/leads", Body, ("Authorization", "Bearer key-service"))).StatusCode);
    }

    private static Task<HttpResponseMessage> CallAsync(TestHost host, Route route, string key)
    {
        var (path, authorization) = ("api/" + route.Pattern.Replace("{id}", "ld_" + new string('1', 32), StringComparison.Ordinal), ("Authorization", "Bearer " + key));
        return route.Method == "DELETE" ? host.SendAsync("DELETE", path, null, null, authorization) : route.Method == "GET" ? host.GetAsync(path, authorization) : host.PostJsonAsync(path, BodyOf(route.Name), authorization);
    }

    /// <summary>A body the endpoint understands, so that its answer is about the lead.</summary>
    private static string BodyOf(string route) => route switch
    {
        "note-lead" => """{"text":"called"}""",
        "enroll-lead" or "exit-lead" => """{"sequence":"welcome"}""",
        "adjust-lead" => """{"points":5,"reason":"fair"}""",
        "assign-lead" => """{"personId":"mia","reason":"knows them"}""",
        "reject-lead" or "recycle-lead" or "disqualify-lead" or "lose-lead" => """{"reason":"other"}""",
        "contact-lead" => """{"channel":"call","outcome":"reached"}""",
        "qualify-lead" => """{"method":"bant","answers":{"budget":"50k"}}""",
        "convert-lead" => """{"name":"Globex","amount":10,"closeDate":"2026-06-30"}""",
        "merge-lead" => """{"with":"ld_11111111111111111111111111111111","reason":"the same person"}""",
        "unmerge-lead" => """{"with":"ld_11111111111111111111111111111111"}""",
        "pause-clock" or "resume-clock" or "pause-clock-lead" or "resume-clock-lead" => """{"reason":"on holiday"}""",
        _ => "{}",
    };
}
