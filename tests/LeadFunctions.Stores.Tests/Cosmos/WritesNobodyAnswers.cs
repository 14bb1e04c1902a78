using LeadFunctions.Cosmos;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>
/// A write is not answered, nor are some that follow it: they never arrived, or did, or arrive when their sender has long given up. What the sender was told is what
/// is there, for good; when it was told nothing, it is all of the commit or nothing.
/// </summary>
public sealed class writes_that_nobody_answers : IDisposable
{
    /// <summary>The deciding write is tried three times; a fourth that is lost is what makes sure that none of those will count.</summary>
    private const int MostLost = 4;

    private readonly ManualClock _clock = new();
    private readonly CosmosWorld _world;
    private LosingHandler? _handler;
    private int _round;

    public writes_that_nobody_answers() => _world = new CosmosWorld(null, inner => _handler = new LosingHandler(inner));

    public static TheoryData<string, string> Commits
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var kind in new[] { "lead", "lead alone", "new lead", "visitor", "rows", "row alone", "row goes" })
            {
                rows.Add(kind, "never");
                rows.Add(kind, "at once");
                rows.Add(kind, "late");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Commits))]
    public async Task make_nothing_of_what_the_sender_was_told_untrue(string kind, string arrive)
    {
        var calm = await RoundAsync(kind, "never", int.MaxValue, 0);
        Assert.Equal(CommitResult.Committed, calm.Result);
        for (var (from, happened) = (0, true); happened; from++)
        {
            for (var count = 1; count <= MostLost; count++)
            {
                var round = await RoundAsync(kind, arrive, from, count);
                happened = round.Happened;
                var (seen, before, where) = (round.After, round.Before, $"write {from}, {count} lost: {round.Result}");
                Assert.True(round.Result == CommitResult.Committed ? seen == calm.After : round.Result == CommitResult.Conflict ? seen == before : seen == calm.After || seen == before, $"{where}: {seen}");
                Assert.True(round.Result != CommitResult.Conflict || from > 0, where);
            }
        }
    }

    public void Dispose() => _world.Dispose();

    /// <returns>Null when it was told nothing; and what was there before and after.</returns>
    private async Task<(CommitResult? Result, string Before, string After, bool Happened)> RoundAsync(string kind, string arrive, int from, int count)
    {
        var (name, lost) = ($"r{_round++}", new LostRequests(arrive, from, count));
        var setup = Open(null);
        await setup.CommitAsync(Adding.Before(name, kind != "new lead"), default);
        var before = await Adding.SeenAsync(setup, _world.Bus, name);
        var adding = new Adding(Open(lost), kind, name, "1");
        _handler!.Lost = lost;
        var error = await Record.ExceptionAsync(adding.RunAsync);
        _handler.Lost = null;
        Assert.True(error is null or StorageException, $"{error}");

        await lost.ArriveAsync();
        var last = Open(null);
        await last.SweepAsync(default);
        var after = await Adding.SeenAsync(last, _world.Bus, name);
        var next = new Adding(last, "lead", name, "2");
        await next.RunAsync();
        Assert.Equal(CommitResult.Committed, next.Result);
        Assert.DoesNotContain(_world.Table.Rows, row => row.Partition == "$0open" || row.Row.Parts[0].Contains("prepared", StringComparison.Ordinal));
        return (adding.Result, before.Replace(name, "", StringComparison.Ordinal), after.Replace(name, "", StringComparison.Ordinal), lost.Happened);
    }

    private CosmosLeadStore Open(LostRequests? lost) => _world.Open(_clock, lost is null ? null : new LosingTable(_world.Table, lost), options => options with
    {
        Grace = TimeSpan.FromSeconds(lost is null ? -1 : 10),
        MostRetries = 0,
        Wait = (_, _) => Task.CompletedTask,
    });
}
