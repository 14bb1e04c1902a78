using System.Globalization;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

/// <summary>Steps that the writer runs inside the transaction that commits what they decide (decision 005).</summary>
public sealed class deciding_inside_the_transaction : EngineTest
{
    private const string Writer = "store-writer";

    [Fact]
    public async Task turns_of_one_transaction_build_on_each_other_without_a_conflict()
    {
        var elsewhere = 0;
        var engine = Open(change: Inside);
        engine.On<Message.LeadNeedsOwner>((_, _) =>
        {
            elsewhere += Thread.CurrentThread.Name == Writer ? 0 : 1;
            return CountAsync(engine);
        });
        await engine.EnqueueAsync(Leads(200));

        await engine.Start().QuietAsync();

        Assert.Equal(200, await CountedAsync(engine));
        Assert.Equal(0, elsewhere);
    }

    [Fact]
    public async Task nobody_else_sees_what_a_turn_wrote_before_it_is_on_disk()
    {
        var (own, others) = (new List<long>(), new List<long>());
        var engine = Open(change: Inside);
        engine.On<Message.LeadNeedsOwner>(async (_, _) =>
        {
            own.Add(await CountedAsync(engine));
            others.Add(Elsewhere(() => CountedAsync(engine).Result));
            return await CountAsync(engine);
        });
        await engine.EnqueueAsync(Leads(20));

        await engine.Start().QuietAsync();

        Assert.Equal(Enumerable.Range(0, 20).Select(count => (long)count), own);
        Assert.Contains(own.Zip(others), seen => seen.First > seen.Second);
        Assert.DoesNotContain(own.Zip(others), seen => seen.First < seen.Second);
    }

    [Fact]
    public async Task when_the_transaction_fails_every_turn_decides_anew_and_only_the_culprit_pays()
    {
        var (runs, refused) = (0, 0);
        var engine = Open(change: options => Inside(options) with
        {
            OnOpened = connection => connection.Execute("CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.registers WHEN new.key = 'bad' BEGIN SELECT RAISE(ABORT, 'refused'); END"),
        });
        engine.On<Message.LeadNeedsOwner>((messages, _) =>
        {
            runs++;
            return messages[0].LeadId == "ld_5" && ++refused <= 2 ? Task.FromResult<Outcome>(Written("bad", 1, 0)) : CountAsync(engine);
        });
        await engine.EnqueueAsync(Leads(10));

        engine.Start();
        await Eventually.TrueAsync(async () => await CountedAsync(engine) == 10);

        // The culprit three times; of the others, those that shared its transaction twice.
        Assert.InRange(runs, 9 + 3, 9 + 5 + 3);
        Assert.Empty((await engine.Queue.DeadLettersAsync(null, 10, default)).Items);
    }

    [Fact]
    public async Task a_step_that_reads_too_much_is_handled_on_a_pump()
    {
        var threads = new List<string?>();
        var engine = Open(change: Inside);
        engine.On<Message.LeadNeedsOwner>(async (_, _) =>
        {
            for (var read = 0; read < 2000; read++)
            {
                await engine.Store.FindLeadAsync("ld_ada", default);
            }

            threads.Add(Thread.CurrentThread.Name);
            return await CountAsync(engine);
        });
        await engine.EnqueueAsync(Leads(30));

        await engine.Start().QuietAsync();

        Assert.Equal(30, await CountedAsync(engine));
        Assert.Equal(30, threads.Count);
        Assert.DoesNotContain(Writer, threads);
    }

    [Theory]
    [InlineData("commits")]
    [InlineData("sends")]
    [InlineData("waits")]
    public async Task a_step_that_does_what_takes_time_is_handled_on_a_pump_and_commits_once(string what)
    {
        var engine = Open(change: Inside);
        engine.On<Message.LeadNeedsOwner>(async (_, _) =>
        {
            if (what == "waits")
            {
                await Task.Delay(1, CancellationToken.None);
            }
            else if (what == "sends")
            {
                await engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
            }
            else
            {
                await engine.Store.CommitAsync(new Commit { ActivitiesOf = "ld_ada", Activities = [Given.Received("s1")] }, default);
            }

            return await CountAsync(engine);
        });
        await engine.EnqueueAsync(Leads(5));

        await engine.Start().QuietAsync();

        Assert.Equal(5, await CountedAsync(engine));
    }

    private static Sqlite.SqliteOptions Inside(Sqlite.SqliteOptions options) =>
        options with { Steps = [.. RunningEngine.Steps.Select(step => step with { Inside = step.OneAtATime })], MaxTries = 3 };

    private static Message[] Leads(int count) => [.. Enumerable.Range(0, count).Select(number => new Message.LeadNeedsOwner($"ld_{number}", "test"))];

    /// <summary>One more on a shared register, like a rotation's next turn.</summary>
    private static async Task<Outcome> CountAsync(RunningEngine engine)
    {
        var entry = await engine.Store.FindRegisterAsync("test", "count", default);
        return Written("count", (entry is null ? 0 : long.Parse(entry.Value, CultureInfo.InvariantCulture)) + 1, entry?.Version ?? 0);
    }

    private static Outcome.Done Written(string key, long value, long version) =>
        new Outcome.Done(new Commit { Registers = [new RegisterWrite("test", key, value.ToString(CultureInfo.InvariantCulture), version)] });

    private static async Task<long> CountedAsync(RunningEngine engine) =>
        await engine.Store.FindRegisterAsync("test", "count", default) is { } entry ? long.Parse(entry.Value, CultureInfo.InvariantCulture) : 0;

    private static long Elsewhere(Func<long> read)
    {
        var seen = 0L;
        var thread = new Thread(() => seen = read());
        thread.Start();
        thread.Join();
        return seen;
    }
}
