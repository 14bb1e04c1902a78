using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Hosts.Tests;

public sealed class naming_page_views
{
    [Theory]
    [InlineData("/pricing**", "/pricing", true)]
    [InlineData("/pricing**", "/pricing/", true)]
    [InlineData("/pricing**", "/Pricing/teams/x", true)]
    [InlineData("/pricing**", "/pricing-plans", true)]
    [InlineData("/pricing**", "/price", false)]
    [InlineData("/blog/**", "/blog/a/b", true)]
    [InlineData("/blog/**", "/blog", false)]
    [InlineData("/blog/*", "/blog/a", true)]
    [InlineData("/blog/*", "/blog/a/b", false)]
    [InlineData("/demo", "/demo/", true)]
    [InlineData("/demo", "/demos", false)]
    [InlineData("/", "", true)]
    [InlineData("/**/thanks", "/a/b/thanks", true)]
    [InlineData("/**/thanks", "/a/b/thanks/x", false)]
    [InlineData("/*-case/*.html", "/my-case-case/a.b.html", true)]
    [InlineData("/*/a*b", "/x/aab", true)]
    [InlineData("/*/a*b", "/x/a/b", false)]
    [InlineData("**a*b", "/a/ab", true)]
    [InlineData("/\u212Aey", "/key", false)]
    [InlineData("/key", "/\u212Aey", false)]
    public void a_pattern_matches_by_segments(string pattern, string path, bool matches)
    {
        var pages = new PageMatcher([new(pattern, "matched")]);

        Assert.Equal(matches ? "matched" : SignalDefinition.PageView, pages.SignalOf("https://www.example.com" + path + "?a=/pricing#/blog/x"));
    }

    [Fact]
    public void the_first_pattern_wins()
    {
        var pages = new PageMatcher([new("/a/**", "first"), new("/a/b", "second")]);

        Assert.Equal("first", pages.SignalOf("/a/b"));
    }

    /// <summary>Against the plain recursive definition, on 20,000 random pairs over a small alphabet.</summary>
    [Fact]
    public void matching_is_what_the_definition_says()
    {
        const int Seed = 20260302;
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = Text(random, "ab/**", 8);
            var path = Text(random, "ab/", 10);
            Assert.True(
                PageMatcher.Matches(pattern, path) == ByDefinition(pattern, path),
                $"seed {Seed}, case {i}: pattern '{pattern}', path '{path}'");
        }
    }

    private static string Text(Random random, string letters, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(longest)).Select(_ => letters[random.Next(letters.Length)]));

    private static bool ByDefinition(string pattern, string path) => pattern switch
    {
        "" => path.Length == 0,
        _ when pattern.StartsWith("**", StringComparison.Ordinal) => Enumerable.Range(0, path.Length + 1).Any(taken => ByDefinition(pattern[2..], path[taken..])),
        ['*', ..] => Enumerable.Range(0, path.Length + 1).TakeWhile(taken => !path[..taken].Contains('/', StringComparison.Ordinal)).Any(taken => ByDefinition(pattern[1..], path[taken..])),
        _ => path.Length > 0 && path[0] == pattern[0] && ByDefinition(pattern[1..], path[1..]),
    };
}
