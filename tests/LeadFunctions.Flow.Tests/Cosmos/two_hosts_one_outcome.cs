using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using Xunit.Abstractions;

namespace LeadFunctions.Flow.Tests.Cosmos;

/// <summary>
/// The same stories told to the SQLite engine and to the cloud store with its bus. The cloud store is the real one over the real SDK; Cosmos DB, the table and the
/// bus are in memory (the store's contract runs on the npm server too), and lose requests, answers, acknowledgements and whole processes.
/// </summary>
public sealed class two_hosts_one_outcome(ITestOutputHelper output)
{
    private const int Stories = 1000;

    /// <summary>Everybody is owned by the same person, because who is next depends on who came first, and that is what is shuffled here.</summary>
    private static Playbook OnePerson(Company company) => company.Playbook.OnlyHere(company.Now, "ben");

    [Fact]
    public async Task a_thousand_random_stories_with_repeats_reorder_and_faults_end_alike()
    {
        await using var embedded = new Company();
        await using var cloud = new CloudCompany(new Company(), new Random(11), faults: true);
        embedded.Publish(OnePerson(embedded));
        cloud.Company.Publish(OnePerson(cloud.Company));
        var stories = Enumerable.Range(0, Stories).Select(seed => Scenario.Of(seed, embedded)).ToList();
        foreach (var story in stories)
        {
            await embedded.PostAsync([.. story.Messages]);
            await cloud.PostAsync([.. story.Messages]);
            await cloud.RunToRestAsync();
        }

        await embedded.RunToRestAsync();

        Assert.Empty(cloud.Bus.Dead);
        foreach (var story in stories)
        {
            Assert.Equal(
                await HostState.OutcomeAsync(embedded.Store, story, embedded.Ids.LeadIdOf),
                await HostState.OutcomeAsync(cloud.Store, story, cloud.Company.Ids.LeadIdOf));
        }

        output.WriteLine($"{Stories} stories, {stories.Sum(story => story.Messages.Count)} messages; {cloud.Faults} requests failed, {cloud.Crashes} processes ended");
        Assert.True(cloud.Faults > Stories && cloud.Crashes > 10);
    }

    [Fact]
    public async Task the_same_scenario_file_ends_in_the_same_state_hash()
    {
        await using var embedded = new Company();
        await using var cloud = new CloudCompany(new Company(), new Random(5));
        var stories = Enumerable.Range(5000, 12).Select(seed => Scenario.Of(seed, embedded)).ToList();
        foreach (var message in stories.SelectMany(story => story.Messages))
        {
            await embedded.PostAsync(message);
            await embedded.RunToRestAsync();
            await cloud.PostAsync(message);
            await cloud.RunToRestAsync();
        }

        Assert.Equal(
            await HostState.HashAsync(embedded.Store, stories, embedded.Ids.LeadIdOf), await HostState.HashAsync(cloud.Store, stories, cloud.Company.Ids.LeadIdOf));
    }
}
