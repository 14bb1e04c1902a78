using System.Text.Json;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Metrics;

/// <summary>1,200 random lives through the real store, counted as they go on in any order and more than once: what the buckets say at the end equals a recount of all timelines.</summary>
public sealed class figures_against_a_recount
{
    private const int Leads = 1200;
    private const int Rounds = 14;
    private const int AtOnce = 256;

    [Fact]
    public async Task are_the_same_whatever_was_counted_when()
    {
        await using var company = new Company();
        var rules = Rules.Book(Rules.B2b);
        var histories = Enumerable.Range(0, Leads).Select(number => new History(number, rules, company.Now)).ToList();
        var (random, versions) = (new Random(5), new long[Leads]);
        for (var round = 0; round < Rounds; round++)
        {
            var moved = Enumerable.Range(0, Leads).Where(number => round == 0 || random.Next(3) > 0).ToList();
            foreach (var number in moved.Where(_ => round > 0))
            {
                for (var steps = random.Next(1, 4); steps > 0; steps--)
                {
                    histories[number].GoOn();
                }
            }

            await SaveAsync(company, histories, versions, moved);
            // Some are counted later, some twice.
            var told = moved.Where(_ => round == Rounds - 1 || random.Next(5) > 0).SelectMany(number => Enumerable.Repeat(number, random.Next(6) == 0 ? 2 : 1));
            await CountAsync(company, told.Select(number => histories[number].Lead.Id));
        }

        await CountAsync(company, histories.Select(history => history.Lead.Id));

        var recount = new Recount();
        histories.ForEach(history => recount.Add(history.Lead, history.Timeline));
        Assert.Equal(recount.Sums, await CountedAsync(company));
        Assert.True(recount.Sums.Where(sum => sum.Key.EndsWith(" to.mql", StringComparison.Ordinal)).Sum(sum => sum.Value) > Leads * 1.1, "hardly anybody came back");
        Assert.All(new[] { "won", "lost", "rejected", "response.5m", "sla.met", "sla.breached" }, measure =>
            Assert.True(recount.Sums.Where(sum => sum.Key.StartsWith("flow:", StringComparison.Ordinal) && sum.Key.EndsWith(" " + measure, StringComparison.Ordinal)).Sum(sum => sum.Value) > 20, measure));
    }

    private static async Task SaveAsync(Company company, List<History> histories, long[] versions, List<int> moved)
    {
        var saved = await Task.WhenAll(moved.Select(number => company.Store.CommitAsync(new Commit { Lead = histories[number].Lead with { Version = versions[number]++ } }, default)));
        Assert.All(saved, result => Assert.Equal(CommitResult.Committed, result));
    }

    private static async Task CountAsync(Company company, IEnumerable<string> leads)
    {
        foreach (var batch in leads.Chunk(AtOnce))
        {
            var outcome = await company.Step<Message.FiguresChanged>().HandleAsync([.. batch.Select(id => new Message.FiguresChanged(id))], default);
            Assert.True(outcome is Outcome.Skipped || (outcome is Outcome.Done done && await company.Store.CommitAsync(done.Commit, default) == CommitResult.Committed));
        }
    }

    /// <summary>What the recount knows too, in its words.</summary>
    private static async Task<SortedDictionary<string, long>> CountedAsync(Company company)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (bucket, entry) in await company.RegisterAsync(RegisterNames.Figures))
        {
            if (bucket.StartsWith(Families.Cohort, StringComparison.Ordinal) || bucket.StartsWith(Families.Flow, StringComparison.Ordinal) || bucket.StartsWith(Families.BySource, StringComparison.Ordinal))
            {
                foreach (var (measure, amount) in JsonSerializer.Deserialize(entry.Value, WireJson.Default.DictionaryStringInt64)!)
                {
                    sums.Add(measure.Split(Families.Tab) is [var group, var of] ? $"{bucket}|{group} {of}" : $"{bucket} {measure}", amount);
                }
            }
        }

        return sums;
    }
}
