using System.Text.RegularExpressions;

namespace LeadFunctions.Flow.Tests.House;

/// <summary>The attacks on mail, tracking, webhooks and privacy: each has a test that is named after it, here or in another project.</summary>
public sealed partial class the_attack_rows
{
    private static readonly Lazy<ILookup<string, string>> Tests = new(() => Repository.Files("tests", "*.cs")
        .SelectMany(file => Method().Matches(Repository.Text(file)).Select(match => match.Groups[1].Value))
        .SelectMany(name => Row().Matches(Leading().Match(name).Value).Select(row => (Row: row.Value.TrimEnd('_').Replace('_', '-'), Name: name)))
        .ToLookup(one => one.Row, one => one.Name));

    [Theory]
    [InlineData("P-1", "a tampered, truncated or huge token of a picture")]
    [InlineData("P-2", "HEAD, conditional and range requests, a thousand looks")]
    [InlineData("C-1", "an address in the query of a link")]
    [InlineData("C-2", "a tampered, truncated or empty link")]
    [InlineData("C-3", "a text that links to what is no web address")]
    [InlineData("C-5", "a scanner that follows every link")]
    [InlineData("C-6", "a forwarded mail")]
    [InlineData("C-7", "a link after the erasure of its lead")]
    [InlineData("U-1", "a GET of the unsubscribe page by a scanner")]
    [InlineData("U-2", "one-click unsubscribe without cookie or token")]
    [InlineData("U-3", "a hundred of them at once")]
    [InlineData("U-5", "a token in the referrer or the log")]
    [InlineData("U-6", "an unsubscribe against a mail on its way")]
    [InlineData("U-7", "an old consent said again")]
    [InlineData("U-9", "an unsubscribe while the store is down")]
    [InlineData("U-10", "an unsubscribe with any body")]
    [InlineData("W-1", "no signature, or a wrong one")]
    [InlineData("W-3", "an event 46 times, and after nine days")]
    [InlineData("W-4", "JSON written anew under the old signature")]
    [InlineData("W-5", "events in any order")]
    [InlineData("W-7", "events and messages that nobody knows")]
    [InlineData("W-8", "a script in the reason of a bounce")]
    [InlineData("W-9", "certificates and confirmations at strange addresses")]
    [InlineData("W-11", "a forged complaint")]
    [InlineData("W-12", "a store that is down after the signature was right")]
    [InlineData("W-13", "one event twice at the same time")]
    [InlineData("W-15", "bounces in masses")]
    [InlineData("E-2", "a display name that is an address, too long, or in any script")]
    [InlineData("E-3", "a provider that takes a mail and breaks the line")]
    [InlineData("E-4", "machines that answer mails")]
    [InlineData("G-2", "an erasure while messages are on their way")]
    [InlineData("G-3", "a backup from before the erasure")]
    [InlineData("G-4", "an export of a lead with another one merged into it")]
    [InlineData("G-6", "asking a form who is known")]
    public void each_have_a_test_named_after_them(string row, string attack) =>
        Assert.True(Tests.Value[row].Any(), $"No test is named {row.Replace('-', '_')}_…: {attack}");

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"\A(?:[A-Z]_\d+_)+")]
    private static partial Regex Leading();

    [GeneratedRegex(@"[A-Z]_\d+_")]
    private static partial Regex Row();
}
