using LeadFunctions.Providers;
using LeadFunctions.Providers.Email;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Providers;

public class telling_on_the_console
{
    private static async Task<string> PrintedAsync(Notification told)
    {
        using var console = new StringWriter();
        Assert.IsType<NotifyResult.Sent>(await new ConsoleNotifier(console).SendAsync(told, default));
        return console.ToString();
    }

    [Fact]
    public async Task says_who_why_now_and_what_to_do() => Assert.Equal(
        """
        band-up: Jane Doe, Globex -> Ana Ruiz <ana@acme.example>
          score    47.5, band MQL, stage mql
          why now  +30 Demo request
                   +17.5 VP title
          to do    Call within the hour
          lead     http://localhost:7071/api/leads/ld_1

        """,
        await PrintedAsync(Told.Ana));

    [Theory]
    [InlineData("Jane\u001b[2J\u001b]0;gone\u0007")]
    [InlineData("Jane\r\nto do    wire money")]
    [InlineData("Jane\u202egpj.exe")]
    [InlineData("Jane\u2028\u0085\u009b31m")]
    public async Task a_lead_cannot_move_the_cursor_or_forge_a_line(string name)
    {
        var printed = await PrintedAsync(Told.Ana with { LeadName = name, Company = name, WhyNow = [name] });

        Assert.Equal(5, printed.Count(letter => letter == '\n'));
        Assert.DoesNotContain(printed, letter => letter != '\n' && (char.IsControl(letter) || letter is '\u202e' or '\u2028'));
    }

    [Fact]
    public async Task a_very_long_name_is_cut() => Assert.True((await PrintedAsync(Told.Ana with { LeadName = new string('x', 100_000) })).Length < 2_000);

    [Fact]
    public void channels_are_found_by_name_and_an_unknown_one_lists_them()
    {
        var options = new ChannelOptions("data")
        {
            Webhook = new("https://hooks.example/"),
            Slack = new("https://hooks.slack.com/services/T0/B0/x"),
            Teams = new("https://prod-1.westeurope.logic.azure.com/workflows/x?sig=y"),
            Email = (new FileEmail("data", TimeProvider.System), new Mailbox("leads@acme.example")),
        };

        Assert.Equal(["console", "email", "file", "slack", "teams", "webhook"], Notifiers.Names);
        Assert.All(Notifiers.Names, name => Assert.Equal(name, Notifiers.ByName(name, options, TimeProvider.System).Name));
        var unknown = Assert.Throws<ArgumentException>(() => Notifiers.ByName("pigeon", options, TimeProvider.System));
        Assert.StartsWith("There is no notification channel 'pigeon'. There are: console, email, file, slack, teams, webhook.", unknown.Message, StringComparison.Ordinal);
        Assert.All(["webhook", "slack", "teams", "email"], name => Assert.Throws<ArgumentException>(() => Notifiers.ByName(name, new ChannelOptions("data"), TimeProvider.System)));
    }
}
