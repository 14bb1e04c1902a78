using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Flow.Tests.Identity;

public sealed class a_browser_that_several_people_use : IAsyncLifetime
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private const string Browser = "browser1";

    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-test-").FullName;
    private SqliteEngine _engine = null!;

    public async Task InitializeAsync()
    {
        _engine = SqliteEngine.Open(new SqliteOptions { Path = Path.Combine(_folder, "leads.db") }, TimeProvider.System, NullLoggerFactory.Instance);
        foreach (var person in (string[])["ana", "ben", "eve"])
        {
            await _engine.Store.CommitAsync(new Commit { Lead = new Lead { Id = "ld_" + person, Email = person + "@acme.example", CreatedAt = Nine } }, default);
        }
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task belongs_to_whoever_identified_last_in_whatever_order_we_hear_of_it()
    {
        await JoinAsync("ld_ana", Nine);
        await JoinAsync("ld_ana", Nine.AddMinutes(5));
        await JoinAsync("ld_ben", Nine.AddMinutes(3));

        Assert.Equal("ld_ana", (await _engine.Store.FindVisitorAsync(Browser, default))!.LeadId);
    }

    [Fact]
    public async Task moves_with_a_newer_email()
    {
        await JoinAsync("ld_ana", Nine);
        await JoinAsync("ld_ben", Nine.AddMinutes(3));

        Assert.Equal("ld_ben", (await _engine.Store.FindVisitorAsync(Browser, default))!.LeadId);
    }

    [Fact]
    public async Task leaves_a_repeated_event_with_the_person_who_has_it()
    {
        await JoinAsync("ld_ana", Nine);
        var seen = Assert.IsType<Message.SignalArrived>(Assert.Single(await SeeAsync("e1")).Message);
        await CountAsync(seen);
        await JoinAsync("ld_ben", Nine.AddMinutes(3));

        var again = Assert.IsType<Message.SignalArrived>(Assert.Single(await SeeAsync("e1", "e2")).Message);

        Assert.Equal(("ld_ana", "ld_ben"), (seen.LeadId, again.LeadId));
        Assert.Equal(["e2"], again.Signals.Select(signal => signal.Id));
        Assert.Empty(await SeeAsync("e1"));
    }

    [Fact]
    public async Task moves_when_the_person_before_has_counted_what_it_was_given()
    {
        await JoinAsync("ld_ana", Nine);
        var given = Assert.IsType<Message.SignalArrived>(Assert.Single(await SeeAsync("e1")).Message);

        var leaving = Assert.IsType<Message.SignalArrived>(Assert.Single(await SayAsync(new(Browser, "ld_ben", "ben@acme.example", Nine.AddMinutes(3)))).Message);
        Assert.Empty(await SeeAsync("e1", "e2"));
        await CountAsync(given);
        var joined = Assert.IsType<Message.SignalArrived>(Assert.Single(await SayAsync(leaving.Release!)).Message);

        Assert.Equal(("ld_ana", "ld_ana", "ld_ben"), (given.LeadId, leaving.LeadId, joined.LeadId));
        Assert.Equal(["e2"], joined.Signals.Select(signal => signal.Id));
        Assert.IsType<Outcome.Skipped>(await new JoinVisitor(_engine.Store, TimeProvider.System).HandleAsync([leaving.Release!], default));
    }

    [Fact]
    public async Task is_the_latest_ones_when_several_say_so_while_it_leaves()
    {
        await JoinAsync("ld_ana", Nine);
        var ben = Assert.IsType<Message.SignalArrived>(Assert.Single(await SayAsync(new(Browser, "ld_ben", "ben@acme.example", Nine.AddMinutes(3)))).Message);
        Assert.Empty(await SayAsync(new(Browser, "ld_dan", "dan@acme.example", Nine.AddMinutes(1))));
        var eve = Assert.IsType<Message.SignalArrived>(Assert.Single(await SayAsync(new(Browser, "ld_eve", "eve@acme.example", Nine.AddMinutes(5)))).Message);

        await SayAsync(ben.Release!);
        Assert.Null((await _engine.Store.FindVisitorAsync(Browser, default))!.LeadId);
        await SayAsync(eve.Release!);

        var visitor = (await _engine.Store.FindVisitorAsync(Browser, default))!;
        Assert.Equal(("ld_ana", "ld_ana", "ld_eve", "ld_ana"), (ben.LeadId, eve.LeadId, visitor.LeadId, Assert.Single(visitor.Before!)));
    }

    /// <summary>Nobody waits for anything, so whoever it belonged to lets it go at once.</summary>
    private async Task JoinAsync(string lead, DateTimeOffset at)
    {
        foreach (var message in (await SayAsync(new(Browser, lead, lead + "@acme.example", at))).Select(outgoing => outgoing.Message).OfType<Message.SignalArrived>())
        {
            await (message.Release is { } released ? SayAsync(released) : Task.CompletedTask);
        }
    }

    private async Task<IReadOnlyList<Outgoing>> SayAsync(Message.VisitorIdentified message) =>
        await CommittedAsync(await new JoinVisitor(_engine.Store, TimeProvider.System).HandleAsync([message], default));

    private async Task<IReadOnlyList<Outgoing>> SeeAsync(params string[] events)
    {
        var signals = events.Select(id => new Signal(id, "page-view", Nine, SignalSource.Track)).ToList();
        return await CommittedAsync(await new FollowVisitor(_engine.Store, TimeProvider.System).HandleAsync([new Message.VisitorSeen(Browser, signals)], default));
    }

    private async Task CountAsync(Message.SignalArrived given)
    {
        var activities = given.Signals.Select(signal => new Activity.SignalReceived(signal.Id, signal.At, signal)).ToList();
        Assert.Equal(CommitResult.Committed, await _engine.Store.CommitAsync(new Commit { ActivitiesOf = given.LeadId, Activities = activities }, default));
    }

    private async Task<IReadOnlyList<Outgoing>> CommittedAsync(Outcome outcome)
    {
        if (outcome is not Outcome.Done done)
        {
            return [];
        }

        Assert.Equal(CommitResult.Committed, await _engine.Store.CommitAsync(done.Commit, default));
        return done.Commit.Messages;
    }
}
