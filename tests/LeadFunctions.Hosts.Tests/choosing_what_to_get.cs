using System.Net;
using System.Text.RegularExpressions;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The preference page of a mail (attack row U holds for it too).</summary>
public sealed partial class choosing_what_to_get
{
    private const string Form = "application/x-www-form-urlencoded";
    private static readonly string SendId = "send_" + new string('a', 32);
    private static readonly string LeadId = "ld_" + new string('1', 32);
    private static readonly string Page = "api/p/" + MailToken.Of(SendId);

    [Fact]
    public async Task looking_shows_what_was_said_and_changes_nothing_and_names_nobody()
    {
        await using var host = await StartAsync(new ConsentGiven("marketing", true, "v1", DateTimeOffset.UnixEpoch, "form:demo"), new ConsentGiven("events", false, "v1", DateTimeOffset.UnixEpoch, "form:demo"));
        var before = host.Engine.StateHash;
        using var answer = await host.GetAsync(Page, ("Sec-Purpose", "prefetch"));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["events", "marketing checked"], Boxes(html));
        Assert.DoesNotContain("jane", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("prefers-color-scheme:dark", html, StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\"", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("no-referrer", answer.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(before, host.Engine.StateHash);
    }

    [Fact]
    public async Task a_no_to_marketing_suppresses_before_it_is_answered_and_a_yes_later_ends_that()
    {
        await using var host = await StartAsync(new ConsentGiven("marketing", true, "v1", DateTimeOffset.UnixEpoch, "form:demo"));
        using var no = await host.PostAsync(Page, "", Form);
        Assert.Equal(["marketing"], Boxes(await no.Content.ReadAsStringAsync()));
        Assert.True((await SuppressionAsync(host)).Blocks);
        Assert.Equal(EmailEventKind.Unsubscribe, Assert.Single(host.Engine.Messages.OfType<Message.EmailReported>()).Events[0].Kind);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        using var yes = await host.PostAsync(Page, "want=marketing", Form);
        Assert.Equal(["marketing checked"], Boxes(await yes.Content.ReadAsStringAsync()));
        Assert.False((await SuppressionAsync(host)).Blocks);
        var signal = Assert.Single(host.Engine.Messages.OfType<Message.SignalArrived>()).Signals[0];
        Assert.Equal(("marketing", true, Preferences.TextVersion, "preferences"), (signal.Consent!.Purpose, signal.Consent.Granted, signal.Consent.TextVersion, signal.Source));
    }

    [Fact]
    public async Task one_purpose_does_not_touch_another()
    {
        await using var host = await StartAsync(new ConsentGiven("marketing", true, "v1", DateTimeOffset.UnixEpoch, "f"), new ConsentGiven("events", true, "v1", DateTimeOffset.UnixEpoch, "f"));
        using var answer = await host.PostAsync(Page, "want=marketing&want=unheard-of", Form);

        Assert.Equal(["events", "marketing checked"], Boxes(await answer.Content.ReadAsStringAsync()));
        Assert.False((await SuppressionAsync(host)).Blocks);
        Assert.Equal(["events False"], host.Engine.Messages.OfType<Message.SignalArrived>().SelectMany(message => message.Signals).Select(signal => $"{signal.Consent!.Purpose} {signal.Consent.Granted}"));
    }

    [Fact]
    public async Task a_yes_brings_no_mail_back_to_an_address_that_bounced()
    {
        await using var host = await StartAsync();
        var bounced = new Suppression().With(new SuppressionEntry(SuppressionReason.HardBounce, DateTimeOffset.UnixEpoch, "webhook:x"));
        await host.Engine.CommitAsync(new Commit { Registers = [(await new Suppressions(host.Engine).FindAsync(LeadId, default)).Write(bounced)] }, default);

        using var answer = await host.PostAsync(Page, "want=marketing", Form);

        Assert.Contains("came back", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await SuppressionAsync(host)).Blocks);
    }

    [Fact]
    public async Task saying_the_same_again_is_nothing_new()
    {
        await using var host = await StartAsync();
        using var first = await host.PostAsync(Page, "", Form);
        var before = host.Engine.StateHash;
        using var second = await host.PostAsync(Page, "", Form);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(before, host.Engine.StateHash);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public async Task nobody_elses_wishes_are_there_to_change(string token)
    {
        await using var host = await StartAsync();
        var before = host.Engine.StateHash;
        using var look = await host.GetAsync("api/p/" + token);
        using var save = await host.PostAsync("api/p/" + token, "want=marketing", Form);

        await look.ShouldBeProblemAsync(404);
        await save.ShouldBeProblemAsync(404);
        Assert.Equal(before, host.Engine.StateHash);
    }

    [Fact]
    public async Task it_is_never_said_to_be_saved_when_it_is_not()
    {
        await using var host = await StartAsync(new ConsentGiven("marketing", true, "v1", DateTimeOffset.UnixEpoch, "f"));
        host.Engine.Fault = new StorageException("storage-fault");
        using var answer = await host.PostAsync(Page, "", Form);

        await answer.ShouldBeProblemAsync(503);
    }

    private static List<string> Boxes(string html) => [.. Box().Matches(html).Select(box => box.Groups[1].Value + box.Groups[2].Value)];

    private static async Task<Suppression> SuppressionAsync(TestHost host) => (await new Suppressions(host.Engine).FindAsync(LeadId, default)).Suppression;

    private static async Task<TestHost> StartAsync(params ConsentGiven[] consents)
    {
        var host = await TestHost.StartAsync();
        host.Engine.Put(new Lead { Id = LeadId, Email = "jane@example.com", CreatedAt = DateTimeOffset.UnixEpoch, Version = 1, Consents = consents });
        await host.Engine.CommitAsync(new Commit { Registers = [Sends.Write(SendId, new SentEmail("mail:1", LeadId, "file", null, DateTimeOffset.UnixEpoch), 0)] }, default);
        return host;
    }

    [GeneratedRegex("<input type=\"checkbox\" name=\"want\" value=\"([^\"]*)\"( checked)?>")]
    private static partial Regex Box();
}
