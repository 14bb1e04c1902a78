using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>Somebody else publishes while a draft is on its way.</summary>
public sealed class publishing_between_others
{
    private static readonly string B2b = ShippedPlaybooks.Text("b2b")!;
    private static readonly string Titled = B2b.Replace("title: B2B lead management", "title: Leads", StringComparison.Ordinal);
    private static readonly string Eager = B2b.Replace("signal: whitepaper-download, points: 10", "signal: whitepaper-download, points: 11", StringComparison.Ordinal);

    [Fact]
    public async Task is_refused_even_if_the_other_was_faster_by_one_commit()
    {
        await using var company = await BegunAsync();
        // The other one publishes between what this one has read and what it commits, at another millisecond.
        var late = new Interrupted(company.Now.AddSeconds(5), () => Assert.IsType<PublishResult.Published>(PublishAsync(company, Titled, company.Clock).GetAwaiter().GetResult()));

        var result = await PublishAsync(company, B2b + "\n# mine\n", late);

        Assert.True(late.Happened);
        Assert.Equal(company.Shelf.Current.Version, Assert.IsType<PublishResult.Stale>(result).Current);
        Assert.Equal(2, (await new PlaybookVersions(company.Store).ListAsync(default)).Count);
    }

    [Fact]
    public async Task needs_a_backtest_against_the_version_that_is_in_force_now()
    {
        await using var company = await BegunAsync();
        await new BacktestPlaybook(company.Store, company.Shelf, company.Clock).RunAsync(CheckPlaybook.Text(Eager, "draft.yaml").Playbook!, null, null, null, default);
        Assert.IsType<PublishResult.Published>(await PublishAsync(company, Titled, company.Clock));

        Assert.IsType<PublishResult.NotBacktested>(await PublishAsync(company, Eager, company.Clock));

        await new BacktestPlaybook(company.Store, company.Shelf, company.Clock).RunAsync(CheckPlaybook.Text(Eager, "draft.yaml").Playbook!, null, null, null, default);
        Assert.IsType<PublishResult.Published>(await PublishAsync(company, Eager, company.Clock));
    }

    private static async Task<Company> BegunAsync()
    {
        var company = new Company(Rules.B2b);
        await company.Store.CommitAsync(new Commit { Registers = [PlaybookVersions.First(B2b, company.Shelf.Current.Version, "file", "the start", company.Now.AddDays(-1))] }, default);
        company.Shelf.Publish(new Published(company.Now.AddDays(-1), company.Shelf.Current));
        return company;
    }

    private static Task<PublishResult> PublishAsync(Company company, string text, TimeProvider clock) =>
        new PublishPlaybook(company.Store, company.Shelf, clock, _ => null).RunAsync(new PublishRequest(text, "draft.yaml", "maria", "to see what happens"), default);

    private sealed class Interrupted(DateTimeOffset at, Action happens) : TimeProvider
    {
        public bool Happened { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (!Happened)
            {
                Happened = true;
                happens();
            }

            return at;
        }
    }
}
