using System.Collections.Concurrent;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

public sealed class messages_that_fail : EngineTest
{
    private readonly ManualClock _clock = new();
    private readonly RunningEngine _engine;

    public messages_that_fail() => _engine = Open(_clock);

    [Fact]
    public async Task are_tried_again_later_and_then_no_more()
    {
        var runs = 0;
        _engine.On<Message.LeadDue>(_ => ++runs < 3 ? throw new TimeoutException("not now") : new Outcome.Done(Commit.Nothing)).Start();
        await _engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await ScheduledAsync(1);
        Assert.Equal(1, runs);

        // Half of the bound, because the test's draw is a half: 250 ms, then 500 ms.
        _clock.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(1, (await _engine.FiguresAsync("decay-lead")).Scheduled);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await Eventually.TrueAsync(() => runs == 2);
        await ScheduledAsync(1);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        await Eventually.TrueAsync(() => runs == 3);

        await _engine.QuietAsync();
        Assert.Equal((0, 0), ((await _engine.FiguresAsync("decay-lead")).Scheduled, (await _engine.FiguresAsync("decay-lead")).Dead));
    }

    [Fact]
    public async Task end_among_the_dead_letters_with_the_reason_and_no_address_in_it()
    {
        var runs = 0;
        _engine.On<Message.LeadDue>(_ => throw new InvalidOperationException($"run {++runs} for ada@example.com")).Start();

        await _engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await DeadAsync();

        var dead = Assert.Single((await _engine.Queue.DeadLettersAsync(null, 10, default)).Items);
        Assert.Equal(("decay-lead", "ld_ada", 10, "InvalidOperationException: run 10 for [hidden]"), (dead.Step, dead.Key, dead.Tries, dead.Reason));
        Assert.Contains("lead-due", dead.Body, StringComparison.Ordinal);
        Assert.Equal(10, runs);
    }

    [Fact]
    public async Task do_not_hold_up_other_messages_of_their_key()
    {
        var handled = new ConcurrentQueue<string>();
        _engine.On<Message.LeadNeedsOwner>(messages =>
        {
            handled.Enqueue(messages[0].Cause);
            return messages[0].Cause == "poison" ? new Outcome.RetryLater("dependency away", TimeSpan.FromHours(1)) : new Outcome.Done(Commit.Nothing);
        }).Start();

        await _engine.EnqueueAsync(new Message.LeadNeedsOwner("ld_ada", "poison"), new Message.LeadNeedsOwner("ld_ada", "next"));
        await _engine.QuietAsync();

        Assert.Equal(["poison", "next"], handled);
        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, (await _engine.FiguresAsync("route-lead")).Scheduled);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => handled.Count == 3);
    }

    [Fact]
    public async Task in_a_batch_only_the_one_at_fault_pays()
    {
        var handled = new ConcurrentBag<string>();
        _engine.On<Message.SignalArrived>(messages =>
        {
            if (messages.Any(message => message.Signals[0].Id == "poison"))
            {
                throw new FormatException("poison");
            }

            foreach (var message in messages)
            {
                handled.Add(message.Signals[0].Id);
            }

            return new Outcome.Done(Commit.Nothing);
        });
        await _engine.EnqueueAsync([.. Enumerable.Range(0, 100).Select(number => Given.Arrived("ld_ada", number == 50 ? "poison" : $"{number}"))]);

        _engine.Start();
        await DeadAsync();

        Assert.Equal(99, handled.Distinct().Count());
        Assert.Equal(99, handled.Count);
    }

    [Theory]
    [InlineData("apply-signal", "{", "JsonException")]
    [InlineData("apply-signal", "", "JsonException")]
    [InlineData("apply-signal", "null", "not a message of this step")]
    [InlineData("apply-signal", """{"type":"lead-due","leadId":"ld_ada"}""", "not a message of this step")]
    [InlineData("apply-signal", """{"type":"from-the-future"}""", "JsonException")]
    [InlineData("apply-signal", """{"leadId":"no type"}""", "NotSupportedException")]
    [InlineData("unheard-of", """{"type":"lead-due","leadId":"ld_ada"}""", "unknown step unheard-of")]
    public async Task cannot_even_be_read_are_dead_letters_at_once_and_the_others_go_on(string step, string body, string reason)
    {
        var handled = 0;
        _engine.On<Message.SignalArrived>(messages =>
        {
            handled += messages.Count;
            return new Outcome.Done(Commit.Nothing);
        });
        await _engine.EnqueueAsync(Given.Arrived("ld_ada", "before"));
        await _engine.Engine.Queue.EnqueueAsync(step, "ld_ada", System.Text.Encoding.UTF8.GetBytes(body));
        await _engine.EnqueueAsync(Given.Arrived("ld_ada", "after"));

        await _engine.Start().QuietAsync();

        var dead = Assert.Single((await _engine.Queue.DeadLettersAsync(null, 10, default)).Items);
        Assert.StartsWith(reason, dead.Reason, StringComparison.Ordinal);
        Assert.Equal((body, step, 2), (dead.Body, dead.Step, handled));
    }

    [Fact]
    public async Task are_replayed_once_however_often_one_asks()
    {
        var (runs, fixedNow) = (0, false);
        _engine.On<Message.LeadDue>(_ =>
        {
            runs++;
            return fixedNow ? new Outcome.Done(Commit.Nothing) : new Outcome.DeadLetter("broken");
        }).Start();
        await _engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await DeadAsync();
        var id = (await _engine.Queue.DeadLettersAsync(null, 10, default)).Items[0].Id;
        fixedNow = true;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _engine.Queue.ReplayAsync(id, default)));
        await _engine.QuietAsync();

        Assert.Single(answers, true);
        Assert.Equal(2, runs);
        Assert.False(await _engine.Queue.ReplayAsync(id, default));
        Assert.False(await _engine.Queue.ReplayAsync("-1", default));
        Assert.False(await _engine.Queue.ReplayAsync("x'; DROP TABLE messages", default));
        Assert.Equal(0, (await _engine.FiguresAsync("decay-lead")).Dead);
    }

    [Fact]
    public async Task are_paged_newest_first_and_a_foreign_cursor_is_refused()
    {
        _engine.On<Message.LeadDue>(_ => new Outcome.DeadLetter("broken")).Start();
        await _engine.EnqueueAsync([.. Enumerable.Range(0, 25).Select(number => new Message.LeadDue($"ld_{number}"))]);
        await _engine.QuietAsync();

        var first = await _engine.Queue.DeadLettersAsync(null, 10, default);
        var second = await _engine.Queue.DeadLettersAsync(first.Next, 10, default);
        var third = await _engine.Queue.DeadLettersAsync(second.Next, 10, default);

        Assert.Null(third.Next);
        Assert.Equal(25, first.Items.Concat(second.Items).Concat(third.Items).Select(dead => dead.Key).Distinct().Count());
        await Assert.ThrowsAsync<BadCursorException>(() => _engine.Queue.DeadLettersAsync("-1", 10, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task to_end_in_time_are_ended_and_what_they_say_later_is_ignored(bool blocks)
    {
        var gate = new TaskCompletionSource();
        var runs = 0;
        _engine.On<Message.LeadDue>(async (_, _) =>
        {
            if (Interlocked.Increment(ref runs) > 1)
            {
                return new Outcome.Skipped("second run");
            }

            if (blocks)
            {
                gate.Task.Wait(CancellationToken.None);
            }

            await gate.Task;
            return new Outcome.Done(new Commit { Lead = Given.Lead("ada") });
        }).Start();
        await _engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await Eventually.TrueAsync(() => runs == 1);

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, (await _engine.FiguresAsync("decay-lead")).InFlight);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await ScheduledAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => runs == 2);
        gate.SetResult();
        await _engine.QuietAsync();

        Assert.Null(await _engine.Store.FindLeadAsync("ld_ada", default));
    }

    [Fact]
    public async Task to_end_in_time_are_told_to_stop()
    {
        var stopped = new TaskCompletionSource();
        _engine.On<Message.LeadDue>(async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct).ContinueWith(_ => stopped.TrySetResult(), TaskScheduler.Default);
            ct.ThrowIfCancellationRequested();
            return new Outcome.Skipped("never");
        }).Start();
        await _engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await Eventually.TrueAsync(async () => (await _engine.FiguresAsync("decay-lead")).InFlight == 1);

        _clock.Advance(TimeSpan.FromSeconds(32));

        await stopped.Task;
        await Eventually.TrueAsync(async () => (await _engine.FiguresAsync("decay-lead")).Scheduled == 1);
    }

    [Fact]
    public async Task because_the_process_ends_are_not_to_blame_and_come_again()
    {
        var begun = new TaskCompletionSource();
        var engine = Open(at: null, change: options => options with { Path = Folder["other.db"], ShutdownLimit = TimeSpan.Zero }).On<Message.LeadDue>(async (_, ct) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return new Outcome.Skipped("never");
        }).Start();
        await engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await begun.Task;

        await engine.StopAsync();
        await Eventually.TrueAsync(async () => (await engine.FiguresAsync("decay-lead")).InFlight == 0);

        Assert.Equal((1, 0), ((await engine.FiguresAsync("decay-lead")).Waiting, (await engine.FiguresAsync("decay-lead")).Scheduled));
    }

    [Fact]
    public async Task only_because_the_store_refused_their_commit_are_tried_again_and_others_go_on()
    {
        _engine.On<Message.LeadDue>(messages => new Outcome.Done(new Commit { Lead = Given.Lead(messages[0].LeadId[3..]) with { Email = messages[0].LeadId == "ld_7" ? null! : "x@y.z" } })).Start();

        await _engine.EnqueueAsync([.. Enumerable.Range(0, 20).Select(number => new Message.LeadDue($"ld_{number}"))]);
        await _engine.QuietAsync();

        Assert.Equal(1, (await _engine.FiguresAsync("decay-lead")).Scheduled);
        Assert.Equal(19, (await _engine.Store.ListAsync(new LeadQuery(), default)).Items.Count);
    }

    private Task ScheduledAsync(int count) => Eventually.TrueAsync(async () => await _engine.FiguresAsync("decay-lead") is { Waiting: 0, InFlight: 0 } step && step.Scheduled == count);

    /// <summary>Lets time pass, while no handler runs (it would be over its limit), until something is among the dead letters.</summary>
    private Task DeadAsync() => Eventually.TrueAsync(async () =>
    {
        var steps = await _engine.Queue.FiguresAsync(default);
        if (steps.All(step => step.Waiting == 0))
        {
            _clock.Advance(TimeSpan.FromMinutes(10));
        }

        return steps.Sum(step => step.Dead) > 0;
    });
}
