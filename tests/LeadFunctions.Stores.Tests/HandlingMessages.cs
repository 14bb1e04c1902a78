using System.Collections.Concurrent;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

public sealed class handling_messages : EngineTest
{
    private readonly RunningEngine _engine;

    public handling_messages() => _engine = Open();

    [Fact]
    public async Task a_message_is_handled_and_what_the_handler_decided_is_committed()
    {
        _engine.On<Message.SignalArrived>(messages => new Outcome.Done(new Commit { Lead = Given.Lead("ada"), Activities = [Given.Received(messages[0].Signals[0].Id)] })).Start();

        await _engine.EnqueueAsync(Given.Arrived("ld_ada", "s1"));
        await _engine.QuietAsync();

        Assert.NotNull(await _engine.Store.FindLeadAsync("ld_ada", default));
        Assert.Equal(["s1"], await _engine.Store.KnownActivitiesAsync("ld_ada", ["s1"], default));
    }

    [Fact]
    public async Task messages_that_a_handler_sends_on_wake_the_next_step()
    {
        var notified = new ConcurrentQueue<string>();
        _engine
            .On<Message.SignalArrived>(_ => new Outcome.Done(new Commit { Messages = Given.Now(new Message.LeadNeedsOwner("ld_ada", "mql")) }))
            .On<Message.LeadNeedsOwner>(_ => new Outcome.Done(new Commit { Messages = Given.Now(new Message.NotificationDue("ld_ada", "e", "bob", "assigned", "console")) }))
            .On<Message.NotificationDue>(messages =>
            {
                notified.Enqueue(messages[0].PersonId);
                return new Outcome.Done(Commit.Nothing);
            }).Start();

        await _engine.EnqueueAsync(Given.Arrived("ld_ada", "s1"));
        await _engine.QuietAsync();

        Assert.Equal(["bob"], notified);
    }

    [Fact]
    public async Task messages_of_one_key_are_handled_one_at_a_time_in_order_across_all_steps()
    {
        var handled = new ConcurrentDictionary<string, List<int>>();
        var inside = new ConcurrentDictionary<string, int>();
        var overlaps = 0;
        _engine
            .On<Message.SignalArrived>((messages, _) => HandleAsync(messages[0].Key, messages.Select(message => int.Parse(message.Signals[0].Id))))
            .On<Message.LeadDue>((messages, _) => HandleAsync(messages[0].Key, [-1]))
            .On<Message.LeadNeedsOwner>((messages, _) => HandleAsync(messages[0].Key, [int.Parse(messages[0].Cause)])).Start();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(lead => Task.Run(async () =>
        {
            for (var number = 0; number < 60; number += 2)
            {
                await _engine.EnqueueAsync(Given.Arrived($"ld_{lead}", $"{number}"), new Message.LeadNeedsOwner($"ld_{lead}", $"{number + 1}"));
            }
        })));
        await _engine.QuietAsync();

        Assert.Equal(0, overlaps);
        Assert.Equal(20, handled.Count);
        Assert.All(handled.Values, numbers => Assert.Equal(Enumerable.Range(0, 60), numbers));

        async Task<Outcome> HandleAsync(string key, IEnumerable<int> numbers)
        {
            if (inside.AddOrUpdate(key, 1, (_, count) => count + 1) > 1)
            {
                Interlocked.Increment(ref overlaps);
            }

            await Task.Yield();
            handled.GetOrAdd(key, _ => []).AddRange(numbers);
            inside.AddOrUpdate(key, 0, (_, count) => count - 1);
            return new Outcome.Done(Commit.Nothing);
        }
    }

    [Fact]
    public async Task a_batched_step_gets_all_waiting_messages_of_a_key_at_once_up_to_a_cap()
    {
        var sizes = new ConcurrentQueue<int>();
        _engine.On<Message.SignalArrived>(messages =>
        {
            sizes.Enqueue(messages.Count);
            return new Outcome.Done(Commit.Nothing);
        });
        await _engine.EnqueueAsync([.. Enumerable.Range(0, 300).Select(number => Given.Arrived("ld_ada", $"{number}"))]);

        await _engine.Start().QuietAsync();

        Assert.Equal([256, 44], sizes);
    }

    [Fact]
    public async Task a_step_that_goes_one_at_a_time_never_overlaps_itself()
    {
        var (inside, most) = (0, 0);
        _engine.On<Message.LeadNeedsOwner>(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return new Outcome.Skipped("test");
        }).Start();

        await _engine.EnqueueAsync([.. Enumerable.Range(0, 200).Select(number => new Message.LeadNeedsOwner($"ld_{number}", "test"))]);
        await _engine.QuietAsync();

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task a_step_that_waits_does_not_hold_up_the_others()
    {
        var gate = new TaskCompletionSource();
        var applied = 0;
        _engine
            .On<Message.NotificationDue>(async (_, _) =>
            {
                await gate.Task;
                return new Outcome.Skipped("test");
            })
            .On<Message.SignalArrived>(_ =>
            {
                Interlocked.Increment(ref applied);
                return new Outcome.Skipped("test");
            }).Start();
        await _engine.EnqueueAsync([.. Enumerable.Range(0, 500).Select(number => new Message.NotificationDue($"ld_{number}", $"e{number}", "bob", "assigned", "console"))]);

        await _engine.EnqueueAsync([.. Enumerable.Range(1000, 500).Select(number => Given.Arrived($"ld_{number}", "s"))]);

        await Eventually.TrueAsync(() => applied == 500);
        Assert.Equal(500, (await _engine.FiguresAsync("notify")).Waiting);
        gate.SetResult();
        await _engine.QuietAsync();
    }

    [Fact]
    public async Task a_conflict_runs_the_step_again_and_commits_once()
    {
        var runs = 0;
        _engine.On<Message.LeadDue>(async (_, ct) =>
        {
            var lead = await _engine.Store.FindLeadAsync("ld_ada", ct);
            if (Interlocked.Increment(ref runs) <= 3)
            {
                await _engine.Store.CommitAsync(new Commit { Lead = lead! with { Gate = "somebody else" } }, ct);
            }

            return new Outcome.Done(new Commit { Lead = lead! with { Stage = Domain.Leads.Stage.Mql }, Activities = [Given.Received("decided")] });
        }).Start();
        await _engine.Store.CommitAsync(new Commit { Lead = Given.Lead("ada") }, default);

        await _engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await _engine.QuietAsync();

        var after = (await _engine.Store.FindLeadAsync("ld_ada", default))!;
        Assert.Equal((4, 5, Domain.Leads.Stage.Mql, "somebody else"), (runs, (int)after.Version, after.Stage, after.Gate));
    }

    [Fact]
    public async Task more_messages_than_fit_in_memory_wait_on_disk_and_keep_their_order()
    {
        await using var small = new RunningEngine(Folder["small.db"], change: options => options with { MaxInMemory = 16 });
        var handled = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        small.On<Message.SignalArrived>(messages =>
        {
            foreach (var message in messages)
            {
                handled.GetOrAdd(message.LeadId, _ => new()).Enqueue(int.Parse(message.Signals[0].Id));
            }

            return new Outcome.Done(Commit.Nothing);
        });
        await small.EnqueueAsync([.. Enumerable.Range(0, 2000).Select(number => Given.Arrived($"ld_{number % 7}", $"{number}"))]);
        small.Start();
        await Task.WhenAll(Enumerable.Range(0, 7).Select(lead => Task.Run(async () =>
        {
            for (var number = 2000; number < 2200; number++)
            {
                await small.EnqueueAsync(Given.Arrived($"ld_{lead}", $"{number}"));
            }
        })));

        await small.QuietAsync();

        Assert.Equal(2000 + (7 * 200), handled.Values.Sum(numbers => numbers.Count));
        Assert.All(handled.Values, numbers => Assert.Equal(numbers.Order(), numbers));
    }

    [Fact]
    public async Task a_message_that_is_already_json_is_handled_like_any_other()
    {
        var seen = new ConcurrentQueue<Message.SignalArrived>();
        _engine.On<Message.SignalArrived>(messages =>
        {
            seen.Enqueue(messages[0]);
            return new Outcome.Done(Commit.Nothing);
        }).Start();
        var message = Given.Arrived("ld_ada", "s1");

        await _engine.Engine.Queue.EnqueueAsync("apply-signal", message.Key, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Default.Message));
        await _engine.QuietAsync();

        Assert.Equivalent(message, Assert.Single(seen), strict: true);
    }

    [Fact]
    public async Task whoever_waits_for_an_enqueue_may_block_without_holding_up_anybody_else()
    {
        using var released = new ManualResetEventSlim();
        _engine.On<Message.LeadDue>(_ => new Outcome.Skipped("test")).Start();
        var blocking = Enumerable.Range(0, 4).Select(async number =>
        {
            await _engine.Queue.EnqueueAsync(Given.Now(new Message.LeadDue($"ld_{number}")), default).ConfigureAwait(false);
            Assert.True(released.Wait(TimeSpan.FromSeconds(30)));
        }).ToArray();

        for (var number = 0; number < 200; number++)
        {
            await _engine.Queue.EnqueueAsync(Given.Now(new Message.LeadDue($"other_{number}")), default);
        }

        await _engine.QuietAsync();
        released.Set();
        await Task.WhenAll(blocking);
    }

    [Fact]
    public async Task a_flow_whose_step_has_no_handler_does_not_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _engine.Engine.RunAsync(new Nothing(), default));
        Assert.Contains("apply-signal", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task stopping_lets_the_handler_that_runs_finish()
    {
        var (began, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        _engine.On<Message.LeadDue>(async (_, _) =>
        {
            began.SetResult();
            await finish.Task;
            return new Outcome.Done(new Commit { Lead = Given.Lead("ada") });
        }).Start();
        await _engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await began.Task;

        var stopping = _engine.StopAsync();
        finish.SetResult();
        await stopping;

        Assert.NotNull(await _engine.Store.FindLeadAsync("ld_ada", default));
        Assert.Equal(0, (await _engine.FiguresAsync("decay-lead")).Waiting);
    }

    private sealed class Nothing : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
