using LeadFunctions.Flow.Tests.People;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>A lead's place in an inbox, kept up by whatever happens to it.</summary>
public sealed class what_presses
{
    private const string Jane = "jane@globex.example";
    private const string Kim = "kim@initech.example";

    // Monday, 14:00 in New York.
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task is_placed_by_the_deadline_that_runs_then_behind_all_deadlines_and_nowhere_once_it_is_done_with()
    {
        await using var company = new Company(Rules.B2b);
        company.WaitUntil(Monday);
        Assert.Null((await company.SubmitAsync(Jane, "newsletter")).Urgency);

        var hot = await company.SubmitAsync(Jane, "demo");
        Assert.Equal(Monday.AddMinutes(5).UtcTicks, hot.Urgency);

        await company.PassAsync(TimeSpan.FromMinutes(6));
        await company.SubmitAsync(Kim, "demo");
        Assert.Equal([Jane, Kim], await InboxAsync(company));
        Assert.Equal(Monday.AddMinutes(5).UtcTicks, (await company.LeadAsync(Jane)).Urgency);

        var answered = await company.DoAsync(Jane, hot.Owner!.PersonId, Decisions.Contact);
        Assert.True(answered.Urgency > DateTimeOffset.MaxValue.UtcTicks);
        Assert.Equal([Kim, Jane], await InboxAsync(company));

        Assert.Null((await company.DoAsync(Jane, hot.Owner.PersonId, Decisions.Reject("no-need"))).Urgency);
        Assert.Equal([Kim], await InboxAsync(company));
    }

    [Fact]
    public async Task without_a_deadline_is_the_hotter_band_and_then_who_waits_longest()
    {
        await using var company = new Company();
        await company.SubmitAsync("warm@a.example", "demo");
        company.Wait(TimeSpan.FromMinutes(1));
        await company.SubmitAsync("later@b.example", "demo");
        await company.SubmitAsync("hot@c.example", "demo", ("title", "CEO"), ("companySize", "900"));

        Assert.Equal(["hot@c.example", "warm@a.example", "later@b.example"], await InboxAsync(company));
    }

    private static async Task<IEnumerable<string>> InboxAsync(Company company) =>
        (await company.Store.ListAsync(new LeadQuery(Sort: "urgency"), default)).Items.Select(row => row.Email);
}
