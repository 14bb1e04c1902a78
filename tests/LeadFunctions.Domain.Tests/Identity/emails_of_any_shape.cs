using System.Globalization;
using System.Text;
using LeadFunctions.Domain.Identity;

namespace LeadFunctions.Domain.Tests.Identity;

public class emails_of_any_shape
{
    private const int Seed = 20261122;
    private const int Cases = 20_000;

    [Fact]
    public void are_normalised_once_and_for_all()
    {
        var random = new Random(Seed);
        var accepted = 0;
        for (var i = 0; i < Cases; i++)
        {
            if (EmailAddress.Normalise(Anything(random)) is not { } email)
            {
                continue;
            }

            accepted++;
            Assert.True(EmailAddress.Normalise(email) == email, $"seed {Seed}, case {i}: {email}");
            Assert.True(Ascii.IsValid(EmailDomain.Of(email)) && email.Count(c => c == '@') == 1 && email.Length <= 254, $"seed {Seed}, case {i}: {email}");
            Assert.DoesNotContain(email, c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsAsciiLetterUpper(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
        }

        Assert.True(accepted > Cases / 20, $"only {accepted} of {Cases} were addresses at all");
    }

    [Fact]
    public void meet_whatever_the_case_and_whether_the_domain_is_encoded()
    {
        var random = new Random(Seed);
        var idn = new IdnMapping();
        for (var i = 0; i < Cases; i++)
        {
            var local = string.Join('.', Word("abcxyz019-_+", random), Word("abc", random));
            var label = Word("abcäöüßéñжф例9", random) + "a";
            var plain = EmailAddress.Normalise($"{local}@{label}.co.uk");
            var loud = EmailAddress.Normalise($" {Loud(local, random)}@{Loud(label, random)}.Co.UK ");
            var encoded = EmailAddress.Normalise($"{local}@{idn.GetAscii(label)}.co.uk");
            Assert.True(plain is not null && plain == loud && plain == encoded, $"seed {Seed}, case {i}: {local}@{label} gives {plain}, {loud}, {encoded}");
        }
    }

    [Fact]
    public void stay_apart_when_they_differ_in_more_than_ascii_case()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Cases; i++)
        {
            var (one, other) = (Word("abkKsSiIıİ\u212Aſß", random) + "x", Word("abkKsSiIıİ\u212Aſß", random) + "x");
            var same = EmailAddress.Normalise(one + "@x.co") == EmailAddress.Normalise(other + "@x.co");
            Assert.True(same == string.Equals(AsciiFold(one), AsciiFold(other), StringComparison.Ordinal), $"seed {Seed}, case {i}: {one} and {other}");
        }
    }

    private static string Anything(Random random)
    {
        const string Letters = "abzAZ019.-_+@@@...\"<> \t\r\n\0()[]:;,\\ıİKßäÄ例ａ。\u200D\u202E\u0301\uD83D\uDE00";
        return random.Next(4) switch
        {
            0 => Word(Letters, random),
            1 => Word(Letters, random) + "@" + Word(Letters, random) + ".co",
            _ => Word("abAZ09._+ıКä例", random) + "@" + Word("abAZ09-.äÄ例", random) + ".co ",
        };
    }

    private static string Word(string letters, Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => letters[random.Next(letters.Length)]));

    private static string Loud(string text, Random random) => string.Concat(text.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : c));

    private static string AsciiFold(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
}
