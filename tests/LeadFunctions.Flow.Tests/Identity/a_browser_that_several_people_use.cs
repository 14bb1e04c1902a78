using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Flow.Tests.Identity;

public sealed class a_browser_that_several_people_use : IAsyncLifetime
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-test-").FullName;
    private SqliteEngine _engine = null!;

    public Task InitializeAsync()
    {
        _engine = SqliteEngine.Open(new SqliteOptions { Path = Path.Combine(_folder, "leads.db") }, TimeProvider.System, NullLoggerFactory.Instance);
        return Task.CompletedTask;
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

        Assert.Equal("ld_ana", (await _engine.Store.FindVisitorAsync("browser1", default))!.LeadId);
    }

    [Fact]
    public async Task moves_with_a_newer_email()
    {
        await JoinAsync("ld_ana", Nine);
        await JoinAsync("ld_ben", Nine.AddMinutes(3));

        Assert.Equal("ld_ben", (await _engine.Store.FindVisitorAsync("browser1", default))!.LeadId);
    }

    [Fact]
    public async Task leaves_a_repeated_event_with_the_person_who_has_it()
    {
        await JoinAsync("ld_ana", Nine);
        var seen = Assert.IsType<Message.SignalArrived>(Assert.Single(await SeeAsync("e1")).Message);
        await _engine.Store.CommitAsync(new Commit { ActivitiesOf = seen.LeadId, Activities = [new Activity.SignalReceived("e1", Nine, seen.Signals[0])] }, default);
        await JoinAsync("ld_ben", Nine.AddMinutes(3));

        var again = Assert.IsType<Message.SignalArrived>(Assert.Single(await SeeAsync("e1", "e2")).Message);

        Assert.Equal(("ld_ana", "ld_ben"), (seen.LeadId, again.LeadId));
        Assert.Equal(["e2"], again.Signals.Select(signal => signal.Id));
        Assert.Empty(await SeeAsync("e1"));
    }

    private async Task JoinAsync(string lead, DateTimeOffset at)
    {
        if (await new JoinVisitor(_engine.Store, TimeProvider.System).HandleAsync([new Message.VisitorIdentified("browser1", lead, lead + "@acme.example", at)], default) is Outcome.Done done)
        {
            Assert.Equal(CommitResult.Committed, await _engine.Store.CommitAsync(done.Commit, default));
        }
    }

    private async Task<IReadOnlyList<Outgoing>> SeeAsync(params string[] events)
    {
        var signals = events.Select(id => new Signal(id, "page-view", Nine, SignalSource.Track)).ToList();
        var outcome = await new FollowVisitor(_engine.Store, TimeProvider.System).HandleAsync([new Message.VisitorSeen("browser1", signals)], default);
        return outcome is Outcome.Done done ? done.Commit.Messages : [];
    }
}
