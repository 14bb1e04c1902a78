using System.Diagnostics.Metrics;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

public sealed class what_is_kept : EngineTest
{
    [Fact]
    public async Task nothing_of_a_handled_message_or_of_an_overwritten_lead_stays_in_the_file()
    {
        const string canary = "canary-4711@secret.example";
        var engine = Open().On<Message.LeadNeedsOwner>(_ => new Outcome.Skipped("test")).Start();
        var lead = Given.Lead("ada");
        for (var version = 0; version < 50; version++)
        {
            await engine.EnqueueAsync(new Message.LeadNeedsOwner($"ld_{version}", new string('x', version * 50) + canary));
            await engine.Store.CommitAsync(new Commit { Lead = lead with { Version = version, Email = version == 49 ? "erased" : canary } }, default);
        }

        await engine.QuietAsync();
        await engine.DisposeAsync();

        var bytes = await File.ReadAllBytesAsync(Folder.File);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("canary-4711"u8));
        Assert.NotEqual(-1, bytes.AsSpan().IndexOf("erased"u8));
    }

    [Fact]
    public async Task visitors_that_did_not_come_back_for_ninety_days_are_forgotten()
    {
        var clock = new ManualClock();
        var engine = Open(clock).Start();
        await engine.Store.CommitAsync(new Commit { Visitor = new Visitor { Id = "old", LastSeenAt = clock.GetUtcNow() } }, default);
        clock.Advance(TimeSpan.FromDays(60));
        await engine.Store.CommitAsync(new Commit { Visitor = new Visitor { Id = "new", LastSeenAt = clock.GetUtcNow() } }, default);
        Assert.NotNull(await engine.Store.FindVisitorAsync("old", default));

        clock.Advance(TimeSpan.FromDays(32));

        await Eventually.TrueAsync(async () => await engine.Store.FindVisitorAsync("old", default) is null);
        Assert.NotNull(await engine.Store.FindVisitorAsync("new", default));
    }

    [Fact]
    public async Task a_search_that_takes_too_long_is_cut_and_the_next_one_works()
    {
        var engine = Open(change: options => options with { SearchLimit = TimeSpan.Zero });
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(number => engine.Store.CommitAsync(new Commit { Lead = Given.Lead($"{number:0000}") }, default)));

        // What every lead has takes longest to count.
        await Assert.ThrowsAsync<SearchTooBroadException>(() => engine.Store.ListAsync(new LeadQuery(Text: "example"), default));

        Assert.Empty((await engine.Store.ListAsync(new LeadQuery(Stage: Stage.Customer), default)).Items);
    }

    [Fact]
    public async Task the_log_does_not_grow_with_what_goes_through_it()
    {
        var engine = Open().On<Message.LeadNeedsOwner>(_ => new Outcome.Skipped("test")).Start();
        for (var round = 0; round < 40; round++)
        {
            await engine.EnqueueAsync([.. Enumerable.Range(0, 100).Select(number => new Message.LeadNeedsOwner($"ld_{number}", new string('x', 10_000)))]);
        }

        await engine.QuietAsync();

        Assert.InRange(new FileInfo(Folder["leads.db-wal"]).Length, 1, 64_000_000);
        Assert.InRange(new FileInfo(Folder.File).Length, 1, 64_000_000);
    }
}

public sealed class queue_figures : EngineTest
{
    [Fact]
    public async Task say_what_waits_is_scheduled_and_is_dead_and_survive_a_restart()
    {
        var clock = new ManualClock();
        var engine = Open(clock).On<Message.LeadDue>(_ => new Outcome.DeadLetter("broken")).Start();
        await engine.EnqueueAsync(new Message.LeadDue("ld_ada"));
        await engine.QuietAsync();
        await engine.StopAsync();
        await engine.EnqueueAsync(new Message.LeadDue("ld_bob"), new Message.LeadDue("ld_cleo"));
        await engine.Queue.EnqueueAsync([new(new Message.LeadDue("ld_dan"), clock.GetUtcNow().AddDays(1))], default);
        clock.Advance(TimeSpan.FromMinutes(5));

        var expected = new QueueFigures("decay-lead", 2, 1, 0, 1, TimeSpan.FromMinutes(5));
        Assert.Equal(expected, await engine.FiguresAsync("decay-lead"));
        await engine.DisposeAsync();

        Assert.Equal(expected, await Open(clock).FiguresAsync("decay-lead"));
    }

    [Fact]
    public async Task are_metered_by_step()
    {
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, of) =>
        {
            if (instrument.Meter.Name == "LeadFunctions")
            {
                of.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        var engine = Open().On<Message.NotificationDue>(_ => new Outcome.DeadLetter("broken")).Start();

        await engine.EnqueueAsync(new Message.NotificationDue("ld_ada", "e", "bob", "assigned", "console"));
        await engine.QuietAsync();
        listener.RecordObservableInstruments();

        lock (seen)
        {
            Assert.True(seen["leadfunctions.step.messages notify dead"] >= 1);
            Assert.True(seen["leadfunctions.queue.dead notify"] >= 1);
            Assert.Contains("leadfunctions.step.duration notify", seen.Keys);
            Assert.Contains("leadfunctions.commit.size", seen.Keys);
            Assert.Contains("leadfunctions.commit.duration", seen.Keys);
            Assert.Contains("leadfunctions.queue.age notify", seen.Keys);
        }

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)]);
            lock (seen)
            {
                seen[name] = Math.Max(value, seen.GetValueOrDefault(name));
            }
        }
    }
}
