using System.Text;
using System.Text.RegularExpressions;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class matching_pages
{
    private static readonly PageMatcher Pages = new(Shipped.B2b.Pages);

    [Theory]
    [InlineData("https://www.example.com/pricing", "pricing-page-view")]
    [InlineData("https://www.example.com/pricing/", "pricing-page-view")]
    [InlineData("https://www.example.com//Pricing//enterprise?utm_source=x#top", "pricing-page-view")]
    [InlineData("https://www.example.com/pricing-2026", "pricing-page-view")]
    [InlineData("https://www.example.com:8443/products/crm/overview", "product-page-view")]
    [InlineData("/blog/how-to-score", "blog-post-view")]
    [InlineData("/blog", "blog-post-view")]
    [InlineData("/blogging", "page-view")]
    [InlineData("/about/pricing", "page-view")]
    [InlineData("https://www.example.com", "page-view")]
    [InlineData("https://www.example.com?x=/pricing", "page-view")]
    [InlineData("https://evil.example/#/pricing", "page-view")]
    [InlineData("http://www.example.com/x?next=http://a/pricing", "page-view")]
    [InlineData("", "page-view")]
    [InlineData("pricing", "page-view")]
    [InlineData("javascript:alert(1)", "page-view")]
    [InlineData("://", "page-view")]
    [InlineData("https:///pricing", "pricing-page-view")]
    [InlineData("/%00\u202E\uD800", "page-view")]
    [InlineData("/bl\u212Aog/x", "page-view")]
    public void names_the_signal(string url, string signal) => Assert.Equal(signal, Pages.SignalOf(url));

    [Theory]
    [InlineData("/a/*/c", "/a/b/c", true)]
    [InlineData("/a/*/c", "/a/b/b/c", false)]
    [InlineData("/a/*/c", "/a/c", false)]
    [InlineData("/a/**/c", "/a/b/b/c", true)]
    [InlineData("/**/c", "/a/b/c", true)]
    [InlineData("/*.html", "/index.html", true)]
    [InlineData("/*.html", "/a/index.html", false)]
    [InlineData("/**.html", "/a/index.html", true)]
    [InlineData("/de/*/preise*", "/de/x/preise-2026", true)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/a", false)]
    [InlineData("/**", "/", true)]
    [InlineData("/A", "/a", true)]
    public void keeps_one_star_within_a_segment_and_lets_two_go_on(string pattern, string path, bool matches) =>
        Assert.Equal(matches ? "hit" : "page-view", new PageMatcher([new PagePattern(pattern, "hit")]).SignalOf(path));

    [Fact]
    public void takes_the_first_that_matches() => Assert.Equal("one", new PageMatcher([new PagePattern("/a**", "one"), new PagePattern("/a", "two")]).SignalOf("/a"));

    [Theory]
    [InlineData(2048, "hit")]
    [InlineData(2049, "page-view")]
    public void does_not_read_paths_without_end(int length, string signal) =>
        Assert.Equal(signal, new PageMatcher([new PagePattern("/a**", "hit")]).SignalOf("/" + new string('a', length - 1)));

    [Fact]
    public void agrees_with_a_regular_expression_on_10_000_random_patterns()
    {
        const int Seed = 7071;
        var random = new Random(Seed);
        for (var i = 0; i < 10_000; i++)
        {
            var pattern = "/" + Random("ab/***", random);
            var path = "/" + Random("ab/", random);
            // Doubled and last slashes are no difference.
            var tidy = Regex.Replace(path, "/+", "/");
            tidy = tidy.Length > 1 ? tidy.TrimEnd('/') : tidy;
            Assert.True(
                Expression(pattern).IsMatch(tidy) == (new PageMatcher([new PagePattern(pattern, "hit")]).SignalOf(path) == "hit"), $"seed {Seed}, case {i}: {pattern} on {path}");
        }
    }

    private static Regex Expression(string pattern)
    {
        var tidy = Regex.Replace(pattern, "/+", "/");
        tidy = tidy.Length > 1 && tidy[^1] == '/' ? tidy[..^1] : tidy;
        var text = new StringBuilder("^");
        for (var i = 0; i < tidy.Length; i++)
        {
            var two = tidy[i] == '*' && i + 1 < tidy.Length && tidy[i + 1] == '*';
            text.Append(two ? ".*" : tidy[i] == '*' ? "[^/]*" : Regex.Escape(tidy[i].ToString()));
            i += two ? 1 : 0;
        }

        var blogItself = tidy.Length > 3 && tidy.EndsWith("/**", StringComparison.Ordinal) ? "|" + Expression(tidy[..^3]) : "";
        return new Regex($"{text}${blogItself}", RegexOptions.NonBacktracking);
    }

    private static string Random(string letters, Random random) => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => letters[random.Next(letters.Length)]));
}
