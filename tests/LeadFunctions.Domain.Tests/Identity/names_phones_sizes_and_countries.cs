using LeadFunctions.Domain.Identity;

namespace LeadFunctions.Domain.Tests.Identity;

public class names_phones_sizes_and_countries
{
    [Theory]
    [InlineData("  Ana   Maria\tSilva ", "Ana Maria Silva")]
    [InlineData("McDonald", "McDonald")]
    [InlineData("A\u202Enna\u200B", "Anna")]
    [InlineData("ni\u200Cma", "ni\u200Cma")]
    [InlineData("a\r\nBcc: x", "a Bcc: x")]
    [InlineData("a\0b", "ab")]
    [InlineData(" \u200B ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void names_lose_what_cannot_be_seen(string? raw, string? name) => Assert.Equal(name, PersonName.Normalise(raw));

    [Fact]
    public void names_are_cut_at_100_characters() => Assert.Equal(100, PersonName.Normalise(new string('x', 5_000))!.Length);

    [Theory]
    [InlineData("Ana Maria Silva", "Ana Maria", "Silva")]
    [InlineData("Silva, Ana Maria", "Ana Maria", "Silva")]
    [InlineData("Ana", "Ana", "")]
    public void names_have_two_parts(string name, string first, string last) => Assert.Equal((first, last), PersonName.Split(name));

    [Theory]
    [InlineData("ACME, Inc.", "acme")]
    [InlineData("Acme Corporation", "acme")]
    [InlineData("acme GmbH & Co. KG", "acme")]
    [InlineData("Limited Brands", "limited brands")]
    [InlineData("O'Neil Ltd", "oneil")]
    [InlineData("Limited", "limited")]
    [InlineData("A.B.C. LLC", "abc")]
    [InlineData("  ", "")]
    public void companies_have_a_key(string raw, string key) => Assert.Equal(key, CompanyName.Key(raw));

    [Theory]
    [InlineData("+1 (415) 555-0100", null, "+14155550100")]
    [InlineData("0044 20 7946 0958", null, "+442079460958")]
    [InlineData("+44 (0)20 7946 0958", null, "+442079460958")]
    [InlineData("020 7946 0958", "GB", "+442079460958")]
    [InlineData("(415) 555-0100", "US", "+14155550100")]
    [InlineData("1-415-555-0100", "US", "+14155550100")]
    [InlineData("415.555.0100 ext. 5", "US", "+14155550100")]
    [InlineData("415 555 0100 x12", "US", "+14155550100")]
    [InlineData("06 1234 5678", "IT", "+390612345678")]
    [InlineData("030/1234567", "DE", "+49301234567")]
    [InlineData("020 7946 0958", null, null)]
    [InlineData("020 7946 0958", "XX", null)]
    [InlineData("555", "US", null)]
    [InlineData("+1234567890123456", null, null)]
    [InlineData("call me", "US", null)]
    [InlineData("", "US", null)]
    [InlineData("+", null, null)]
    [InlineData("+0123456789", null, null)]
    [InlineData("１２３４５６７８９０", "US", null)]
    public void phones_are_plus_and_digits(string raw, string? country, string? phone) => Assert.Equal(phone, PhoneNumber.Normalise(raw, country));

    [Theory]
    [InlineData("100-499", 100)]
    [InlineData("500+", 500)]
    [InlineData("1,000", 1000)]
    [InlineData("1.000 - 4.999", 1000)]
    [InlineData("10 000", 10000)]
    [InlineData("1,234,567", 1234567)]
    [InlineData("51 to 200 employees", 51)]
    [InlineData("<20", 1)]
    [InlineData("less than 20", 1)]
    [InlineData("more than 500", 500)]
    [InlineData("5k-10k", 5000)]
    [InlineData("10K+", 10000)]
    [InlineData("2, 3", 2)]
    [InlineData("1.5", 1)]
    [InlineData("250", 250)]
    [InlineData("0", 0)]
    [InlineData("11111111111111111111", null)]
    [InlineData("Enterprise", null)]
    [InlineData("", null)]
    public void sizes_are_their_lower_bound(string text, int? size) => Assert.Equal(size, CompanySize.LowerBound(text));

    [Theory]
    [InlineData("US", "US")]
    [InlineData("us", "US")]
    [InlineData(" United States ", "US")]
    [InlineData("united kingdom", "GB")]
    [InlineData("UK", "GB")]
    [InlineData("Germany", "DE")]
    [InlineData("India", "IN")]
    [InlineData("South Korea", "KR")]
    [InlineData("Japan", "JP")]
    [InlineData("Atlantis", null)]
    [InlineData("", null)]
    public void countries_are_two_letters(string text, string? code) => Assert.Equal(code, CountryCode.Of(text));

    [Theory]
    [InlineData(" V.P.  of\tSales ", "VP of Sales")]
    [InlineData("C.E.O.", "CEO")]
    [InlineData("Sr. Manager", "Sr. Manager")]
    [InlineData("Co\u2011Founder", "Co-Founder")]
    [InlineData(".", ".")]
    [InlineData("", "")]
    public void titles_lose_the_dots_of_initials(string raw, string title) => Assert.Equal(title, JobTitle.Normalise(raw));
}
