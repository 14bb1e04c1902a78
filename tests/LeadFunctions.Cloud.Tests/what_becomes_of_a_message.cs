using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.Steps;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Azure.Functions.Worker;
using Moq;

namespace LeadFunctions.Cloud.Tests;

/// <summary>A use case's outcome -> what the bus is told.</summary>
public sealed class what_becomes_of_a_message
{
    private static readonly Signal Seen = new("s1", "page-view", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), "beacon");

    private static Message.LeadDue Due(string lead = "ld_1") => new(lead);

    private static Message.SignalArrived Arrived(string lead, string id) => new(lead, null, [Seen with { Id = id }]);

    private static async Task<Scripted> With<TMessage>(Func<IReadOnlyList<TMessage>, Outcome> handle, params Message[] messages)
        where TMessage : Message
    {
        var scripted = Scripted.Of(handle);
        await SendAsync(scripted, messages);
        return scripted;
    }

    private static async Task SendAsync(Scripted scripted, params Message[] messages)
    {
        var world = await scripted.World.Host.OpenAsync(default);
        await world.Surface.Queue.EnqueueAsync([.. messages.Select(message => new Outgoing(message))], default);
    }

    [Fact]
    public async Task done_commits_and_completes()
    {
        var write = new RegisterWrite("effects", "k", "\"v\"", 0);
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.Done(new Commit { Registers = [write], Messages = [new Outgoing(new Message.ClockDue("ld_1"))] }), Due());

        await scripted.RunAsync("decay-lead");

        Assert.Empty(scripted.World.Bus.Queue("decay-lead").Messages);
        Assert.Equal("\"v\"", (await scripted.World.Store.FindRegisterAsync("effects", "k", default))!.Value);
        Assert.Single(scripted.World.Bus.Queue("watch-sla").Messages);
    }

    [Fact]
    public async Task skipped_completes_and_nothing_else()
    {
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.Skipped("gone"), Due());

        await scripted.RunAsync("decay-lead");

        Assert.Empty(scripted.World.Bus.Queue("decay-lead").Messages);
    }

    [Fact]
    public async Task a_conflict_runs_the_step_again_with_what_is_there_now()
    {
        var runs = 0;
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.Done(new Commit { Registers = [new RegisterWrite("effects", $"k{++runs}", "\"v\"", 0)] }), Due());
        scripted.World.Store.Conflicts = 2;

        await scripted.RunAsync("decay-lead");

        Assert.Equal(3, runs);
        Assert.Empty(scripted.World.Bus.Queue("decay-lead").Messages);
    }

    [Fact]
    public async Task to_be_tried_later_it_comes_again_then_under_an_id_of_its_own_with_its_tries()
    {
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.RetryLater("not now", TimeSpan.FromMinutes(2)), Due());
        var first = scripted.World.Bus.Queue("decay-lead").Messages[0].Message;

        await scripted.RunAsync("decay-lead");

        var copy = Assert.Single(scripted.World.Bus.Queue("decay-lead").Messages);
        Assert.NotEqual(first.MessageId, copy.Message.MessageId);
        Assert.Equal(first.SessionId, copy.Message.SessionId);
        Assert.Equal(first.Body.ToString(), copy.Message.Body.ToString());
        Assert.Equal(1, copy.Message.ApplicationProperties[Envelope.Tries]);
        // Two minutes as it asked, and half of the first half second of backoff.
        Assert.Equal(scripted.World.Clock.GetUtcNow() + TimeSpan.FromMinutes(2) + TimeSpan.FromMilliseconds(250), copy.VisibleAt);
        Assert.Null(scripted.World.Bus.Take("decay-lead", 100));
    }

    [Fact]
    public async Task after_ten_tries_it_is_dead_with_the_last_reason()
    {
        var runs = 0;
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.RetryLater($"no {++runs}"), Due());

        for (; scripted.World.Bus.Queue("decay-lead").Messages.Count > 0; scripted.World.Clock.Advance(TimeSpan.FromMinutes(6)))
        {
            await scripted.RunAsync("decay-lead");
        }

        var dead = Assert.Single(scripted.World.Bus.Queue("decay-lead").Dead);
        Assert.Equal((Backoff.MostTries, "no 10"), (runs, dead.Reason));
    }

    [Fact]
    public async Task what_never_works_is_dead_at_once_with_its_reason_and_hour()
    {
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.DeadLetter("no such form"), Due());

        await scripted.RunAsync("decay-lead");

        var dead = Assert.Single(scripted.World.Bus.Queue("decay-lead").Dead);
        Assert.Equal(("no such form", (object)scripted.World.Clock.GetUtcNow()), (dead.Reason, dead.Message.ApplicationProperties[Envelope.DeadAt]));
    }

    [Fact]
    public async Task an_exception_counts_as_a_try_and_its_reason_names_no_address()
    {
        await using var scripted = await With<Message.LeadDue>(_ => throw new InvalidOperationException("cannot read ana@acme.example today"), Due());

        for (; scripted.World.Bus.Queue("decay-lead").Messages.Count > 0; scripted.World.Clock.Advance(TimeSpan.FromMinutes(6)))
        {
            await scripted.RunAsync("decay-lead");
        }

        Assert.Equal("InvalidOperationException: cannot read [hidden] today", Assert.Single(scripted.World.Bus.Queue("decay-lead").Dead).Reason);
    }

    [Fact]
    public async Task a_store_that_is_not_there_is_no_fault_of_it()
    {
        await using var scripted = await With<Message.LeadDue>(_ => throw new StorageException("throttled"), Due());

        for (var runs = 0; runs < 3 * Backoff.MostTries; runs++, scripted.World.Clock.Advance(TimeSpan.FromMinutes(6)))
        {
            await scripted.RunAsync("decay-lead");
        }

        var waiting = Assert.Single(scripted.World.Bus.Queue("decay-lead").Messages);
        Assert.Equal((0, 30), ((int)waiting.Message.ApplicationProperties[Envelope.Tries], (int)waiting.Message.ApplicationProperties[Envelope.Stalls]));
        Assert.Empty(scripted.World.Bus.Queue("decay-lead").Dead);
    }

    [Fact]
    public async Task before_the_stores_can_be_opened_it_waits_and_loses_no_try()
    {
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.Skipped("handled"), Due());
        scripted.Opens = new StorageException("down");

        await scripted.RunAsync("decay-lead");
        Assert.Equal(0, Assert.Single(scripted.World.Bus.Queue("decay-lead").Messages).Message.ApplicationProperties[Envelope.Tries]);

        scripted.Opens = null;
        scripted.World.Clock.Advance(TimeSpan.FromMinutes(6));
        await scripted.RunAsync("decay-lead");
        Assert.Empty(scripted.World.Bus.Queue("decay-lead").Messages);
    }

    [Fact]
    public async Task what_cannot_be_read_is_dead_and_does_not_hold_up_the_others()
    {
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.Skipped("handled"), Due());
        var good = scripted.World.Bus.Queue("decay-lead").Messages[0].Message;
        scripted.World.Bus.Send("decay-lead", new ServiceBusMessage(new BinaryData("{\"type\":\"no-such\"}")) { MessageId = "x", SessionId = good.SessionId });
        scripted.World.Bus.Send("decay-lead", new ServiceBusMessage(new BinaryData("{\"type\":\"clock-due\",\"leadId\":\"ld_1\"}")) { MessageId = "y", SessionId = good.SessionId });

        await scripted.RunAsync("decay-lead");

        Assert.Empty(scripted.World.Bus.Queue("decay-lead").Messages);
        Assert.All(scripted.World.Bus.Queue("decay-lead").Dead, dead => Assert.Equal("not a message of this step", dead.Reason));
        Assert.Equal(2, scripted.World.Bus.Queue("decay-lead").Dead.Count);
    }

    [Fact]
    public async Task all_of_one_lead_that_wait_are_handled_together_and_other_leads_apart()
    {
        var calls = new List<string>();
        var same = Enumerable.Range(0, 2_000).Select(number => $"ld_{number}").GroupBy(lead => Sessions.Of(Flow.ByName("apply-signal")!, lead)).First(bucket => bucket.Count() > 1).Take(2).ToArray();
        await using var scripted = await With<Message.SignalArrived>(
            messages =>
            {
                lock (calls)
                {
                    calls.Add($"{messages[0].LeadId}:{string.Join(',', messages.Select(message => message.Signals[0].Id))}");
                }

                return new Outcome.Skipped("seen");
            },
            Arrived(same[0], "a"), Arrived(same[1], "b"), Arrived(same[0], "c"));

        await scripted.RunAsync("apply-signal");

        Assert.Equal([$"{same[0]}:a,c", $"{same[1]}:b"], calls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task of_several_only_the_one_at_fault_pays()
    {
        await using var scripted = await With<Message.SignalArrived>(
            messages => messages.Any(message => message.Signals[0].Id == "bad") ? new Outcome.DeadLetter("bad") : new Outcome.Skipped("fine"),
            Arrived("ld_1", "a"), Arrived("ld_1", "bad"), Arrived("ld_1", "c"));

        await scripted.RunAsync("apply-signal");

        Assert.Empty(scripted.World.Bus.Queue("apply-signal").Messages);
        Assert.Contains("\"bad\"", Assert.Single(scripted.World.Bus.Queue("apply-signal").Dead).Message.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_settled_through_the_workers_own_actions()
    {
        await using var scripted = await With<Message.LeadDue>(_ => new Outcome.DeadLetter("never"), Due());
        var delivery = scripted.World.Bus.Take("decay-lead", 1)!;
        var actions = new Mock<ServiceBusMessageActions>(MockBehavior.Strict);
        actions.Setup(told => told.DeadLetterMessageAsync(delivery.Messages[0], It.IsAny<Dictionary<string, object>>(), "never", null, default)).Returns(Task.CompletedTask);

        await scripted.Steps.RunAsync("decay-lead", delivery.Messages, actions.Object, default);

        actions.VerifyAll();
    }
}
