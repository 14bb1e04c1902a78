using System.Text.RegularExpressions;
using LeadFunctions.Flow.Tests.Providers;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The whole story over HTTP: form, MQL, told on every channel, claimed from the message, contact, BANT, SQL, account executive, deal, win, kickoff.</summary>
public sealed partial class a_lead_becomes_a_customer(StoryHost host) : IClassFixture<StoryHost>
{
    [Fact]
    public async Task told_claimed_qualified_handed_over_won_and_kicked_off()
    {
        var (_, accepted) = await host.CallAsync("POST", "forms/demo", """{"email":"ana@acme.example","name":"Ana <!channel> Silva","title":"Sales Manager","company":"Acme & Söhne","companySize":"60"}""");
        var id = accepted.GetProperty("id").GetString()!;
        var lead = await host.LeadAsync(id, lead => lead.GetProperty("owner").ValueKind == System.Text.Json.JsonValueKind.Object);
        Assert.Equal("mql", lead.GetProperty("stage").GetString());
        var rep = lead.GetProperty("owner").GetProperty("personId").GetString()!;

        // Somebody else's lead looks like none.
        Assert.Equal(404, (await host.CallAsync("POST", $"leads/{id}/accept", "{}", rep == "ben" ? "chloe" : "ben")).Status);
        await ClaimFromTheMessageAsync();
        lead = await host.LeadAsync(id, lead => lead.GetProperty("stage").GetString() == "sal");

        await AllowedAsync(id, rep, "contact", """{"channel":"call","outcome":"reached"}""");
        lead = await host.LeadAsync(id, _ => true);
        Assert.Contains(lead.GetProperty("clocks").EnumerateArray(), clock => clock.GetProperty("outcome").GetString() == "met");

        var (status, missing) = await host.CallAsync("POST", $"leads/{id}/qualify", """{"method":"bant","answers":{"budget":"50k"}}""", rep);
        Assert.Equal(409, status);
        Assert.Contains("answers/authority", missing.GetProperty("missing").EnumerateArray().Select(name => name.GetString()));
        await AllowedAsync(id, rep, "qualify", """{"method":"bant","answers":{"authority":"she","need":"forecasts","timeline":"Q1"},"notes":"keen","stakeholders":["CFO"]}""");
        lead = await host.LeadAsync(id, lead => lead.GetProperty("owner").GetProperty("personId").GetString() != rep);
        var executive = lead.GetProperty("owner").GetProperty("personId").GetString()!;
        Assert.Contains("Budget: 50k", lead.GetProperty("packet").GetRawText(), StringComparison.Ordinal);

        await AllowedAsync(id, executive, "accept", "{}");
        await AllowedAsync(id, executive, "convert", """{"name":"Acme rollout","amount":50000,"closeDate":"2027-01-31"}""");
        Assert.Equal(409, (await host.CallAsync("POST", $"leads/{id}/win", """{"amount":48000}""", executive)).Status);
        await AllowedAsync(id, executive, "win", """{"amount":48000,"contract":"C-1","useCase":"forecast","contacts":["Ana"],"whyBought":"speed"}""");
        lead = await host.LeadAsync(id, lead => lead.GetProperty("stage").GetString() == "customer" && lead.GetProperty("owner").GetProperty("personId").GetString() != executive);
        await AllowedAsync(id, lead.GetProperty("owner").GetProperty("personId").GetString()!, "kickoff", "{}");

        lead = await host.LeadAsync(id, _ => true);
        Assert.Equal("met", lead.GetProperty("clocks").EnumerateArray().Single(clock => clock.GetProperty("policy").GetString() == "kickoff").GetProperty("outcome").GetString());
        var audit = (await host.CallAsync("GET", "audit?limit=100", who: "admin")).Body.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("what").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "accept", "contact", "qualify", "convert", "win", "kickoff" }, audit);
    }

    /// <summary>Waits until every channel has the message, sees that each is one that the service takes, and presses the button in it.</summary>
    private async Task ClaimFromTheMessageAsync()
    {
        for (var tries = 0; tries < 500 && (host.Posted("slack").Count == 0 || host.Posted("teams").Count == 0 || host.Mails.Count == 0); tries++)
        {
            await Task.Delay(20);
        }

        Assert.Empty(SlackFormat.Check(host.Posted("slack")[0]));
        Assert.Empty(CardFormat.Check(host.Posted("teams")[0]));
        Assert.DoesNotContain("<!channel>", string.Concat(SlackFormat.Marked(host.Posted("slack")[0])), StringComparison.Ordinal);
        var mail = Assert.Single(host.Mails);
        Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.OrdinalIgnoreCase);

        var claim = Claim().Match(host.Posted("slack")[0].GetRawText()).Value;
        Assert.Equal(200, (await host.CallAsync("GET", claim)).Status);
        Assert.Equal(200, (await host.CallAsync("POST", claim)).Status);
        Assert.Equal(200, (await host.CallAsync("POST", claim)).Status);
    }

    private async Task AllowedAsync(string id, string who, string action, string body)
    {
        var (status, answer) = await host.CallAsync("POST", $"leads/{id}/{action}", body, who);
        Assert.True(status == 200, $"{action} by {who}: {status} {(answer.ValueKind == default ? "" : answer.GetRawText())}");
    }

    [GeneratedRegex("claim/[A-Za-z0-9_-]+")]
    private static partial Regex Claim();
}
