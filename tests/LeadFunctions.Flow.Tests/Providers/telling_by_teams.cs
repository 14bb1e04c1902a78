using System.Text.Json;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Flow.Tests.Providers;

public class telling_by_teams
{
    public static TheoryData<string> HostileTexts => Told.HostileTexts;

    private static TeamsNotifier To(Receiver receiver) => new(new(receiver.Url + "/workflows/x", AllowPrivate: true), TimeProvider.System);

    private static async Task<JsonElement> PostedAsync(Notification told)
    {
        await using var receiver = await Receiver.AnsweringAsync(202);
        using var teams = To(receiver);
        Assert.IsType<NotifyResult.Sent>(await teams.SendAsync(told, default));
        return JsonDocument.Parse(receiver.Requests.Single().Body).RootElement;
    }

    [Fact]
    public async Task says_who_why_now_what_by_when_and_has_the_buttons()
    {
        var message = await PostedAsync(Told.Full);

        var texts = SlackFormat.Texts(message).ToList();
        Assert.Empty(CardFormat.Check(message));
        Assert.Superset(
            new HashSet<string> { "New lead: Jane Doe, VP Sales at Globex", "Globex", "• +30 Demo request", "Call within the hour", "today 01:04 (Europe/Berlin)", Told.Full.ClaimUrl!, Told.Full.PageUrl! },
            texts.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task nothing_a_lead_wrote_is_read_as_markdown_or_too_long(string text)
    {
        var message = await PostedAsync(Told.Hostile(text));

        Assert.Empty(CardFormat.Check(message));
        Assert.Empty(CardFormat.Marked(message));
        Assert.DoesNotContain(SlackFormat.Texts(message), line => line.Any(letter => char.IsControl(letter) || letter is '\u202e' or '\u2028'));
    }

    [Fact]
    public async Task a_link_that_is_not_https_is_text()
    {
        var message = await PostedAsync(Told.Full with { ClaimUrl = "http://localhost:7071/api/claim/x", PageUrl = "javascript:alert(1)" });

        Assert.Empty(CardFormat.Check(message));
        Assert.Contains("Accept this lead: http://localhost:7071/api/claim/x", SlackFormat.Texts(message));
        Assert.DoesNotContain(SlackFormat.Texts(message), text => text.Contains("javascript", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task a_digest_stays_under_what_teams_takes(int leads)
    {
        var message = await PostedAsync(Told.Digest(leads));

        Assert.Empty(CardFormat.Check(message));
        Assert.Equal(leads > 20, SlackFormat.Texts(message).Contains($"and {leads - 20} more"));
    }

    [Theory]
    [InlineData(413, true)]
    [InlineData(404, true)]
    [InlineData(429, false)]
    [InlineData(502, false)]
    public async Task what_is_refused_for_good_is_not_tried_again(int status, bool forGood)
    {
        await using var receiver = await Receiver.AnsweringAsync(status);
        using var teams = To(receiver);

        Assert.Equal(forGood, Assert.IsType<NotifyResult.Failed>(await teams.SendAsync(Told.Full, default)).ForGood);
    }

    [Fact]
    public async Task a_yes_that_says_429_in_its_text_is_a_no()
    {
        await using var receiver = await Receiver.StartAsync(context => context.Response.WriteAsync("Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429"));
        using var teams = To(receiver);

        Assert.False(Assert.IsType<NotifyResult.Failed>(await teams.SendAsync(Told.Full, default)).ForGood);
    }

    [Theory]
    [InlineData("https://prod-01.westeurope.logic.azure.com/workflows/x?sig=y", true)]
    [InlineData("https://default1.environment.api.powerplatform.com/powerautomate/x?sig=y", true)]
    [InlineData("https://evil.example/logic.azure.com", false)]
    [InlineData("https://evillogic.azure.com.example/", false)]
    [InlineData("http://prod-01.westeurope.logic.azure.com/", false)]
    public void only_workflow_hosts_are_called(string url, bool good)
    {
        var wrong = Record.Exception(() => new TeamsNotifier(new(url), TimeProvider.System).Dispose());

        Assert.Equal(good, wrong is null);
        Assert.True(good || wrong is ArgumentException);
    }

    /// <summary>The validator takes Microsoft's example and sees what is wrong.</summary>
    [Theory]
    [InlineData("1.2", "TextBlock", true)]
    [InlineData("9.9", "TextBlock", false)]
    [InlineData("1.2", "Input.Text", false)]
    public void the_format_is_checked_as_teams_does(string version, string element, bool good)
    {
        var json = $$$"""
            {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{
              "$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"{{{version}}}",
              "body":[{"type":"{{{element}}}","text":"For Samples and Templates, see [https://adaptivecards.io/samples](https://adaptivecards.io/samples)"}]}}]}
            """;

        Assert.Equal(good, CardFormat.Check(JsonDocument.Parse(json).RootElement).Count == 0);
    }
}
