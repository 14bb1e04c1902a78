using System.Net;
using System.Text.Json;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The same tables of bad input, and a few good stories, against the whole host on its SQLite file.</summary>
public sealed class the_embedded_host(RealHost host) : IClassFixture<RealHost>
{
    [Fact]
    public async Task F_rows_leave_no_row_changed() => await RefusedAsync("api/forms/demo", bad_forms.Bodies);

    [Fact]
    public async Task T_rows_leave_no_row_changed() => await RefusedAsync("api/track", bad_beacons.Bodies);

    [Fact]
    public async Task the_state_hash_sees_a_change()
    {
        // The negative control of the rows above.
        await host.QuietAsync();
        var before = host.StateHash();
        await host.PostAsync("api/forms/newsletter", """{"email":"control@example.com"}""", "application/json");
        await host.QuietAsync();

        Assert.NotEqual(before, host.StateHash());
    }

    [Fact]
    public async Task a_form_becomes_a_scored_and_explained_lead_with_an_owner()
    {
        var answer = await host.PostAsync(
            "api/forms/demo", "email=ann%40acme-corp.com&name=Ann+Lee&title=CEO&company=Acme&consent=on", "application/x-www-form-urlencoded");
        var id = (await answer.JsonAsync()).GetProperty("id").GetString();
        await host.QuietAsync();

        var lead = await (await host.GetAsync("api/leads/" + id, Role.Admin)).JsonAsync();
        var total = lead.GetProperty("score").GetProperty("total").GetDecimal();
        Assert.True(total > 0);
        Assert.Equal(total, lead.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("points").GetDecimal()));
        Assert.Equal("mql", lead.GetProperty("stage").GetString());
        Assert.NotEqual(JsonValueKind.Null, lead.GetProperty("owner").ValueKind);
        Assert.Equal(lead.GetProperty("owner").GetProperty("personId").GetString(), lead.GetProperty("routing").GetProperty("personId").GetString());
        var kinds = (await (await host.GetAsync($"api/leads/{id}/activities", Role.Admin)).JsonAsync()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "signal", "stage-changed", "routing-decided" }, kinds);
    }

    [Fact]
    public async Task the_timetable_runs_and_says_so()
    {
        for (var tries = 0; ; tries++)
        {
            var timers = (await (await host.GetAsync("api/timers", Role.Manager)).JsonAsync()).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(Timetable.All.Select(entry => entry.Name), timers.Select(timer => timer.GetProperty("name").GetString()));
            if (timers[0].GetProperty("ok").ValueKind == JsonValueKind.True || tries == 100)
            {
                Assert.EndsWith("leads due", timers[0].GetProperty("report").GetString(), StringComparison.Ordinal);
                Assert.True(timers[0].GetProperty("nextAt").GetDateTimeOffset() > timers[0].GetProperty("lastAt").GetDateTimeOffset());
                return;
            }

            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task a_visitors_history_joins_when_they_fill_in_a_form()
    {
        var beacon = await host.PostAsync("api/track", """{"visitorId":"browser-1","id":"view-1","url":"https://www.example.com/pricing"}""", "text/plain;charset=UTF-8");
        Assert.Equal(HttpStatusCode.Accepted, beacon.StatusCode);
        var answer = await host.PostAsync("api/forms/whitepaper", """{"email":"bob@acme-corp.com","visitorId":"browser-1"}""", "application/json");
        var id = (await answer.JsonAsync()).GetProperty("id").GetString();
        await host.QuietAsync();

        var timeline = await (await host.GetAsync($"api/leads/{id}/activities", Role.Admin)).Content.ReadAsStringAsync();
        Assert.Contains("view-1", timeline, StringComparison.Ordinal);
        Assert.Contains("pricing-page-view", timeline, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F_25_a_hundred_parallel_submissions_are_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.PostAsync("api/forms/contact", """{"email":"click@example.com","message":"hi"}""", "application/json")));
        var texts = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        await host.QuietAsync();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var id = JsonDocument.Parse(Assert.Single(texts.Distinct())).RootElement.GetProperty("id").GetString();
        var timeline = await (await host.GetAsync($"api/leads/{id}/activities?limit=200", Role.Admin)).JsonAsync();
        Assert.Single(timeline.GetProperty("items").EnumerateArray(), item => item.GetProperty("kind").GetString() == "signal");
    }

    [Fact]
    public async Task a_thousand_parallel_submissions_of_one_address_are_one_lead()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => host.PostAsync("api/forms/contact", $$"""{"email":"crowd@example.com","message":"{{i}}"}""", "application/json")));
        var ids = await Task.WhenAll(answers.Select(async answer => (await answer.JsonAsync()).GetProperty("id").GetString()));
        await host.QuietAsync();

        var id = Assert.Single(ids.Distinct());
        var found = await (await host.GetAsync("api/leads?q=crowd%40example.com", Role.Admin)).JsonAsync();
        Assert.Equal(id, Assert.Single(found.GetProperty("items").EnumerateArray().ToArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_6_search_patterns_are_text()
    {
        foreach (var text in new[] { "%25_%25_%25_", "'%20OR%201=1", "\"", "*", "a", string.Concat(Enumerable.Repeat("%25_", 50)) })
        {
            Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("api/leads?q=" + text, Role.Admin)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await host.GetAsync("api/leads?cursor=AAAA", Role.Admin)).StatusCode);
    }

    [Fact]
    public async Task is_ready() => Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("api/health/ready", Role.Service)).StatusCode);

    private async Task RefusedAsync(string path, TheoryData<string, int, string, string> rows)
    {
        await host.QuietAsync();
        var before = host.StateHash();
        foreach (var row in (IEnumerable<object[]>)rows)
        {
            var answer = await host.PostAsync(path, (string)row[3], (string)row[2]);
            Assert.True((int)row[1] == (int)answer.StatusCode, $"{row[0]}: {row[1]} expected, {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        await host.QuietAsync();
        Assert.Equal(before, host.StateHash());
    }
}
