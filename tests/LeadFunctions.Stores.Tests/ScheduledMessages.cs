using System.Collections.Concurrent;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

public sealed class scheduled_messages : EngineTest
{
    private readonly ManualClock _clock = new();
    private readonly ConcurrentQueue<string> _fired = new();

    [Fact]
    public async Task come_exactly_when_they_are_due_and_once()
    {
        var engine = Start();
        await ScheduleAsync(engine, "a", _clock.GetUtcNow().AddMilliseconds(1500));

        _clock.Advance(TimeSpan.FromMilliseconds(1499));
        await engine.QuietAsync();
        Assert.Empty(_fired);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await Eventually.TrueAsync(() => _fired.Count == 1);

        _clock.Advance(TimeSpan.FromDays(2));
        await engine.QuietAsync();
        Assert.Equal(["a"], _fired);
    }

    [Fact]
    public async Task come_in_the_order_of_their_instants()
    {
        var engine = Start(pumps: 1);
        foreach (var (name, minutes) in new[] { ("c", 3), ("a", 1), ("b", 2) })
        {
            await ScheduleAsync(engine, name, _clock.GetUtcNow().AddMinutes(minutes));
        }

        _clock.Advance(TimeSpan.FromMinutes(5));
        await Eventually.TrueAsync(() => _fired.Count == 3);

        Assert.Equal(["a", "b", "c"], _fired);
    }

    [Fact]
    public async Task of_the_past_come_at_once()
    {
        var engine = Start();
        await ScheduleAsync(engine, "a", _clock.GetUtcNow().AddDays(-1));

        await Eventually.TrueAsync(() => _fired.Count == 1);
    }

    [Fact]
    public async Task that_fell_due_while_nothing_ran_come_once_after_the_start()
    {
        var first = Start();
        await ScheduleAsync(first, "a", _clock.GetUtcNow().AddHours(1));
        await ScheduleAsync(first, "b", _clock.GetUtcNow().AddDays(9));
        await first.DisposeAsync();
        _clock.Advance(TimeSpan.FromDays(3));

        var second = Start();
        await Eventually.TrueAsync(() => _fired.Count == 1);
        await second.DisposeAsync();
        var third = Start();
        await third.QuietAsync();

        Assert.Equal(["a"], _fired);
        Assert.Equal(1, (await third.FiguresAsync("decay-lead")).Scheduled);
    }

    [Fact]
    public async Task come_within_a_second_when_the_clock_is_set_forward()
    {
        var engine = Start();
        await ScheduleAsync(engine, "a", _clock.GetUtcNow().AddDays(1));

        _clock.SetForward(TimeSpan.FromDays(1));
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => _fired.Count == 1);
    }

    [Fact]
    public async Task come_neither_early_nor_twice_when_the_clock_is_set_back()
    {
        var engine = Start();
        await ScheduleAsync(engine, "a", _clock.GetUtcNow().AddMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _fired.Count == 1);
        await ScheduleAsync(engine, "b", _clock.GetUtcNow().AddMinutes(1));

        _clock.SetForward(TimeSpan.FromHours(-1));
        _clock.Advance(TimeSpan.FromMinutes(60));
        await engine.QuietAsync();
        Assert.Equal(["a"], _fired);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _fired.Count == 2);

        Assert.Equal(["a", "b"], _fired);
    }

    [Fact]
    public async Task more_than_are_moved_at_once_all_come()
    {
        var engine = Start();
        await engine.Queue.EnqueueAsync([.. Enumerable.Range(0, 1700).Select(number => new Outgoing(new Message.LeadDue($"ld_{number}"), _clock.GetUtcNow().AddHours(1)))], default);

        _clock.Advance(TimeSpan.FromHours(1));
        await Eventually.TrueAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return _fired.Count == 1700;
        });
    }

    [Fact]
    public async Task with_an_id_that_is_known_are_dropped_even_after_a_restart_until_it_is_forgotten()
    {
        var engine = Start();
        await engine.Queue.EnqueueAsync([new(new Message.LeadDue("a"), Id: "one"), new(new Message.LeadDue("a"), Id: "one")], default);
        await engine.Queue.EnqueueAsync([new(new Message.LeadDue("b"), Id: "one")], default);
        await engine.DisposeAsync();
        engine = Start();
        await engine.Queue.EnqueueAsync([new(new Message.LeadDue("a"), _clock.GetUtcNow().AddMinutes(1), Id: "one"), new(new Message.LeadDue("c"))], default);
        await Eventually.TrueAsync(() => _fired.Count == 2);
        Assert.Equal(["a", "c"], _fired.Order());

        _clock.Advance(TimeSpan.FromDays(8) + TimeSpan.FromHours(1));
        await engine.Queue.EnqueueAsync([new(new Message.LeadDue("a"), Id: "one")], default);
        await Eventually.TrueAsync(() => _fired.Count == 3);
    }

    private RunningEngine Start(int pumps = 2) => Open(_clock, change: options => options with { Pumps = pumps }).On<Message.LeadDue>(messages =>
    {
        _fired.Enqueue(messages[0].LeadId);
        return new Outcome.Done(Commit.Nothing);
    }).Start();

    private static Task ScheduleAsync(RunningEngine engine, string name, DateTimeOffset due) => engine.Queue.EnqueueAsync([new(new Message.LeadDue(name), due)], default).AsTask();
}
