using System.Text.Json;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Hosts.Tests;

/// <summary>On the real host: a draft over what came in, what it is allowed after that, and what the rules were worth.</summary>
public sealed class backtesting_a_draft
{
    private static readonly string B2b = ShippedPlaybooks.Text("b2b")!;
    private static readonly string Eager = B2b.Replace("signal: whitepaper-download, points: 10}", "signal: whitepaper-download, points: 60}", StringComparison.Ordinal);
    private static readonly string Capped = Eager.Replace("role: bdr, manager: maria}", "role: bdr, manager: maria, maxPerWeek: 1}", StringComparison.Ordinal);

    [Fact]
    public async Task shows_what_it_would_have_done_and_opens_the_way_to_publishing()
    {
        await using var host = await SomeLeadsAsync();

        var result = await PostAsync(host, "api/playbook/backtest", new { text = Eager });

        Assert.Equal((4, 4), (result.GetProperty("leads").GetInt32(), result.GetProperty("flips").GetProperty("gained").GetInt32()));
        Assert.Equal(4, result.GetProperty("flips").GetProperty("now").GetProperty("up").GetInt32());
        Assert.Equal("content-whitepaper gives 60 instead of 10", result.GetProperty("flips").GetProperty("items")[0].GetProperty("why").GetString());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("refused").ValueKind);
        var tag = (await host.AdminAsync("GET", "api/playbook")).Headers.ETag!.Tag;
        var published = await host.AdminAsync("PUT", "api/playbook", JsonSerializer.Serialize(new { text = Eager, reason = "seen" }), tag);
        Assert.Equal(4, (await published.JsonAsync()).GetProperty("preview").GetProperty("up").GetInt32());
    }

    [Fact]
    public async Task speaks_against_more_than_a_pool_can_take()
    {
        await using var host = await SomeLeadsAsync();

        var result = await PostAsync(host, "api/playbook/backtest", new { text = Capped });

        Assert.Contains("would get 4 MQLs", result.GetProperty("refused").GetString(), StringComparison.Ordinal);
        var tag = (await host.AdminAsync("GET", "api/playbook")).Headers.ETag!.Tag;
        var problem = await (await host.AdminAsync("PUT", "api/playbook", JsonSerializer.Serialize(new { text = Capped, reason = "more" }), tag)).ShouldBeProblemAsync(409);
        Assert.Equal("urn:leadfunctions:problem:over-capacity", problem.GetProperty("type").GetString());
        var overridden = await host.AdminAsync("PUT", "api/playbook", JsonSerializer.Serialize(new { text = Capped, reason = "more", @override = "two people start on Monday" }), tag);
        Assert.Equal(200, (int)overridden.StatusCode);
        Assert.Equal("two people start on Monday", (await (await host.AdminAsync("GET", "api/playbook/versions")).JsonAsync()).GetProperty("items")[0].GetProperty("override").GetString());
    }

    [Fact]
    public async Task speaks_against_it_in_the_terminal_too()
    {
        await using var host = await SomeLeadsAsync();

        await host.RestartAsync(async folder =>
        {
            var draft = Path.Combine(folder, "capped.yaml");
            await File.WriteAllTextAsync(draft, Capped);

            var (code, said) = await Terminal.RunAsync("backtest", draft, "--data", folder);
            Assert.True(code == 1 && said.Contains("not to be published: BDR team would get 4 MQLs in the week of ", StringComparison.Ordinal), said);
            (code, said) = await Terminal.RunAsync("publish", draft, "--reason", "more", "--data", folder);
            Assert.True(code == 1 && said.Contains("and takes at most 3 a week; change it, or say --override WHY", StringComparison.Ordinal), said);
            (code, said) = await Terminal.RunAsync("publish", draft, "--reason", "more", "--override", "two people start on Monday", "--data", folder);
            Assert.True(code == 0 && said.Contains("in force since", StringComparison.Ordinal), said);
        });

        Assert.Equal("two people start on Monday", (await (await host.AdminAsync("GET", "api/playbook/versions")).JsonAsync()).GetProperty("items")[0].GetProperty("override").GetString());
    }

    [Fact]
    public async Task knows_how_often_each_rule_fired_and_says_when_it_cannot_suggest()
    {
        await using var host = await SomeLeadsAsync();

        var rules = await (await host.AdminAsync("GET", "api/playbook/rules")).JsonAsync();

        Assert.Equal(4, rules.GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("id").GetString() == "content-whitepaper").GetProperty("fired").GetInt32());
        await (await host.AdminAsync("POST", "api/playbook/suggest", "{}")).ShouldBeProblemAsync(409);
        await (await host.AdminAsync("POST", "api/playbook/suggest", """{"outcome":"fame"}""")).ShouldBeProblemAsync(422);
        await (await host.AdminAsync("POST", "api/playbook/backtest", """{"text":"name: ["}""")).ShouldBeProblemAsync(400);
        await (await host.AdminAsync("POST", "api/playbook/backtest", """{"text":"name: x","from":"yesterday"}""")).ShouldBeProblemAsync(422);
    }

    private static async Task<RealHost> SomeLeadsAsync()
    {
        var host = await RealHost.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await host.PostAsync("api/forms/whitepaper", $$"""{"email":"p{{i}}@company{{i}}.example","country":"US"}""", "application/json");
        }

        await host.QuietAsync();
        return host;
    }

    private static async Task<JsonElement> PostAsync(RealHost host, string path, object body)
    {
        var answer = await host.AdminAsync("POST", path, JsonSerializer.Serialize(body));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
