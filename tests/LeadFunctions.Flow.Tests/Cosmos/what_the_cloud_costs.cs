using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.Stores.Tests.Cosmos;
using LeadFunctions.UseCases;
using Xunit.Abstractions;

namespace LeadFunctions.Flow.Tests.Cosmos;

/// <summary>Requests, bytes, request units, bus operations and executions, counted on the real SDK's way to the server; the goals are the issue's.</summary>
public sealed class what_the_cloud_costs(ITestOutputHelper output) : IAsyncDisposable
{
    private const string Jane = "jane@globex.example";
    private const string Browser = "visitor-1";
    private static readonly string[] Pages = ["page-view", "pricing-page-view", "blog-post-view"];

    private readonly CloudCompany _cloud = new(new Company(), new Random(1));
    private int _tables;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Theory]
    [InlineData(10, 2.0)]
    [InlineData(1, 17)]
    public async Task a_tracking_event(int perBeacon, double goal)
    {
        await KnownAsync();
        var events = 0;
        for (var beacon = 0; beacon < 80; beacon++)
        {
            _cloud.Company.Wait(TimeSpan.FromMinutes(3));
            var signals = Enumerable.Range(0, perBeacon).Select(index => _cloud.Company.Happened(Pages[(beacon + index) % Pages.Length])).ToArray();
            await _cloud.PostAsync(Seen(signals));
            await _cloud.RunToRestAsync();
            events += signals.Length;
        }

        var counted = _cloud.Counted();
        Write($"tracking event, beacons of {perBeacon}", counted, events);
        Assert.True(counted.Sum(one => one.Units) / events <= goal, $"{counted.Sum(one => one.Units) / events} RU");
    }

    [Fact]
    public async Task the_bus_and_the_functions_for_beacons_of_ten()
    {
        await KnownAsync();
        var (operations, executions, events) = (_cloud.Bus.Operations, _cloud.Bus.Executions, 0);
        for (var beacon = 0; beacon < 80; beacon++, events += 10)
        {
            _cloud.Company.Wait(TimeSpan.FromMinutes(3));
            await _cloud.PostAsync(Seen([.. Enumerable.Range(0, 10).Select(index => _cloud.Company.Happened(Pages[(beacon + index) % Pages.Length]))]));
            await _cloud.RunToRestAsync();
        }

        var perEvent = (Operations: (double)(_cloud.Bus.Operations - operations) / events, Executions: (80.0 + _cloud.Bus.Executions - executions) / events);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"per event: {perEvent.Operations:0.000} bus operations, {perEvent.Executions:0.000} executions (the HTTP function's included)"));
        Assert.InRange(perEvent.Operations, 0.3, 0.32);
        Assert.InRange(perEvent.Executions, 0.2, 0.21);
    }

    [Fact]
    public async Task a_form_until_its_lead_has_an_owner()
    {
        var units = new List<double>();
        for (var number = 0; number < 5; number++)
        {
            var email = $"jane{number}@globex{number}.example";
            await _cloud.PostAsync(_cloud.Company.Arrived(email, _cloud.Company.Filled("demo", ("name", "Jane Doe"), ("title", "CEO"), ("company", $"Globex {number}"))));
            var counted = await UntilAsync(email);
            units.Add(counted.Sum(one => one.Units));
            Write("form to owner", counted, 1);
            await _cloud.RunToRestAsync();
            Write("and told, joined, counted", _cloud.Counted(), 1);
        }

        Assert.True(units.Max() <= 25, $"{units.Max()} RU");
    }

    [Fact]
    public async Task a_commit_on_a_known_lead_is_a_read_and_a_replace()
    {
        await KnownAsync();
        var created = 0;
        for (var number = 0; number < 100; number++)
        {
            await _cloud.PostAsync(_cloud.Company.Arrived(Jane, _cloud.Company.Happened("page-view")));
            await _cloud.RunToRestAsync();
            var counted = _cloud.Counted().Select(one => one.Kind).ToList();
            created += counted.Remove("create") ? 1 : 0;
            Assert.Equal(["read", "replace"], counted);
        }

        Assert.Equal(2, created);
    }

    [Fact]
    public async Task a_night()
    {
        const int Leads = 100;
        for (var number = 0; number < Leads; number++)
        {
            // Two in a hundred are people whose score has something to lose tonight.
            var form = number % 50 == 0 ? "whitepaper" : "newsletter";
            await _cloud.PostAsync(_cloud.Company.Arrived($"jane{number}@globex{number}.example", _cloud.Company.Filled(form)));
        }

        await _cloud.RunToRestAsync();
        _cloud.Counted();
        _tables = _cloud.TableOperations;
        Assert.Empty(await _cloud.Store.DueAsync(_cloud.Company.Now, 1000, default));
        var idle = _cloud.Counted();
        Write($"a night with nobody due, {Leads} leads", idle, 1);
        Assert.Equal("query", Assert.Single(idle).Kind);

        var due = await NextNightAsync();
        foreach (var leadId in due)
        {
            await _cloud.PostAsync(new Message.LeadDue(leadId));
        }

        await _cloud.RunToRestAsync();
        var counted = _cloud.Counted();
        Write($"a night with {due.Count} leads due", counted, due.Count);
        var perLead = 0.02 * counted.Sum(one => one.Units) / due.Count;
        Assert.True(perLead <= 0.3, $"{perLead} RU with two of a hundred leads due");
    }

    private async Task<IReadOnlyList<string>> NextNightAsync()
    {
        for (var days = 0; days < 400; days++)
        {
            _cloud.Company.Wait(TimeSpan.FromDays(1));
            _cloud.Counted();
            if (await _cloud.Store.DueAsync(_cloud.Company.Now, 1000, default) is { Count: > 0 } due)
            {
                return due;
            }
        }

        throw new InvalidOperationException("Nobody is ever due.");
    }

    private async Task<IReadOnlyList<CountedOperation>> UntilAsync(string email)
    {
        _cloud.Counted();
        var until = new List<CountedOperation>();
        await _cloud.Bus.RunToRestAsync(_cloud.TurnAsync, step => step.Name is "apply-signal" or "route-lead");
        until.AddRange(_cloud.Counted());
        Assert.NotNull((await _cloud.Store.FindLeadAsync(_cloud.Company.Ids.LeadIdOf(email), default))!.Owner);
        _cloud.Counted();
        return until;
    }

    private static Message.VisitorSeen Seen(Signal[] signals) => new(Browser, [.. signals.Select(signal => signal with { VisitorId = Browser, Page = new PageView("https://acme.example/pricing", "Pricing") })]);

    /// <summary>A lead with an owner and a browser; the chain is at rest and nothing is counted yet.</summary>
    private async Task KnownAsync()
    {
        await _cloud.PostAsync(_cloud.Company.Arrived(Jane, _cloud.Company.Filled("demo", ("name", "Jane Doe"), ("title", "CEO")) with { VisitorId = Browser }));
        await _cloud.RunToRestAsync();
        _cloud.Counted();
        _tables = _cloud.TableOperations;
    }

    private void Write(string what, IReadOnlyList<CountedOperation> counted, int of)
    {
        var (tables, before) = (_cloud.TableOperations, _tables);
        _tables = tables;
        var kinds = counted.GroupBy(one => one.Kind).Select(kind => $"{kind.Count()} {kind.Key}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {counted.Sum(one => one.Units) / of:0.00} RU and {counted.Sum(one => one.Bytes) / of} bytes each ({string.Join(", ", kinds)}, {tables - before} table; of {of})"));
    }
}
