using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>The audit trail from its end: a store reads it forwards only.</summary>
public sealed class what_people_did
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task comes_newest_first_on_pages_with_every_line_once(int limit)
    {
        // Years of silence, then a busy day, many of them at one instant, and one a moment ago.
        var instants = new[] { Now.AddYears(-3), Now.AddYears(-3).AddMilliseconds(1), Now.AddDays(-40) }
            .Concat(Enumerable.Range(0, 60).Select(i => Now.AddHours(-5).AddSeconds(i))).Concat(Enumerable.Repeat(Now.AddHours(-1), 9)).Append(Now).ToList();
        var trail = await WithAsync(instants);

        var seen = await PagesAsync(trail, limit);

        Assert.Equal(instants.OrderDescending(), seen.Select(entry => entry.At));
        Assert.Equal(instants.Count, seen.Select(entry => entry.LeadId).Distinct().Count());
    }

    [Fact]
    public async Task comes_newest_first_where_more_happened_within_an_hour_than_one_page_looks_at()
    {
        var instants = Enumerable.Range(0, 4_500).Select(i => Now.AddMilliseconds(-i)).ToList();
        var trail = await WithAsync(instants);

        Assert.Equal(instants, (await PagesAsync(trail, 200)).Select(entry => entry.At));
    }

    [Fact]
    public async Task comes_newest_first_within_a_span_and_of_one_person()
    {
        var trail = await WithAsync([.. Enumerable.Range(0, 30).Select(i => Now.AddHours(-i))]);

        var some = await trail.ReadNewestAsync(Now.AddHours(-9), Now, new HashSet<string> { "ana" }, null, 100, default);

        Assert.Equal([-2, -4, -6, -8], some.Items.Select(entry => (entry.At - Now).TotalHours));
        Assert.Null(some.Next);
        Assert.Equal([-8, -6, -4, -2], (await trail.ReadAsync(Now.AddHours(-9), Now, new HashSet<string> { "ana" }, null, 100, default)).Items.Select(entry => (entry.At - Now).TotalHours));
        Assert.Empty((await trail.ReadNewestAsync(Now, Now, null, "no cursor of ours", 100, default)).Items);
    }

    private static async Task<AuditTrail> WithAsync(IReadOnlyList<DateTimeOffset> instants)
    {
        var store = new MemoryStore();
        var lines = instants.Select((at, i) => AuditTrail.Line(new AuditEntry(at, i % 2 == 0 ? "ana" : "ben", "accept", "ld_" + i, null), "act_" + i));
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(new Commit { Registers = [.. lines] }, default));
        return new AuditTrail(store);
    }

    private static async Task<List<AuditEntry>> PagesAsync(AuditTrail trail, int limit)
    {
        var seen = new List<AuditEntry>();
        string? cursor = null;
        do
        {
            var page = await trail.ReadNewestAsync(DateTimeOffset.UnixEpoch, Now.AddMinutes(10), null, cursor, limit, default);
            Assert.True(page.Items.Count <= limit);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        return seen;
    }
}
