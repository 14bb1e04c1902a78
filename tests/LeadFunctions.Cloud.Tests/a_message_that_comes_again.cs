using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Tests;

/// <summary>Locks that run out, calls that end before they are through, a bus that refuses: a message is handled once more rather than never.</summary>
public sealed class a_message_that_comes_again
{
    private static Message.LeadDue Due(string lead = "ld_1") => new(lead);

    private static Message[] Owners(int count) => [.. Enumerable.Range(0, count).Select(number => new Message.LeadNeedsOwner($"ld_{number}", "new"))];

    private static async Task<Scripted> With<TMessage>(Func<IReadOnlyList<TMessage>, CancellationToken, Task<Outcome>> handle, params Message[] messages)
        where TMessage : Message
    {
        var scripted = Scripted.Of(handle);
        var world = await scripted.World.Host.OpenAsync(default);
        await world.Surface.Queue.EnqueueAsync([.. messages.Select(message => new Outgoing(message))], default);
        return scripted;
    }

    private static Task<Scripted> With<TMessage>(Func<IReadOnlyList<TMessage>, Outcome> handle, params Message[] messages)
        where TMessage : Message => With<TMessage>((all, _) => Task.FromResult(handle(all)), messages);

    /// <summary>The bus knows the id of the first copy: were that taken back, the second would be dropped and nothing left.</summary>
    [Fact]
    public async Task because_its_lock_was_lost_is_not_lost_with_it_and_leaves_no_second_copy()
    {
        var runs = 0;
        await using var scripted = await With<Message.LeadDue>(_ => ++runs < 3 ? new Outcome.RetryLater("not now") : new Outcome.Skipped("done"), Due());
        var queue = scripted.World.Bus.Queue("decay-lead").Messages;

        await scripted.RunAsync("decay-lead", delivery => delivery.LockLost = true);
        Assert.Equal([false, true], queue.Select(one => one.Message.ApplicationProperties.ContainsKey(Envelope.Tries)));

        await scripted.RunAsync("decay-lead");
        Assert.Equal(1, Assert.Single(queue).Message.ApplicationProperties[Envelope.Tries]);

        scripted.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await scripted.RunAsync("decay-lead");
        Assert.Empty(queue);
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task because_its_lock_was_lost_lets_nothing_more_of_its_session_begin_before()
    {
        var handled = new List<string>();
        await using var scripted = await With<Message.LeadNeedsOwner>(
            messages =>
            {
                handled.Add(messages[0].LeadId);
                return new Outcome.Skipped("routed");
            },
            Owners(3));

        await scripted.RunAsync("route-lead", delivery => delivery.LockLost = true);

        Assert.Equal(["ld_0"], handled);
        Assert.Equal(3, scripted.World.Bus.Queue("route-lead").Messages.Count);
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.QuotaExceeded)]
    [InlineData(ServiceBusFailureReason.ServiceTimeout)]
    public async Task because_the_bus_took_no_copy_of_it_is_still_there(ServiceBusFailureReason reason)
    {
        await using var scripted = await With<Message.LeadNeedsOwner>(messages => messages[0].LeadId == "ld_0" ? new Outcome.RetryLater("not now") : new Outcome.Skipped("routed"), Owners(2));
        scripted.World.Bus.Fault = new ServiceBusException("no", reason);

        await scripted.RunAsync("route-lead");

        Assert.Equal("ld_0", Envelope.KeyOf(Assert.Single(scripted.World.Bus.Queue("route-lead").Messages).Received(scripted.World.Clock.GetUtcNow())));
    }

    /// <summary>A call has time for two; a queue buries what was delivered ten times.</summary>
    [Fact]
    public async Task because_a_call_had_no_time_for_it_never_dies_of_that()
    {
        var (handled, now) = (new List<string>(), (Scripted?)null);
        await using var scripted = now = await With<Message.LeadNeedsOwner>(
            messages =>
            {
                handled.Add(messages[0].LeadId);
                now!.World.Clock.Advance(TimeSpan.FromMinutes(3));
                return new Outcome.Skipped("routed");
            },
            Owners(40));
        var queue = scripted.World.Bus.Queue("route-lead");

        await scripted.RunAsync("route-lead");
        Assert.Equal((2, 38), (handled.Count, queue.Messages.Count));
        for (; queue.Messages.Count > 0; scripted.World.Clock.Advance(TimeSpan.FromMinutes(6)))
        {
            await scripted.RunAsync("route-lead");
        }

        Assert.Equal((40, 0), (handled.Distinct().Count(), queue.Dead.Count));
        Assert.Equal(40, handled.Count);
    }

    [Fact]
    public async Task because_the_host_went_down_is_handled_by_the_next_and_what_was_done_is_not()
    {
        var (handled, down) = (new List<string>(), new CancellationTokenSource());
        await using var scripted = await With<Message.LeadNeedsOwner>(
            async (messages, ct) =>
            {
                if (messages[0].LeadId == "ld_1" && !down.IsCancellationRequested)
                {
                    await down.CancelAsync();
                    ct.ThrowIfCancellationRequested();
                }

                handled.Add(messages[0].LeadId);
                return new Outcome.Skipped("routed");
            },
            Owners(3));

        var delivery = scripted.World.Bus.Take("route-lead", 100)!;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scripted.Steps.RunAsync("route-lead", delivery.Messages, delivery, down.Token));
        delivery.Release();
        Assert.Equal((1, 2), (handled.Count, scripted.World.Bus.Queue("route-lead").Messages.Count));
        await scripted.RunAsync("route-lead");

        Assert.Equal(["ld_0", "ld_1", "ld_2"], handled);
        Assert.Empty(scripted.World.Bus.Queue("route-lead").Dead);
    }

    [Fact]
    public async Task ten_times_for_a_reason_that_fills_a_book_is_buried_with_the_beginning_of_it()
    {
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.DeadLetter(new string('x', 10_000)), Due());

        await scripted.RunAsync("decay-lead");

        Assert.Equal(new string('x', 4096), Assert.Single(scripted.World.Bus.Queue("decay-lead").Dead).Reason);
    }

    [Fact]
    public async Task because_it_ended_its_process_is_dead_after_ten_deliveries()
    {
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.Skipped("never reached"), Due());

        for (var deliveries = 0; deliveries < FakeBus.MostDeliveries; deliveries++)
        {
            scripted.World.Bus.Take("decay-lead", 100)!.Release();
        }

        Assert.Null(scripted.World.Bus.Take("decay-lead", 100));
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(scripted.World.Bus.Queue("decay-lead").Dead).Reason);
    }
}
