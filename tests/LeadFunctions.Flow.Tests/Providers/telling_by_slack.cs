using System.Text.Json;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Flow.Tests.Providers;

public class telling_by_slack
{
    public static TheoryData<string> HostileTexts => Told.HostileTexts;

    private static SlackNotifier To(Receiver receiver) => new(new(receiver.Url + "/services/T0/B0/x", AllowPrivate: true), TimeProvider.System);

    private static async Task<JsonElement> PostedAsync(Notification told)
    {
        await using var receiver = await Receiver.StartAsync(context => context.Response.WriteAsync("ok"));
        using var slack = To(receiver);
        Assert.IsType<NotifyResult.Sent>(await slack.SendAsync(told, default));
        return JsonDocument.Parse(receiver.Requests.Single().Body).RootElement;
    }

    [Fact]
    public async Task says_who_why_now_what_by_when_and_has_the_buttons()
    {
        var message = await PostedAsync(Told.Full);

        var texts = SlackFormat.Texts(message).ToList();
        Assert.Empty(SlackFormat.Check(message));
        Assert.Equal("New lead: Jane Doe, VP Sales at Globex", message.GetProperty("text").GetString());
        Assert.Contains("Why now\n• +30 Demo request\n• +17.5 VP title", texts);
        Assert.Contains("To do: Call within the hour", texts);
        Assert.Contains("By: today 01:04 (Europe/Berlin)", texts);
        Assert.Contains(Told.Full.ClaimUrl, texts);
        Assert.Equal(["<@U012AB3CD>"], SlackFormat.Marked(message));
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task nothing_a_lead_wrote_is_markup_a_mention_or_too_long(string text)
    {
        var message = await PostedAsync(Told.Hostile(text));

        Assert.Empty(SlackFormat.Check(message));
        Assert.Equal(["<@U012AB3CD>"], SlackFormat.Marked(message));
        Assert.DoesNotContain(SlackFormat.Texts(message).Where(line => line != "<@U012AB3CD>"), line => line.Contains('<', StringComparison.Ordinal) || line.Contains('>', StringComparison.Ordinal));
        Assert.All(SlackFormat.Texts(message), line => Assert.DoesNotMatch("&(?!amp;|lt;|gt;)", line.Replace("from=mail&x=1", "", StringComparison.Ordinal)));
        Assert.DoesNotContain(SlackFormat.Texts(message), line => line.Any(letter => letter != '\n' && (char.IsControl(letter) || letter is '\u202e' or '\u2028')));
    }

    /// <summary>The example of Slack's own documentation.</summary>
    [Fact]
    public void escapes_as_slack_says() => Assert.Equal("Hello &amp; &lt;world&gt; 🌊", SlackMessage.Escape("Hello & <world> 🌊"));

    [Theory]
    [InlineData("<!channel>")]
    [InlineData("U1> <!here")]
    [InlineData("")]
    public async Task a_member_id_that_is_none_mentions_nobody(string id) => Assert.Empty(SlackFormat.Marked(await PostedAsync(Told.Full with { SlackId = id })));

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(500)]
    public async Task a_digest_lists_what_fits_and_counts_the_rest(int leads)
    {
        var message = await PostedAsync(Told.Digest(leads));

        Assert.Empty(SlackFormat.Check(message));
        Assert.Equal(Math.Min(leads, 20), SlackFormat.Texts(message).Count(text => text.StartsWith("https://leads.acme.example/api/claim/", StringComparison.Ordinal)));
        Assert.Equal(leads > 20, SlackFormat.Texts(message).Contains($"and {leads - 20} more"));
    }

    [Theory]
    [InlineData(400, "invalid_payload", true)]
    [InlineData(403, "action_prohibited", true)]
    [InlineData(404, "channel_not_found", true)]
    [InlineData(410, "channel_is_archived", true)]
    [InlineData(429, "", false)]
    [InlineData(500, "rollup_error", false)]
    public async Task what_slack_refuses_for_good_is_not_tried_again(int status, string text, bool forGood)
    {
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            return context.Response.WriteAsync(text);
        });
        using var slack = To(receiver);

        var failed = Assert.IsType<NotifyResult.Failed>(await slack.SendAsync(Told.Full, default));

        Assert.Equal((forGood, forGood ? null : TimeSpan.FromSeconds(7)), (failed.ForGood, failed.RetryAfter));
        Assert.Equal(forGood, failed.Reason.Contains(text, StringComparison.Ordinal) && text.Length > 0);
    }

    [Theory]
    [InlineData("https://evil.example/services/T0/B0/x")]
    [InlineData("https://hooks.slack.com.evil.example/services/x")]
    [InlineData("http://hooks.slack.com/services/x")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("")]
    public void another_host_than_slacks_is_refused_without_repeating_the_url(string url)
    {
        var wrong = Assert.Throws<ArgumentException>(() => new SlackNotifier(new(url), TimeProvider.System));

        Assert.True(url.Length == 0 || !wrong.Message.Contains(url, StringComparison.Ordinal));
    }

    /// <summary>The validator takes Slack's own examples and sees what is wrong.</summary>
    [Theory]
    [InlineData("""{"text":"This is a line of text.\nAnd this is another one."}""", true)]
    [InlineData("""{"text":"x","blocks":[{"type":"header","text":{"type":"plain_text","text":"A Heartfelt Header"}}]}""", true)]
    [InlineData("""{"text":"x","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"A Heartfelt Header"}}]}""", false)]
    [InlineData("""{"text":"x","blocks":[{"type":"heading","text":{"type":"plain_text","text":"x"}}]}""", false)]
    [InlineData("""{"text":"x","blocks":[{"type":"section","fields":[]}]}""", false)]
    [InlineData("""{"text":"x","blocks":[{"type":"section"}]}""", false)]
    [InlineData("""{"blocks":[],"text":"x"}""", false)]
    public void the_format_is_checked_as_slack_does(string json, bool good) => Assert.Equal(good, SlackFormat.Check(JsonDocument.Parse(json).RootElement).Count == 0);
}
