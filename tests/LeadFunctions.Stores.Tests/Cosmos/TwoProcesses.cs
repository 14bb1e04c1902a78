using LeadFunctions.Cosmos;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>
/// Two processes work on the same cells, and either takes the other's unfinished commits for abandoned: wherever each of them is when the other comes by, what was
/// said to be committed is there altogether, with its message, and what was not is not there at all.
/// </summary>
public sealed class two_processes : IDisposable
{
    private readonly Interleaving _turns = new();
    private readonly ManualClock _clock = new();
    private readonly CosmosWorld _world;
    private int _round;

    public two_processes() => _world = new CosmosWorld(null, inner => new InterleavedHandler(inner, _turns));

    [Theory]
    [InlineData("lead", "lead", true)]
    [InlineData("lead", "lead", false)]
    [InlineData("lead", "rows", true)]
    [InlineData("lead", "sweep", true)]
    [InlineData("lead", "sweep", false)]
    [InlineData("rows", "lead", true)]
    [InlineData("rows", "sweep", false)]
    [InlineData("new lead", "rows", false)]
    [InlineData("new lead", "sweep", false)]
    [InlineData("visitor", "lead", true)]
    [InlineData("visitor", "sweep", false)]
    public async Task commit_all_or_nothing_wherever_each_is_when_the_other_comes_by(string one, string other, bool busAnswers)
    {
        var rounds = 0;
        for (var (at, began) = (0, true); began; at++)
        {
            for (var (until, halted) = (0, true); halted; until++, rounds++)
            {
                (began, halted) = await RoundAsync(one, at, other, until, busAnswers);
            }
        }

        Assert.True(rounds > 50, $"{rounds}");
    }

    public void Dispose() => _world.Dispose();

    private async Task<(bool Began, bool Halted)> RoundAsync(string one, int at, string other, int until, bool busAnswers)
    {
        var (name, hadLead) = ($"r{_round++}", one != "new lead");
        await _world.Open(_clock).CommitAsync(Adding.Before(name, hadLead), default);
        var (first, second) = (new Adding(Open(busAnswers), one, name, "1"), new Adding(Open(busAnswers), other, name, "2"));
        var (began, halted) = await _turns.RunAsync(first.RunAsync, at, second.RunAsync, until);
        var last = Open(busAnswers: true);
        await last.SweepAsync(default);

        Assert.Equal(Adding.Sum(hadLead, [.. new[] { first, second }.Where(adding => adding.Result == CommitResult.Committed)]), await Adding.SeenAsync(last, _world.Bus, name));
        Assert.DoesNotContain(_world.Table.Rows, row => row.Partition == "$0open" || row.Row.Parts[0].Contains("prepared", StringComparison.Ordinal));
        return (began, halted);
    }

    /// <summary>Another process, for which every commit that is not finished is old.</summary>
    private CosmosLeadStore Open(bool busAnswers) => _world.Open(_clock, new InterleavedTable(_world.Table, _turns), options => options with
    {
        Grace = TimeSpan.FromSeconds(-1),
        Wait = (_, _) => Task.CompletedTask,
        Send = async (messages, ct) =>
        {
            await _turns.PassAsync();
            await (busAnswers ? _world.Bus.SendAsync(messages, ct) : throw new StorageException("no answer"));
        },
    });
}
