using System.Text.Json;
using LeadFunctions.Providers.Net;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>The channel <c>teams</c>: an Adaptive Card through a Workflow ("when a webhook request is received"), whose URL is a secret.</summary>
public sealed class TeamsNotifier : INotifier, IDisposable
{
    public const string ChannelName = "teams";

    private readonly JsonPost _post;

    /// <exception cref="ArgumentException">The URL is none of a Workflow's.</exception>
    public TeamsNotifier(ChatOptions options, TimeProvider clock)
    {
        ChatHost.Check(options, "teams", host => host.EndsWith(".logic.azure.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".environment.api.powerplatform.com", StringComparison.OrdinalIgnoreCase));
        _post = new JsonPost(options.Url, options.AllowPrivate, clock, "teams channel") { Timeout = options.Timeout, AnswerLimit = 200 };
    }

    public string Name => ChannelName;

    public bool Deduplicates => false;

    public bool Interrupts => true;

    public void Dispose() => _post.Dispose();

    public async Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct) =>
        await _post.SendAsync(JsonSerializer.SerializeToUtf8Bytes(TeamsMessage.Of(notification)), [], ct) switch
        {
            // Connectors of old said 200 and put the refusal into the text.
            PostOutcome.Answered { IsSuccess: true } busy when busy.Text.Contains("error 429", StringComparison.OrdinalIgnoreCase) => new NotifyResult.Failed("answered 429 in its text"),
            PostOutcome.Answered { IsSuccess: true } => new NotifyResult.Sent(),
            PostOutcome.Answered { Status: 400 or 401 or 403 or 404 or 410 or 413 } refused => new NotifyResult.Failed($"answered {refused.Status}", ForGood: true),
            PostOutcome.Answered other => new NotifyResult.Failed($"answered {other.Status}") { RetryAfter = other.Wait },
            PostOutcome.NotSent not => new NotifyResult.Failed(not.Reason, not.ForGood),
            PostOutcome.Unknown unknown => new NotifyResult.Ambiguous(unknown.Reason),
            _ => throw new InvalidOperationException("an outcome nobody knows"),
        };
}
