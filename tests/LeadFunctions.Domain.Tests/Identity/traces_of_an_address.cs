using System.Text;
using LeadFunctions.Domain.Identity;

namespace LeadFunctions.Domain.Tests.Identity;

public sealed class traces_of_an_address
{
    private static readonly AddressTraces Traces = AddressTraces.Of(["ana+news@acme.example"]);

    [Theory]
    [InlineData("to ana+news@acme.example, please")]
    [InlineData("ANA+News@ACME.example")]
    [InlineData("{\"email\":\"ana\\u002Bnews@acme.example\"}")]
    [InlineData("https://x.example/?e=ana%2Bnews%40acme.example&x=1")]
    [InlineData("https://x.example/?e=ana+news%40acme.example")]
    public void are_found_and_taken_out(string text)
    {
        Assert.True(Traces.AreIn(text));
        Assert.False(Traces.AreIn(Traces.Redact(text)));
    }

    [Fact]
    public void are_found_in_base64_wherever_they_begin()
    {
        for (var before = 0; before < 9; before++)
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + "ana+news@acme.example" + " and more"));
            Assert.True(Traces.AreIn(text), text);
            Assert.False(Traces.AreIn(Traces.Redact(text)));
        }
    }

    [Theory]
    [InlineData("ana@acme.example")]
    [InlineData("bob+news@acme.example")]
    [InlineData("")]
    public void are_not_in_what_names_somebody_else(string text) => Assert.False(Traces.AreIn(text));

    [Fact]
    public void of_nobody_are_nowhere() => Assert.False(AddressTraces.Of([]).AreIn("ana@acme.example"));
}
