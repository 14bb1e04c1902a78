using LeadFunctions.Domain.Identity;

namespace LeadFunctions.Domain.Tests.Identity;

public class normalising_an_email
{
    [Theory]
    [InlineData("ana@example.com", "ana@example.com")]
    [InlineData("  Ana.Maria+News@Example.COM\t", "ana.maria+news@example.com")]
    [InlineData("o'neil!#$%&*+/=?^_`{|}~-x@a-b.example.com", "o'neil!#$%&*+/=?^_`{|}~-x@a-b.example.com")]
    [InlineData("ana@MÜNCHEN.de", "ana@xn--mnchen-3ya.de")]
    [InlineData("ana@XN--MNCHEN-3YA.de", "ana@xn--mnchen-3ya.de")]
    [InlineData("ana@例え.jp", "ana@xn--r8jz45g.jp")]
    [InlineData("用户@example.com", "用户@example.com")]
    [InlineData("1@2.co", "1@2.co")]
    public void keeps_what_is_an_address(string raw, string expected) => Assert.Equal(expected, EmailAddress.Normalise(raw));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ana")]
    [InlineData("@example.com")]
    [InlineData("ana@")]
    [InlineData("ana@@example.com")]
    [InlineData("a@x.co\r\nBcc: v@y.co")]
    [InlineData("a@x.co\r\n")]
    [InlineData("\"a\r\nRCPT TO:<v>\"@x.co")]
    [InlineData("Evil <a@x.co>")]
    [InlineData("<a@x.co>")]
    [InlineData("\"<script>\"@x.co")]
    [InlineData("\"a b\"@x.co")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@[IPv6:::1]")]
    [InlineData("a@127.0.0.1")]
    [InlineData("a @x.co")]
    [InlineData("a@ x.co")]
    [InlineData("a@x.co .")]
    [InlineData("a b@x.co")]
    [InlineData("a\u202E@x.co")]
    [InlineData("a@x\u202E.co")]
    [InlineData("\uFF41@x.co")]
    [InlineData("a@\uFF41.co")]
    [InlineData("a@x\u3002co")]
    [InlineData("a\u200B@x.co")]
    [InlineData("a\u200D@x.co")]
    [InlineData("a@x\u200D.co")]
    [InlineData("a\0@x.co")]
    [InlineData("a\uD800@x.co")]
    [InlineData("a@\uD800.co")]
    [InlineData(".a@x.co")]
    [InlineData("a.@x.co")]
    [InlineData("a..b@x.co")]
    [InlineData("a(comment)@x.co")]
    [InlineData("a,b@x.co")]
    [InlineData("a@x")]
    [InlineData("a@.x.co")]
    [InlineData("a@x..co")]
    [InlineData("a@x.co.")]
    [InlineData("a@-x.co")]
    [InlineData("a@x-.co")]
    [InlineData("a@x_y.co")]
    [InlineData("a@x.123")]
    [InlineData("a@ab--cd.co")]
    [InlineData("a@xn--a.co")]
    [InlineData("a@xn--.co")]
    [InlineData("a@\u212Aelvin.co")]
    [InlineData("a@\u2460.co")]
    public void refuses_what_is_none(string? raw) => Assert.Null(EmailAddress.Normalise(raw));

    [Theory]
    [InlineData("mi\u212Ae@x.co", "mike@x.co")]
    [InlineData("m\u0131ke@x.co", "mike@x.co")]
    [InlineData("M\u0130KE@x.co", "mike@x.co")]
    [InlineData("a@cüre53.de", "a@cure53.de")]
    [InlineData("a@stra\u00DFe.de", "a@strasse.de")]
    [InlineData("a.b@x.co", "ab@x.co")]
    [InlineData("a+b@x.co", "a@x.co")]
    public void does_not_let_look_alikes_meet(string one, string other)
    {
        Assert.NotNull(EmailAddress.Normalise(one));
        Assert.NotEqual(EmailAddress.Normalise(one), EmailAddress.Normalise(other));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void allows_64_octets_before_the_at(int octets, bool good) =>
        Assert.Equal(good, EmailAddress.Normalise(new string('a', octets) + "@x.co") is not null);

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void allows_254_octets_in_all(int octets, bool good)
    {
        var label = new string('d', 60) + ".";
        var domain = label + label + label + new string('e', octets - 10 - 183 - 3) + ".co";
        Assert.Equal(good, EmailAddress.Normalise(new string('a', 9) + "@" + domain) is not null);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void allows_labels_of_63(int octets, bool good) =>
        Assert.Equal(good, EmailAddress.Normalise("a@" + new string('d', octets) + ".co") is not null);

    [Fact]
    public void counts_octets_and_not_characters() => Assert.Null(EmailAddress.Normalise(new string('用', 22) + "@x.co"));
}
