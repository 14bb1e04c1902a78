using System.Text.Json;
using LeadFunctions.Providers.Net;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>The channel <c>slack</c>: Block Kit through an incoming webhook, whose URL is a secret. A lead's words stand in plain text blocks only.</summary>
public sealed class SlackNotifier : INotifier, IDisposable
{
    public const string ChannelName = "slack";

    private readonly JsonPost _post;

    /// <exception cref="ArgumentException">The URL is none of Slack's.</exception>
    public SlackNotifier(ChatOptions options, TimeProvider clock)
    {
        ChatHost.Check(options, "slack", host => host is "hooks.slack.com" or "hooks.slack-gov.com");
        _post = new JsonPost(options.Url, options.AllowPrivate, clock, "slack channel") { Timeout = options.Timeout, AnswerLimit = 200 };
    }

    public string Name => ChannelName;

    public bool Deduplicates => false;

    public bool Interrupts => true;

    public void Dispose() => _post.Dispose();

    public async Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct) =>
        await _post.SendAsync(JsonSerializer.SerializeToUtf8Bytes(SlackMessage.Of(notification)), [], ct) switch
        {
            PostOutcome.Answered { IsSuccess: true } => new NotifyResult.Sent(),
            // Refused for what it is (invalid_payload, channel_is_archived ...): the same again would be refused again.
            PostOutcome.Answered { Status: 400 or 403 or 404 or 410 } refused => new NotifyResult.Failed($"answered {refused.Status}: {PlainText.Line(refused.Text, 100)}", ForGood: true),
            PostOutcome.Answered other => new NotifyResult.Failed($"answered {other.Status}") { RetryAfter = other.Wait },
            PostOutcome.NotSent not => new NotifyResult.Failed(not.Reason, not.ForGood),
            PostOutcome.Unknown unknown => new NotifyResult.Ambiguous(unknown.Reason),
            _ => throw new InvalidOperationException("an outcome nobody knows"),
        };
}

/// <param name="Url">The incoming webhook: a secret.</param>
/// <param name="AllowPrivate">Also call loopback and private addresses.</param>
public sealed record ChatOptions(string Url, bool AllowPrivate = false)
{
    /// <summary>For the whole call; 10 s.</summary>
    public TimeSpan Timeout { get; init; } = Outbound.Timeout;
}

/// <summary>Chat services are called at their own hosts and nowhere else; on this machine too, when private addresses are allowed.</summary>
internal static class ChatHost
{
    public static void Check(ChatOptions options, string channel, Func<string, bool> isTheirs)
    {
        var known = Uri.TryCreate(options.Url, UriKind.Absolute, out var uri) && (isTheirs(uri.IdnHost) || (options.AllowPrivate && uri.IsLoopback));
        if (!known)
        {
            // The URL is a secret, so the message does not repeat it.
            throw new ArgumentException($"The {channel} channel needs the URL of an incoming webhook of that service.", nameof(options));
        }
    }
}
