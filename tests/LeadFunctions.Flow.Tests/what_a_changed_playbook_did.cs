using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>What a rollback takes back and what not, and how often people hear of what only a change of the playbook did.</summary>
public sealed class what_a_changed_playbook_did
{
    private const string Ana = "ana@acme.example";
    private static readonly string B2b = ShippedPlaybooks.Text("b2b")!;
    private static readonly string Eager = B2b.Replace("signal: whitepaper-download, points: 10", "signal: whitepaper-download, points: 60", StringComparison.Ordinal);
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task stays_when_the_lead_has_done_something_since()
    {
        await using var company = await FlippedAsync();
        company.Wait(TimeSpan.FromHours(1));
        await company.ArriveAsync(Ana, company.Happened("page-view"));

        await RolledBackAsync(company);

        Assert.Equal(Stage.Mql, (await company.LeadAsync(Ana)).Stage);
    }

    [Fact]
    public async Task stays_when_somebody_has_contacted_the_lead()
    {
        await using var company = await FlippedAsync();
        var owner = (await company.LeadAsync(Ana)).Owner!.PersonId;
        await company.DoAsync(Ana, owner, new LifecycleAction.Contact("call", "reached", null));

        await RolledBackAsync(company);

        Assert.Equal((Stage.Mql, owner), ((await company.LeadAsync(Ana)).Stage, (await company.LeadAsync(Ana)).Owner?.PersonId));
    }

    [Fact]
    public async Task is_told_after_a_whole_hour_and_a_digest_is_one_of_the_messages()
    {
        var window = ModelWindow.Empty.Sending(3, Noon).Sending(3, Noon.AddMinutes(10)).Sending(3, Noon.AddMinutes(20));
        Assert.Equal(Noon.AddMinutes(60), window.FreeAt(3, Noon.AddMinutes(45)));
        Assert.Equal(Noon.AddMinutes(70), window.Sending(3, Noon.AddMinutes(60)).FreeAt(3, Noon.AddMinutes(61)));
        Assert.Equal(Noon.AddMinutes(61), window.FreeAt(3, Noon.AddMinutes(61)));

        await using var company = await BegunAsync();
        string[] emails = [.. Enumerable.Range(0, 6).Select(i => $"lead{i}@company{i}.example")];
        await company.PostAsync([.. emails.Select(email => company.Arrived(email, company.Filled("whitepaper", ("companySize", "900"))))]);
        await company.RunToRestAsync();
        company.Wait(TimeSpan.FromMinutes(1));
        Assert.IsType<PublishResult.Published>(await PublishAsync(company, Eager.Replace("  digest:", "  modelPerHour: 1\n  digest:", StringComparison.Ordinal)));

        // Two flip at once: one is told, the other waits for the digest of the next hour. Whoever flips right after that digest waits for the hour after.
        await FlipAsync(emails[..2]);
        await company.PassAsync(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        var told = Most();
        await FlipAsync(emails[2..]);
        Assert.Equal((2, 2), (told, Most()));

        Task FlipAsync(string[] some) => FlipAllAsync(company, some);
        int Most() => company.Channels.OfType<Channel>().Max(channel => channel.Sent.GroupBy(one => one.PersonId).Max(person => person.Count()));
    }

    [Fact]
    public void is_explained_by_the_new_version_from_its_very_instant_on()
    {
        var (old, next) = (Rules.Book(Rules.B2b), PlaybookVersions.Rulebook(CheckPlaybook.Text(Eager, "draft.yaml").Playbook!));
        var shelf = new PlaybookShelf([new Published(Noon.AddDays(-1), old), new Published(Noon, next)]);

        Assert.Equal((old.Version, next.Version), (shelf.InForceAt(Noon.AddMilliseconds(-1)).Version, shelf.InForceAt(Noon).Version));
        Assert.Equal(old.Version, shelf.InForceAt(Noon.AddYears(-1)).Version);
    }

    private static async Task FlipAllAsync(Company company, string[] emails)
    {
        await company.PostAsync([.. emails.Select(email => company.Arrived(email, company.Happened("page-view")))]);
        await company.RunToRestAsync();
    }

    /// <summary>A lead that is an MQL only because of the version that came into force a day before.</summary>
    private static async Task<Company> FlippedAsync()
    {
        var company = await BegunAsync();
        await company.SubmitAsync(Ana, "whitepaper", ("country", "US"));
        Assert.IsType<PublishResult.Published>(await PublishAsync(company, Eager));
        company.Wait(TimeSpan.FromDays(1));
        var lead = await company.ArriveAsync(Ana, company.Happened("page-view"));
        Assert.Equal((Stage.Mql, true), (lead.Stage, lead.ByModel is not null));
        // Its clocks begin when it flips: neither when the version came into force nor when the lead did what made it an MQL.
        Assert.NotEmpty(lead.Clocks);
        Assert.All(lead.Clocks, clock => Assert.InRange(clock.StartedAt, company.Now.AddMinutes(-1), company.Now));
        return company;
    }

    private static async Task RolledBackAsync(Company company)
    {
        company.Wait(TimeSpan.FromMinutes(1));
        Assert.IsType<PublishResult.Published>(await PublishAsync(company, B2b));
        await company.AdvanceAsync(60);
        Assert.Equal(company.Shelf.Current.Version, (await company.LeadAsync(Ana)).Score.PlaybookVersion);
    }

    private static async Task<Company> BegunAsync()
    {
        var company = new Company(Rules.B2b);
        await company.Store.CommitAsync(new Commit { Registers = [PlaybookVersions.First(B2b, company.Shelf.Current.Version, "file", "the start", company.Now.AddDays(-1))] }, default);
        company.Shelf.Publish(new Published(company.Now.AddDays(-1), company.Shelf.Current));
        return company;
    }

    private static Task<PublishResult> PublishAsync(Company company, string text) =>
        new PublishPlaybook(company.Store, company.Shelf, company.Clock, _ => null).RunAsync(new PublishRequest(text, "draft.yaml", "maria", "to see what happens") { Override = "a test" }, default);
}
