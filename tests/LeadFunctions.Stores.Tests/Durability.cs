using System.Collections.Concurrent;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

public sealed class after_a_crash : EngineTest
{
    [Fact]
    public async Task everything_that_was_answered_is_there()
    {
        var engine = Open();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => number % 2 == 0
            ? engine.EnqueueAsync(Given.Arrived($"ld_{number}", "s1"))
            : engine.Store.CommitAsync(new Commit { Lead = Given.Lead($"{number}"), Activities = [Given.Received("s1")] }, default)));

        using var copy = Folder.AfterCrash();
        var survivor = Open(at: copy);

        Assert.Equal(250, (await survivor.FiguresAsync("apply-signal")).Waiting);
        for (var number = 1; number < 500; number += 2)
        {
            Assert.Equal(1, (await survivor.Store.FindLeadAsync($"ld_{number}", default))!.Version);
        }
    }

    [Fact]
    public async Task a_message_whose_handler_had_not_committed_is_handled_again_and_one_that_had_is_not()
    {
        var (begun, never) = (new TaskCompletionSource(), new TaskCompletionSource<Outcome>());
        var engine = Open().On<Message.LeadDue>((messages, _) =>
        {
            if (messages[0].LeadId == "ld_second")
            {
                begun.SetResult();
                return never.Task;
            }

            return Task.FromResult<Outcome>(new Outcome.Done(new Commit { Lead = Given.Lead("first") }));
        }).Start();
        await engine.EnqueueAsync(new Message.LeadDue("ld_first"));
        await engine.QuietAsync();
        await engine.EnqueueAsync(new Message.LeadDue("ld_second"));
        await begun.Task;

        using var copy = Folder.AfterCrash();
        var handled = new ConcurrentQueue<string>();
        var survivor = Open(at: copy).On<Message.LeadDue>(messages =>
        {
            handled.Enqueue(messages[0].LeadId);
            return new Outcome.Done(new Commit { Lead = Given.Lead("second") });
        }).Start();
        await survivor.QuietAsync();

        Assert.Equal(["ld_second"], handled);
        Assert.NotNull(await survivor.Store.FindLeadAsync("ld_first", default));
        never.SetResult(new Outcome.Skipped("end of test"));
    }

    [Fact]
    public async Task a_message_that_ends_the_process_each_time_ends_among_the_dead_letters_and_others_are_not_blamed()
    {
        var folder = Folder;
        using var folders = new Disposables();
        var killerRuns = 0;
        for (var round = 0; ; round++)
        {
            Assert.True(round <= 12, "The killer is still alive after 12 crashes.");
            var killing = new TaskCompletionSource();
            var never = new TaskCompletionSource<Outcome>();
            var engine = Open(at: folder).On<Message.LeadDue>((messages, _) =>
            {
                if (messages[0].LeadId == "ld_killer")
                {
                    killerRuns++;
                    killing.TrySetResult();
                    return never.Task;
                }

                return Task.FromResult<Outcome>(new Outcome.Done(Commit.Nothing));
            });
            if (round == 0)
            {
                await engine.EnqueueAsync([.. Enumerable.Range(0, 50).Select(number => new Message.LeadDue(number == 25 ? "ld_killer" : $"ld_{number}"))]);
            }

            await engine.Start().Engine.Queue.FiguresAsync(default);
            if ((await engine.FiguresAsync("decay-lead")).Dead == 1)
            {
                await engine.QuietAsync();
                var dead = Assert.Single((await engine.Queue.DeadLettersAsync(null, 10, default)).Items);
                Assert.Equal(("ld_killer", 10), (dead.Key, dead.Tries));
                Assert.Equal(10, killerRuns);
                return;
            }

            await killing.Task;
            folder = folders.Add(folder.AfterCrash());
            never.SetResult(new Outcome.Skipped("end of round"));
        }
    }

    private sealed class Disposables : IDisposable
    {
        private readonly List<TempFolder> _folders = [];

        public TempFolder Add(TempFolder folder)
        {
            _folders.Add(folder);
            return folder;
        }

        public void Dispose() => _folders.ForEach(folder => folder.Dispose());
    }
}

public sealed class when_there_is_no_room : EngineTest
{
    [Theory]
    [InlineData(10, 1_000_000)]
    [InlineData(1_000_000, 2000)]
    public async Task enqueueing_is_refused_before_anything_is_stored_until_there_is(long messages, long bytes)
    {
        var engine = Open(change: options => options with { MaxMessages = messages, MaxBytes = bytes });
        await engine.EnqueueAsync([.. Enumerable.Range(0, 8).Select(number => Given.Arrived("ld_ada", $"{number}"))]);

        var refused = await Assert.ThrowsAsync<QueueFullException>(() => engine.EnqueueAsync([.. Enumerable.Range(0, 8).Select(number => Given.Arrived("ld_ada", $"{number}"))]));

        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(8, (await engine.FiguresAsync("apply-signal")).Waiting);
        await engine.Start().QuietAsync();
        await engine.EnqueueAsync([.. Enumerable.Range(0, 8).Select(number => Given.Arrived("ld_ada", $"{number}"))]);
    }

    [Fact]
    public async Task on_the_disk_callers_are_told_and_it_goes_on_when_there_is()
    {
        var engine = Open(change: options => options with { OnOpened = connection => connection.Execute("PRAGMA max_page_count=80") });
        var error = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            for (var number = 0; ; number++)
            {
                await engine.EnqueueAsync(Given.Arrived($"ld_{number}", new string('s', 4000)));
            }
        });
        Assert.Equal("The disk is full.", error.Message);
        var stored = (await engine.FiguresAsync("apply-signal")).Waiting;
        Assert.True(stored > 5);

        await engine.Start().QuietAsync();

        await engine.EnqueueAsync(Given.Arrived("ld_ada", "s1"));
        await engine.QuietAsync();
    }
}
