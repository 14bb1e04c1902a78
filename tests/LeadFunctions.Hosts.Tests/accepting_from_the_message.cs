using System.Net;
using System.Text.Json;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases.Notifying;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The link in a notification, from the form to the accepted lead, on the embedded host.</summary>
public sealed class accepting_from_the_message(RealHost host) : IClassFixture<RealHost>
{
    [Fact]
    public async Task looking_changes_nothing_and_the_button_accepts_once()
    {
        var (id, link) = await ToldAsync("ann@globex.example", "Ann <b>Lee</b>");
        var before = host.StateHash();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
        {
            using var look = await host.Client.SendAsync(new HttpRequestMessage(method, link));
            Assert.Equal(HttpStatusCode.OK, look.StatusCode);
            Assert.Contains("form-action 'self'", look.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.True(look.Headers.CacheControl?.NoStore);
        }

        var page = await host.Client.GetStringAsync(link);
        Assert.Contains("<button>Accept this lead</button>", page, StringComparison.Ordinal);
        Assert.Contains("Ann &lt;b&gt;Lee&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, host.StateHash());

        Assert.Contains("It is yours", await PressAsync(link, HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Contains("It is yours", await PressAsync(link, HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Equal("sal", (await LeadAsync(id)).GetProperty("stage").GetString());
        Assert.Equal(1, await ActsAsync(id));
        Assert.DoesNotContain("<button>", await host.Client.GetStringAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task pressed_by_many_at_once_it_is_accepted_once()
    {
        var (id, link) = await ToldAsync("bob@globex.example", "Bob");

        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PressAsync(link, HttpStatusCode.OK)));

        Assert.All(pages, page => Assert.Contains("It is yours", page, StringComparison.Ordinal));
        Assert.Equal(1, await ActsAsync(id));
    }

    [Fact]
    public async Task somebody_elses_lead_is_not_taken()
    {
        var (id, link) = await ToldAsync("cid@globex.example", "Cid");
        var owner = (await LeadAsync(id)).GetProperty("owner").GetProperty("personId").GetString()!;
        var other = host.Playbook.People.First(person => person.Id != owner).Id;
        var tokens = new ClaimTokens(host.Ids.KeyFor(ClaimTokens.Purpose));
        var theirs = tokens.Of(new Claim(id, other, "x", DateTimeOffset.UtcNow.AddDays(1)))!;

        Assert.Contains("Somebody else has it", await PressAsync("/api/claim/" + theirs, HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("Somebody else has it", await host.Client.GetStringAsync("/api/claim/" + theirs), StringComparison.Ordinal);
        Assert.Equal(("mql", owner), ((await LeadAsync(id)).GetProperty("stage").GetString(), (await LeadAsync(id)).GetProperty("owner").GetProperty("personId").GetString()));
        Assert.NotNull(link);
    }

    [Fact]
    public async Task a_link_that_is_over_or_of_a_lead_that_is_gone_says_so()
    {
        var (id, _) = await ToldAsync("dan@globex.example", "Dan");
        var owner = (await LeadAsync(id)).GetProperty("owner").GetProperty("personId").GetString()!;
        var tokens = new ClaimTokens(host.Ids.KeyFor(ClaimTokens.Purpose));

        Assert.Contains("expired", await PressAsync("/api/claim/" + tokens.Of(new Claim(id, owner, "x", DateTimeOffset.UtcNow.AddMinutes(-2))), HttpStatusCode.Gone), StringComparison.Ordinal);
        Assert.Contains("no longer here", await PressAsync("/api/claim/" + tokens.Of(new Claim("ld_" + new string('0', 32), owner, "x", DateTimeOffset.UtcNow.AddDays(1))), HttpStatusCode.Gone), StringComparison.Ordinal);
        Assert.Contains("no longer here", await PressAsync("/api/claim/" + tokens.Of(new Claim(id, "nobody", "x", DateTimeOffset.UtcNow.AddDays(1))), HttpStatusCode.Gone), StringComparison.Ordinal);
        Assert.Equal("mql", (await LeadAsync(id)).GetProperty("stage").GetString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("%2e%2e%2f")]
    [InlineData("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ")]
    public async Task a_token_nobody_signed_is_not_found(string token)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var answer = await host.Client.SendAsync(new HttpRequestMessage(method, "/api/claim/" + token));
            await answer.ShouldBeProblemAsync(404);
        }
    }

    /// <returns>The lead's id and the link its owner was told.</returns>
    private async Task<(string Id, string Link)> ToldAsync(string email, string name)
    {
        var form = JsonSerializer.Serialize(new { email, name, title = "VP Sales", company = "Globex", companySize = "600" });
        var id = (await (await host.PostAsync("api/forms/demo", form, "application/json")).JsonAsync()).GetProperty("id").GetString()!;
        await host.QuietAsync();
        var told = host.Outbox().Select(notification => notification.GetProperty("notification")).Single(one => one.GetProperty("leadId").GetString() == id);
        var link = told.GetProperty("claimUrl").GetString()!;
        Assert.StartsWith(host.Client.BaseAddress!.ToString(), link, StringComparison.Ordinal);
        return (id, new Uri(link).PathAndQuery);
    }

    private async Task<string> PressAsync(string link, HttpStatusCode expected)
    {
        using var answer = await host.Client.PostAsync(new Uri(link, UriKind.Relative), new FormUrlEncodedContent([]));
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<JsonElement> LeadAsync(string id) => await (await host.GetAsync("api/leads/" + id, Role.Admin)).JsonAsync();

    private async Task<int> ActsAsync(string id)
    {
        var timeline = await (await host.GetAsync($"api/leads/{id}/activities", Role.Admin)).JsonAsync();
        return timeline.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("kind").GetString() == "acted");
    }
}
