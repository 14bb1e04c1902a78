using System.Text.Json;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Hosts.Tests;

/// <summary>On the real host with its own file: drafts, versions, and what a restart makes of them.</summary>
public sealed class publishing_a_playbook
{
    private static readonly string Draft = ShippedPlaybooks.Text("b2b")!.Replace("title: B2B lead management", "title: Leads of ours", StringComparison.Ordinal);

    [Fact]
    public async Task needs_the_version_that_was_seen_and_gives_the_new_one()
    {
        await using var host = await RealHost.StartAsync();
        var before = (await host.AdminAsync("GET", "api/playbook")).Headers.ETag!.Tag;

        await (await host.AdminAsync("PUT", "api/playbook", Body(Draft))).ShouldBeProblemAsync(428);
        await (await host.AdminAsync("PUT", "api/playbook", Body(Draft), "\"0000\"")).ShouldBeProblemAsync(412);
        await (await host.AdminAsync("PUT", "api/playbook", Body("name: ["), before)).ShouldBeProblemAsync(400);
        var faulty = await (await host.AdminAsync("PUT", "api/playbook", Body(Draft.Replace("members: [dai, eva]", "members: []", StringComparison.Ordinal)), before)).ShouldBeProblemAsync(422);
        Assert.Equal("pool-empty", faulty.GetProperty("findings")[0].GetProperty("code").GetString());
        await (await host.AdminAsync("PUT", "api/playbook", Body(Draft.Replace("from: 41", "from: 45", StringComparison.Ordinal)), before)).ShouldBeProblemAsync(409);
        await (await host.AdminAsync("PUT", "api/playbook", Body(Draft.Replace("channels: [console, file]", "channels: [slack]", StringComparison.Ordinal)), before)).ShouldBeProblemAsync(409);

        var check = await (await host.AdminAsync("POST", "api/playbook/check", JsonSerializer.Serialize(new { text = Draft }))).JsonAsync();
        Assert.Equal("title", Assert.Single(check.GetProperty("changes").EnumerateArray()).GetProperty("key").GetString());
        Assert.Equal(before.Trim('"'), (await (await host.AdminAsync("POST", "api/playbook/check", "{}")).JsonAsync()).GetProperty("version").GetString());

        var answer = await host.AdminAsync("PUT", "api/playbook", Body(Draft), before);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("Leads of ours", (await (await host.AdminAsync("GET", "api/playbook")).JsonAsync()).GetProperty("title").GetString());
        Assert.Equal(answer.Headers.ETag!.Tag, (await host.AdminAsync("GET", "api/playbook")).Headers.ETag!.Tag);
        var diff = await (await host.AdminAsync("GET", "api/playbook/diff")).JsonAsync();
        Assert.Equal("title", Assert.Single(diff.GetProperty("changes").EnumerateArray()).GetProperty("key").GetString());
    }

    [Fact]
    public async Task stays_in_force_after_a_restart_and_can_be_taken_back()
    {
        await using var host = await RealHost.StartAsync();
        var before = (await host.AdminAsync("GET", "api/playbook")).Headers.ETag!.Tag;
        var published = (await host.AdminAsync("PUT", "api/playbook", Body(Draft), before)).Headers.ETag!.Tag;

        await host.RestartAsync();

        Assert.Equal(published, (await host.AdminAsync("GET", "api/playbook")).Headers.ETag!.Tag);
        await (await host.AdminAsync("POST", "api/playbook/rollback", JsonSerializer.Serialize(new { version = "nobody", reason = "x" }), published)).ShouldBeProblemAsync(422);
        var back = await host.AdminAsync("POST", "api/playbook/rollback", JsonSerializer.Serialize(new { version = before.Trim('"'), reason = "too soon" }), published);
        Assert.Equal(before, back.Headers.ETag!.Tag);

        await host.RestartAsync();
        Assert.Equal(before, (await host.AdminAsync("GET", "api/playbook")).Headers.ETag!.Tag);
        var versions = await (await host.AdminAsync("GET", "api/playbook/versions")).JsonAsync();
        Assert.Equal([true, false, false], versions.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("rollback").GetBoolean()));
        var text = await (await host.AdminAsync("GET", "api/playbook/versions/" + published.Trim('"'))).JsonAsync();
        Assert.Equal(Draft, text.GetProperty("text").GetString());
    }

    private static string Body(string text) => JsonSerializer.Serialize(new { text, reason = "a test" });
}
