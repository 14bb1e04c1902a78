using System.Text.Json;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

/// <summary>What waits for somebody, in the order in which it presses.</summary>
public sealed class the_inbox : IAsyncLifetime
{
    private TestHost _host = null!;
    private DateTimeOffset _now;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _now = _host.Clock.GetUtcNow();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task shows_what_is_late_first_then_the_nearest_deadline_then_the_hotter_band_then_who_waits_longest()
    {
        Put('1', lead => lead with { StageSince = _now.AddDays(-1) });
        Put('2', lead => lead with { StageSince = _now.AddDays(-3) });
        Put('3', lead => lead with { Score = lead.Score with { Band = "mql" } });
        Put('4', lead => WithClock(lead, _now.AddHours(-1), TimeSpan.FromHours(2)));
        Put('5', lead => WithClock(lead, _now.AddHours(-1), TimeSpan.FromMinutes(90)));
        Put('6', lead => WithClock(lead, _now.AddHours(-3), TimeSpan.FromHours(1), breached: true));
        Put('7', lead => WithClock(lead, _now.AddHours(-3), TimeSpan.FromHours(1), paused: true));

        var items = await ItemsAsync("key-rep");

        Assert.Equal(["6", "5", "4", "3", "2", "1", "7"], items.Select(Letter));
        Assert.Equal(["breached", "running", "running"], items.Take(3).Select(item => item.GetProperty("clock").GetProperty("state").GetString()));
        Assert.Equal(_now.AddMinutes(30), items[1].GetProperty("clock").GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal(_now.AddMinutes(-15), items[1].GetProperty("clock").GetProperty("warnAt")[0].GetDateTimeOffset());
        Assert.True(items[6].GetProperty("clock").GetProperty("paused").GetBoolean());
        Assert.Equal(["accept", "contact", "reject", "recycle", "disqualify"], items[0].GetProperty("actions").EnumerateArray().Select(action => action.GetString()));
    }

    [Fact]
    public async Task holds_ones_own_and_the_pools_and_nothing_that_nobody_works()
    {
        Put('1');
        Put('2', lead => lead with { Owner = new("ben", _now, "r", "d") });
        Put('3', lead => lead with { Owner = null, Holding = new("all away", "bdr", _now) });
        Put('4', lead => lead with { Owner = null, Holding = new("all away", "ae", _now) });
        Put('5', lead => lead with { Stage = Stage.Raw });
        Put('6', lead => lead with { Stage = Stage.Lost });

        var items = await ItemsAsync("key-rep");

        Assert.Equal(["1", "3"], items.Select(Letter).Order());
        Assert.Equal([true, false], items.OrderBy(Letter).Select(item => item.GetProperty("owned").GetBoolean()));
        Assert.Equal("bdr", items.OrderBy(Letter).Last().GetProperty("waitsFor").GetString());
        Assert.Equal(["1", "2", "3", "4"], (await ItemsAsync("key-manager")).Select(Letter).Order());
        Assert.Equal(["1", "2", "3", "4"], (await ItemsAsync("key-admin")).Select(Letter).Order());
    }

    [Fact]
    public async Task comes_in_pages_without_a_lead_twice()
    {
        foreach (var letter in "123456789")
        {
            Put(letter);
        }

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await (await _host.GetAsync("api/inbox?limit=4" + cursor, ("Authorization", "Bearer key-rep"))).JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(Letter));
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(9, seen.Count);
        Assert.Equal(9, seen.Distinct().Count());
        await (await _host.GetAsync("api/inbox?cursor=-1", ("Authorization", "Bearer key-rep"))).ShouldBeProblemAsync(400);
        await (await _host.GetAsync("api/inbox?limit=0", ("Authorization", "Bearer key-rep"))).ShouldBeProblemAsync(400);
        await (await _host.GetAsync("api/inbox?owner=ben", ("Authorization", "Bearer key-rep"))).ShouldBeProblemAsync(400);
    }

    private static string Letter(JsonElement item) => item.GetProperty("id").GetString()![^1..];

    private async Task<List<JsonElement>> ItemsAsync(string key) =>
        [.. (await (await _host.GetAsync("api/inbox", ("Authorization", "Bearer " + key))).JsonAsync()).GetProperty("items").EnumerateArray()];

    private void Put(char letter, Func<Lead, Lead>? change = null)
    {
        var lead = new Lead
        {
            Id = "ld_" + new string(letter, 32),
            Email = letter + "@example.com",
            CreatedAt = _now,
            Stage = Stage.Mql,
            StageSince = _now,
            Version = 1,
            Owner = new("anna", _now, "r", "d"),
            Score = ScoreSnapshot("cold"),
        };
        lead = change is null ? lead : change(lead);
        _host.Engine.Put(lead with { Urgency = Urgency.Of(lead, TestPlaybook.Shelf.Current.Playbook) });
    }

    private static Domain.Scoring.ScoreSnapshot ScoreSnapshot(string band) => Domain.Scoring.ScoreSnapshot.None with { Band = band };

    private static Lead WithClock(Lead lead, DateTimeOffset from, TimeSpan target, bool breached = false, bool paused = false) => lead with
    {
        Clocks =
        [
            new Clock
            {
                Id = "first-contact:1", Policy = "first-contact", Group = "g", StartedAt = from, Target = target, WarnAt = [50],
                Legs = [new Leg(from, null) { Paused = paused, ResumesAt = paused ? from.AddDays(2) : null }], BreachedAt = breached ? from + target : null, Outcome = breached ? ClockOutcome.Breached : paused ? ClockOutcome.Paused : ClockOutcome.Running,
            },
        ],
    };
}
