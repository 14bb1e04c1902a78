using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases.Notifying;

namespace LeadFunctions.Flow.Tests.Notifying;

public class a_claim_token
{
    private static readonly ClaimTokens Tokens = new([.. Enumerable.Repeat((byte)7, 32)]);
    private static readonly Claim Ana = new("ld_0123456789abcdef0123456789abcdef", "ana", "route:mql:1772366400000", new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void says_who_may_accept_which_lead_on_which_occasion_until_when()
    {
        var token = Tokens.Of(Ana)!;

        Assert.Equal(Ana, Tokens.Read(token));
        Assert.Matches("^[A-Za-z0-9_-]{40,120}$", token);
    }

    [Fact]
    public void changed_in_any_character_is_none()
    {
        var token = Tokens.Of(Ana)!;
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];

            Assert.True(Tokens.Read(changed) is null || changed == token || (i == token.Length - 1 && Tokens.Read(changed) == Ana), changed);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AQ")]
    [InlineData("not base64 at all!")]
    [InlineData("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ")]
    public void of_any_other_text_is_none(string text) => Assert.Null(Tokens.Read(text));

    [Fact]
    public void of_another_length_is_none_and_nothing_breaks()
    {
        var token = Tokens.Of(Ana)!;
        foreach (var length in Enumerable.Range(0, token.Length))
        {
            Assert.Null(Tokens.Read(token[..length]));
            Assert.Null(Tokens.Read(token + token[..Math.Max(1, length)]));
        }

        Assert.Null(Tokens.Read(new string('A', 100_000)));
    }

    [Fact]
    public void of_another_deployment_is_none() => Assert.Null(new ClaimTokens(new byte[32]).Read(Tokens.Of(Ana)!));

    [Fact]
    public void is_not_made_for_names_too_long_for_a_link()
    {
        Assert.Null(Tokens.Of(Ana with { Occasion = new string('x', 300) }));
        Assert.Null(Tokens.Of(Ana with { PersonId = new string('x', 300) }));
        Assert.Equal("", Tokens.Read(Tokens.Of(Ana with { Occasion = "" })!)!.Occasion);
    }

    [Fact]
    public async Task is_in_what_the_owner_gets_and_not_in_what_the_manager_gets()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync("jane@globex.example", "demo", ("name", "Jane Doe"), ("title", "VP Sales"), ("company", "Globex"));
        var told = company.Told[0];

        Assert.StartsWith("https://leads.example/api/claim/", told.ClaimUrl, StringComparison.Ordinal);
        Assert.Equal(
            new Claim(lead.Id, lead.Owner!.PersonId, lead.Owner.DecisionId, company.Now.AddDays(7)),
            new ClaimTokens(company.Ids.KeyFor("claim-link")).Read(told.ClaimUrl!["https://leads.example/api/claim/".Length..]));
        Assert.Equal("New lead: Jane Doe, VP Sales at Globex", told.Headline);

        await using var busy = new Company(Rules.B2b.Away(company.Now));
        await busy.SubmitAsync("jane@globex.example", "demo");
        Assert.All(busy.Told, manager => Assert.Null(manager.ClaimUrl));
        Assert.Contains(busy.Told, manager => manager.Headline == "Nobody is free for jane@globex.example");
    }
}
