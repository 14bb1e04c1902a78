using System.Globalization;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Lists;
using Xunit.Abstractions;

namespace LeadFunctions.Domain.Tests.Emails;

/// <summary>How many machines are found, and how many people are taken for one, over labelled opens and clicks.</summary>
public sealed class telling_people_from_machines(ITestOutputHelper output)
{
    private const double LeastRecall = 0.95;
    private const double MostFalse = 0.01;
    private static readonly DateTimeOffset Sent = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string SendId = "send_" + new string('a', 32);
    private static readonly string[] Links = ["https://www.example.com/a", "https://www.example.com/b", "https://www.example.com/c", "https://www.example.com/d"];

    private static readonly Dictionary<string, string> Browsers = new()
    {
        ["chrome"] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        ["edge"] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
        ["firefox"] = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
        ["safari"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        ["outlook"] = "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
    };

    [Fact]
    public void by_what_happens_around_a_click()
    {
        var cases = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Emails", "engagement.csv")).Where(line => line.Length > 0 && line[0] != '#').Select(Case.Of).ToList();
        var hits = cases.SelectMany(one => one.Judged().Select(machine => (one.IsMachine, Found: machine, one.What))).ToList();
        Assert.True(cases.Count >= 60 && hits.Count(hit => hit.IsMachine) >= 70 && hits.Count(hit => !hit.IsMachine) >= 50);

        Report("own fixture", [.. hits.Select(hit => (hit.IsMachine, hit.Found))], [.. hits.Where(hit => hit.IsMachine != hit.Found).Select(hit => hit.What)]);
    }

    [FactOnPublicData("lists/isbot/crawlers.yml")]
    public void by_their_user_agent_over_the_list_of_isbot()
    {
        var machines = Agents("lists/isbot/crawlers.yml").Select(agent => (true, Bots.IsBot(agent))).ToList();
        var people = Agents("lists/isbot/browsers.yml").Select(agent => (false, Bots.IsBot(agent))).ToList();
        Assert.True(machines.Count > 500 && people.Count > 200, $"{machines.Count} machines, {people.Count} people");

        Report("isbot", [.. machines, .. people], []);
    }

    private void Report(string name, IReadOnlyList<(bool IsMachine, bool Found)> all, IReadOnlyList<string> wrong)
    {
        var recall = (double)all.Count(one => one is (true, true)) / all.Count(one => one.IsMachine);
        var falsely = (double)all.Count(one => one is (false, true)) / all.Count(one => !one.IsMachine);
        var said = string.Create(CultureInfo.InvariantCulture, $"{name}: {all.Count} opens and clicks; machines found {recall:0.000}, people taken for one {falsely:0.000}; wrong: {string.Join(" | ", wrong)}");
        output.WriteLine(said);
        Assert.True(recall >= LeastRecall && falsely <= MostFalse, said);
    }

    /// <summary>The proxies that load pictures for people are in isbot's list, and are people here.</summary>
    private static IEnumerable<string> Agents(string file) => File.ReadLines(PublicData.PathOf(file))
        .Where(line => line.StartsWith("  - ", StringComparison.Ordinal))
        .Select(line => line[4..].Trim().Trim('"', '\''))
        .Where(agent => agent is not "Mozilla/5.0" && !agent.Contains("GoogleImageProxy", StringComparison.Ordinal) && !agent.Contains("YahooMailProxy", StringComparison.Ordinal));

    private sealed record Case(bool IsMachine, string What, string Agent, IReadOnlyList<MailHit> Hits)
    {
        public static Case Of(string line)
        {
            var parts = line.Split(';', 3);
            var last = parts[2].LastIndexOf(';');
            var (agent, hits) = (parts[2][..last], parts[2][(last + 1)..]);
            return new Case(parts[0] == "machine", parts[1], Browsers.GetValueOrDefault(agent, agent), [.. hits.Split(' ').Select(HitOf)]);
        }

        /// <summary>Each as it stands when everything is known.</summary>
        public IEnumerable<bool> Judged()
        {
            var sent = new SentEmail("mail:1", "ld_1", "file", null, Sent) { Links = Links, Hits = Hits };
            return Hits.Select(hit => EmailSignals.IsMachine(MailHits.Judged(sent, SendId, new EmailEvent(
                RecordHit.Provider, RecordHit.IdOf(SendId, hit), hit.Place == MailHit.Picture ? EmailEventKind.Open : EmailEventKind.Click, hit.At)
            {
                UserAgent = Agent,
                Machine = hit.Place == MailHit.Trap ? ["trap-link"] : hit.Evidence is { } said ? [said] : null,
            })));
        }

        private static MailHit HitOf(string text)
        {
            var (said, client) = (text.Split('!'), "c");
            var (at, place) = (said[0].Split(':')[0], said[0].Split(':')[1]);
            if (place.Split('@') is [var first, var other])
            {
                (place, client) = (first, other);
            }

            var link = place switch { "o" => MailHit.Picture, "x" => MailHit.Trap, _ => int.Parse(place, CultureInfo.InvariantCulture) };
            return new MailHit(Sent.AddSeconds(double.Parse(at, CultureInfo.InvariantCulture)), link, said.Length > 1 ? said[1] : null) { Client = client };
        }
    }
}
