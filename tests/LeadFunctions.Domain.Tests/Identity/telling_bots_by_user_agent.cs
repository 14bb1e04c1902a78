using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.Domain.Tests.Identity;

public class telling_bots_by_user_agent
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [InlineData("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36")]
    [InlineData("curl/8.5.0")]
    [InlineData("python-requests/2.31.0")]
    [InlineData("PostmanRuntime/7.36.0")]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)")]
    [InlineData("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)")]
    [InlineData("GoogleOther")]
    [InlineData("Java/1.8.0_151")]
    [InlineData("Mozilla/5.0 (compatible;)")]
    public void knows_machines(string agent) => Assert.True(Bots.IsBot(agent));

    [Theory]
    [InlineData(Chrome)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1")]
    [InlineData("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.110 Mobile Safari/537.36")]
    public void knows_browsers(string agent) => Assert.False(Bots.IsBot(agent));

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)")]
    [InlineData("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html")]
    [InlineData("Mozilla/5.0")]
    public void lets_mail_proxies_stand_for_people(string agent) => Assert.False(Bots.IsBot(agent));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void has_no_verdict_without_a_user_agent(string? agent) => Assert.False(Bots.IsBot(agent));

    [Fact]
    public void looks_at_512_characters_only()
    {
        Assert.False(Bots.IsBot(Chrome.PadRight(512) + "Googlebot/2.1"));
        Assert.True(Bots.IsBot(Chrome.PadRight(499) + "Googlebot/2.1"));
    }

    [Fact]
    public void gives_the_same_verdict_when_there_are_more_agents_than_it_remembers()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Assert.False(Bots.IsBot($"{Chrome} Build{i}"));
            Assert.True(Bots.IsBot($"crawler-{i}"));
        }
    }

    [Fact]
    public void backtracks_only_in_patterns_that_take_linear_time() => Assert.Equal(
        [
            "(?:^|[^g])news(?!sapphire)",
            "(?<! channel/|google/)google(?!(?:wv|app|/google| pixel))",
            @"(?<! cu)bots?(?:\b|_)",
            "(?<!cam)scan",
            "(?<!lib)http",
            "java(?!;)",
        ],
        Bots.Backtracking);

    [TheoryOnPublicData("lists/isbot/crawlers.yml")]
    [InlineData("crawlers.yml", true, 500)]
    [InlineData("browsers.yml", false, 300)]
    public void agrees_with_the_fixtures_of_isbot(string file, bool bot, int atLeast)
    {
        var agents = Agents(PublicData.PathOf($"lists/isbot/{file}")).ToList();

        Assert.True(agents.Count > atLeast, $"only {agents.Count} in {file}");
        Assert.DoesNotContain(agents, agent => Bots.IsBot(agent) != bot);
    }

    private static IEnumerable<string> Agents(string path) => File.ReadLines(path)
        .Where(line => line.StartsWith("  - ", StringComparison.Ordinal))
        .Select(line => line[4..].Trim().Trim('"', '\''))
        .Where(agent => !agent.Contains("ImageProxy", StringComparison.Ordinal) && !agent.Contains("YahooMailProxy", StringComparison.Ordinal) && agent != "Mozilla/5.0");
}
