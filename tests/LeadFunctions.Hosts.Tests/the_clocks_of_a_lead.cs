using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

/// <summary>First contact within 4 working hours of Berlin (9 to 17), begun on Thursday at 16:00; it is Friday, 10:00.</summary>
public sealed class the_clocks_of_a_lead : IAsyncLifetime
{
    private static readonly string Id = "ld_" + new string('1', 32);
    private static readonly (string, string) Rep = ("Authorization", "Bearer key-rep");
    private static readonly DateTimeOffset Thursday = new(2026, 3, 5, 15, 0, 0, TimeSpan.Zero);
    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _host.Clock.Now = Thursday.AddHours(18);
        var clock = new Clock
        {
            Id = "first-contact:1",
            Policy = "first-contact",
            Group = "first-contact",
            Tier = "hot",
            StartedAt = Thursday,
            Target = TimeSpan.FromHours(4),
            WarnAt = [50],
            Warned = [50],
            Legs = [new(Thursday, "office")],
            PersonId = "anna",
        };
        _host.Engine.Put(new Lead
        {
            Id = Id,
            Email = "ann@example.com",
            CreatedAt = Thursday,
            Version = 7,
            Stage = Stage.Mql,
            StageSince = Thursday,
            Owner = new("anna", Thursday, "r", "d"),
            Clocks = [clock],
        });
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task are_shown_with_the_lead()
    {
        var clock = (await (await _host.GetAsync("api/leads/" + Id, Rep)).JsonAsync()).GetProperty("clocks")[0];

        Assert.Equal(("first-contact:1", "First contact", "hot", "running"), (Text("id"), Text("name"), Text("tier"), Text("outcome")));
        Assert.Equal(new DateTimeOffset(2026, 3, 6, 11, 0, 0, TimeSpan.Zero), clock.GetProperty("deadline").GetDateTimeOffset());
        Assert.Equal((14_400, 7_200, 7_200), (Number("targetSeconds"), Number("countedSeconds"), Number("remainingSeconds")));

        string? Text(string name) => clock.GetProperty(name).GetString();
        int Number(string name) => clock.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task have_their_deadlines_explained()
    {
        var items = (await (await _host.GetAsync($"api/leads/{Id}/clocks", Rep)).JsonAsync()).GetProperty("items");

        Assert.Equal(
            [
                "4 h of working time (office, Europe/Berlin) from Thu 2026-03-05 16:00",
                "Thu 2026-03-05 16:00 to Thu 2026-03-05 17:00: 1 h counted",
                "Thu 2026-03-05 17:00 to Fri 2026-03-06 09:00: closed",
                "Fri 2026-03-06 09:00 to Fri 2026-03-06 12:00: 3 h counted",
                "due by Fri 2026-03-06 12:00",
            ],
            items[0].GetProperty("words").EnumerateArray().Select(line => line.GetString()));
        Assert.Equal(["counted", "closed", "counted"], items[0].GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("kind").GetString()));
        Assert.Equal(0, (await (await _host.GetAsync($"api/leads/{Id}/clocks?clock=kickoff", Rep)).JsonAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task are_paused_and_resumed_with_a_reason_and_the_pause_is_told()
    {
        Assert.Equal(200, await PostAsync("pause-clock", """{"reason":"asked to be called on Monday"}"""));
        _host.Clock.Now = Thursday.AddHours(19);
        Assert.Equal(409, await PostAsync("pause-clock", """{"reason":"again"}"""));
        Assert.Equal(200, await PostAsync("resume-clock", """{"clock":"first-contact","reason":"called"}"""));
        Assert.Equal(409, await PostAsync("resume-clock", """{"reason":"again"}"""));

        var clock = (await (await _host.GetAsync($"api/leads/{Id}/clocks", Rep)).JsonAsync()).GetProperty("items")[0];
        Assert.Equal(new DateTimeOffset(2026, 3, 6, 12, 0, 0, TimeSpan.Zero), clock.GetProperty("deadline").GetDateTimeOffset());
        Assert.Equal(3600, clock.GetProperty("pausedSeconds").GetInt32());
        Assert.Contains(
            "Fri 2026-03-06 10:00 to Fri 2026-03-06 11:00: paused (asked to be called on Monday), 1 h of working time put off", clock.GetProperty("words").EnumerateArray().Select(line => line.GetString()));
        var timeline = (await (await _host.GetAsync($"api/leads/{Id}/activities", Rep)).JsonAsync()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([("resumed", "anna"), ("paused", "anna")], timeline.Select(one => (one.GetProperty("what").GetString(), one.GetProperty("by").GetString())));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"reason":""}""")]
    [InlineData("""{"reason":7}""")]
    [InlineData("""{"reason":"x","clock":{}}""")]
    [InlineData("""{"reason":"x","until":"2027-01-01"}""")]
    [InlineData("[]")]
    [InlineData("""{"reason":"\ud800"}""")]
    public async Task refuse_what_they_do_not_understand(string body)
    {
        var before = _host.Engine.StateHash;

        Assert.InRange(await PostAsync("pause-clock", body), 400, 422);
        Assert.InRange(await PostAsync("resume-clock", body), 400, 422);
        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task that_are_not_there_cannot_be_paused() => Assert.Equal(409, await PostAsync("pause-clock", """{"clock":"kickoff","reason":"x"}"""));

    private async Task<int> PostAsync(string action, string body) => (int)(await _host.PostJsonAsync($"api/leads/{Id}/{action}", body, Rep)).StatusCode;
}
