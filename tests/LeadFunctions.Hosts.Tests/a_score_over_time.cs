using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The curve says at each instant what <c>score?at=</c> says.</summary>
public sealed class a_score_over_time
{
    private static readonly (string, string) Rep = ("Authorization", "Bearer key-rep");

    [Fact]
    public async Task is_the_score_of_each_instant()
    {
        await using var host = await TestHost.StartAsync();
        var (id, now) = ("ld_" + new string('1', 32), host.Clock.GetUtcNow());
        var signals = Enumerable.Range(1, 6).Select(day => new Activity.SignalReceived($"s{day}", now.AddDays(-day * 5), new Signal($"s{day}", "pricing-page-view", now.AddDays(-day * 5), "track"))).ToArray<Activity>();
        host.Engine.Put(new Lead { Id = id, Email = "jane@example.com", CreatedAt = now.AddDays(-31), UpdatedAt = now, Version = 1, Stage = Stage.Mql, StageSince = now, Owner = new("anna", now, "r", "d") }, signals);

        var curve = (await (await host.GetAsync($"api/leads/{id}/score-curve?points=9", Rep)).JsonAsync()).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(9, curve.Count);
        foreach (var point in curve)
        {
            var at = Uri.EscapeDataString(point.GetProperty("at").GetString()!);
            var card = await (await host.GetAsync($"api/leads/{id}/score?at={at}", Rep)).JsonAsync();
            Assert.Equal(card.GetProperty("total").GetDecimal(), point.GetProperty("total").GetDecimal());
            Assert.Equal(card.GetProperty("band").GetString(), point.GetProperty("band").GetString());
        }
    }

    [Theory]
    [InlineData("points=1")]
    [InlineData("points=100000")]
    [InlineData("from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")]
    [InlineData("from=0001-01-01T00:00:00Z")]
    [InlineData("to=9999-12-31T00:00:00Z")]
    [InlineData("at=2026-03-02T00:00:00Z")]
    public async Task of_a_span_that_is_none_is_refused(string query)
    {
        await using var host = await TestHost.StartAsync();
        var (id, now) = ("ld_" + new string('1', 32), host.Clock.GetUtcNow());
        host.Engine.Put(new Lead { Id = id, Email = "jane@example.com", CreatedAt = now, Version = 1, Owner = new("anna", now, "r", "d") });

        await (await host.GetAsync($"api/leads/{id}/score-curve?{query}", Rep)).ShouldBeProblemAsync(400);
    }
}
