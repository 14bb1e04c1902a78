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
}
