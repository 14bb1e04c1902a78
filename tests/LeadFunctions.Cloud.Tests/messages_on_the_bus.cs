using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Tests;

/// <summary>How messages lie in their queues.</summary>
#pragma warning disable CA1001 // The runner disposes of it.
public sealed class messages_on_the_bus : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly CloudWorld _world = new();
    private IMessageQueue _queue = null!;

    public async Task InitializeAsync() => _queue = (await _world.Host.OpenAsync(default)).Surface.Queue;

    public async Task DisposeAsync() => await _world.DisposeAsync();

    /// <summary>A promise: with another bucket, messages that wait and new ones of the same lead would be handled side by side.</summary>
    [Theory]
    [InlineData("apply-signal", "ld_1", "b039")]
    [InlineData("apply-signal", "v:visitor-1", "b017")]
    [InlineData("route-lead", "ld_1", "all")]
    [InlineData("sync-crm", "webhook:crm:1", null)]
    public void have_the_session_of_their_key_for_ever(string step, string key, string? session) => Assert.Equal(session, Sessions.Of(Flow.ByName(step)!, key));

    [Fact]
    public void spread_evenly_over_the_buckets()
    {
        var buckets = Enumerable.Range(0, 12_800).CountBy(number => Sessions.Of(Flow.ByName("apply-signal")!, $"ld_{number:x32}")!).ToList();

        Assert.Equal(Sessions.Buckets, buckets.Count);
        Assert.All(buckets, bucket => Assert.InRange(bucket.Value, 50, 160));
    }

    [Fact]
    public async Task of_one_id_are_stored_once_and_those_without_each()
    {
        for (var times = 0; times < 3; times++)
        {
            await _queue.EnqueueAsync([new Outgoing(new Message.ClockDue("ld_1"), _world.Clock.GetUtcNow().AddHours(1), "clock:ld_1:17"), new Outgoing(new Message.LeadDue("ld_1"))], default);
        }

        Assert.Single(_world.Bus.Queue("watch-sla").Messages);
        Assert.Equal(3, _world.Bus.Queue("decay-lead").Messages.Count);
        Assert.Null(_world.Bus.Take("watch-sla", 1));
    }

    [Fact]
    public async Task with_an_id_that_is_too_long_are_still_recognised()
    {
        var id = new string('x', 300);
        await _queue.EnqueueAsync([new Outgoing(new Message.LeadDue("ld_1"), Id: id), new Outgoing(new Message.LeadDue("ld_1"), Id: id), new Outgoing(new Message.LeadDue("ld_1"), Id: id + "y")], default);

        Assert.Equal(2, _world.Bus.Queue("decay-lead").Messages.Count);
    }

    [Fact]
    public async Task that_are_too_big_go_as_several_that_mean_the_same()
    {
        var signals = Enumerable.Range(0, 100).Select(number => new Signal($"s{number:D3}", "page-view", _world.Clock.GetUtcNow(), "beacon") { Page = new PageView("https://acme.example/" + new string('x', 4_000), "") }).ToList();

        await _queue.CaptureAsync(new Message.VisitorSeen("visitor-1", signals));

        var parts = _world.Bus.Queue("follow-visitor").Messages;
        Assert.True(parts.Count > 1);
        Assert.All(parts, part => Assert.InRange(part.Message.Body.ToMemory().Length, 1, Sizes.Most));
        Assert.Single(parts.Select(part => part.Session).Distinct());
        Assert.Equal(signals.Select(signal => signal.Id), parts.SelectMany(part => ((Message.VisitorSeen)Envelope.Read(part.Received(_world.Clock.GetUtcNow()))!).Signals).Select(signal => signal.Id));
    }

    [Fact]
    public async Task that_are_too_big_and_cannot_be_divided_are_refused_with_all_that_was_to_go_with_them()
    {
        var large = new Message.WebhookDue("crm", "evt_1", "lead.created", new string('x', Sizes.Most));

        await Assert.ThrowsAsync<StorageException>(() => _queue.EnqueueAsync([new Outgoing(new Message.LeadDue("ld_1")), new Outgoing(large)], default).AsTask());

        Assert.All(_world.Bus.Queues, queue => Assert.Empty(queue.Messages));
    }

    [Fact]
    public async Task by_the_thousand_go_in_batches_of_one_session()
    {
        await _queue.EnqueueAsync([.. Enumerable.Range(0, 3_000).Select(number => new Outgoing(new Message.LeadDue($"ld_{number}")))], default);

        Assert.Equal(3_000, _world.Bus.Queue("decay-lead").Messages.Count);
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.QuotaExceeded, true)]
    [InlineData(ServiceBusFailureReason.ServiceBusy, true)]
    [InlineData(ServiceBusFailureReason.ServiceTimeout, false)]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound, false)]
    public async Task that_the_bus_refuses_are_too_many_or_not_stored(ServiceBusFailureReason reason, bool isFull)
    {
        _world.Bus.Fault = new ServiceBusException("no", reason);

        var refused = await Record.ExceptionAsync(() => _queue.CaptureAsync(new Message.LeadDue("ld_1")).AsTask());

        Assert.Equal(isFull ? typeof(QueueFullException) : typeof(StorageException), refused?.GetType());
    }

    [Fact]
    public async Task are_counted_by_one_call_for_all_queues_however_often_somebody_asks()
    {
        await _queue.EnqueueAsync([new Outgoing(new Message.LeadDue("ld_1")), new Outgoing(new Message.ClockDue("ld_1"), _world.Clock.GetUtcNow().AddHours(1))], default);
        _world.Clock.Advance(TimeSpan.FromSeconds(30));

        var figures = (await _queue.FiguresAsync(default)).ToDictionary(figure => figure.Step);
        await _queue.FiguresAsync(default);

        Assert.Equal((1, 0, TimeSpan.FromSeconds(30)), (figures["decay-lead"].Waiting, figures["decay-lead"].Scheduled, figures["decay-lead"].OldestAge));
        Assert.Equal((0, 1, TimeSpan.Zero), (figures["watch-sla"].Waiting, figures["watch-sla"].Scheduled, figures["watch-sla"].OldestAge));
        Assert.Equal((Flow.Steps.Count, 1), (figures.Count, _world.Administration.Calls));
    }
}
