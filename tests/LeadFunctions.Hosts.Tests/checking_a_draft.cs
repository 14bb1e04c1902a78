using System.Text.Json;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Hosts.Tests;

public sealed class checking_a_draft(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly (string, string) Manager = ("Authorization", "Bearer key-manager");

    [Fact]
    public async Task says_what_is_right_and_what_is_not_with_lines_and_ranges()
    {
        var text = ShippedPlaybooks.Text("b2b")!.Replace("members: [dai, eva]", "members: []", StringComparison.Ordinal);

        var answer = await CheckAsync(text);

        Assert.False(answer.GetProperty("publishable").GetBoolean());
        var first = answer.GetProperty("findings")[0];
        Assert.Equal("error", first.GetProperty("severity").GetString());
        Assert.True(first.GetProperty("line").GetInt32() > 200);
        var fit = answer.GetProperty("ranges").EnumerateArray().Single(range => range.GetProperty("of").GetString() == "fit");
        Assert.Equal(70, fit.GetProperty("max").GetDouble());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("ranges").EnumerateArray().Single(range => range.GetProperty("of").GetString() == "engagement").GetProperty("max").ValueKind);
    }

    [Theory]
    [InlineData("name: [")]
    [InlineData("")]
    [InlineData("name: b2b\nname: b2b")]
    [InlineData("a: &x 1\nb: *x")]
    public async Task what_is_no_playbook_is_a_bad_request_with_findings(string text)
    {
        var answer = await shared.Host.PostJsonAsync("api/playbook/check", JsonSerializer.Serialize(new { text }), Manager);

        var problem = await answer.ShouldBeProblemAsync(text.Length == 0 ? 422 : 400);
        Assert.True(text.Length == 0 || problem.GetProperty("findings").GetArrayLength() > 0);
    }

    [Fact]
    public async Task too_long_a_text_is_refused()
    {
        var text = new string('#', 300_000);
        await (await shared.Host.PostJsonAsync("api/playbook/check", JsonSerializer.Serialize(new { text }), Manager)).ShouldBeProblemAsync(422);
    }

    private async Task<JsonElement> CheckAsync(string text)
    {
        var answer = await shared.Host.PostJsonAsync("api/playbook/check", JsonSerializer.Serialize(new { text }), Manager);
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.JsonAsync();
    }
}
