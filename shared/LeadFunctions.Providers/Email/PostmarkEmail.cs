using System.Text.Json;
using LeadFunctions.Providers.Net;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>
/// The provider <c>postmark</c>: one POST per mail to a JSON API. It has no idempotency key, so what may have been taken on is not sent again:
/// an answer 500, 502 or 504 comes after the mail, and tells as little as none.
/// </summary>
public sealed class PostmarkEmail : IEmailSender, IDisposable
{
    public const string ProviderName = "postmark";

    private readonly PostmarkOptions _options;
    private readonly JsonPost _post;

    /// <exception cref="ArgumentException">There is no token, or the URL may not be called.</exception>
    public PostmarkEmail(PostmarkOptions options, TimeProvider clock)
    {
        if (options.Token.Length == 0)
        {
            throw new ArgumentException("The postmark provider needs a server token.", nameof(options));
        }

        _options = options;
        _post = new JsonPost(options.Url, options.AllowPrivate, clock, "postmark provider") { Timeout = options.Timeout, AnswerLimit = 4_096 };
    }

    public string Name => ProviderName;

    public bool Deduplicates => false;

    public void Dispose() => _post.Dispose();

    public async Task<EmailResult> SendAsync(EmailMessage mail, CancellationToken ct)
    {
        if (MailRules.WhyNot(mail) is { } wrong)
        {
            return new EmailResult.Failed(wrong, ForGood: true);
        }

        return await _post.SendAsync(Body(mail), [new("Accept", "application/json"), new("X-Postmark-Server-Token", _options.Token)], ct) switch
        {
            PostOutcome.Answered { IsSuccess: true } taken => new EmailResult.Sent(MessageIdIn(taken.Text) ?? Mime.MessageIdOf(mail)),
            PostOutcome.Answered { Status: 500 or 502 or 504 } lost => new EmailResult.Ambiguous($"answered {lost.Status}"),
            // About this mail: an inactive or impossible recipient, a body that is too big. A wrong token (401) is about us, and may be repaired.
            PostOutcome.Answered { Status: 400 or 413 or 422 } refused => new EmailResult.Failed($"answered {refused.Status}", ForGood: true),
            PostOutcome.Answered other => new EmailResult.Failed($"answered {other.Status}") { RetryAfter = other.Wait },
            PostOutcome.NotSent not => new EmailResult.Failed(not.Reason, not.ForGood),
            PostOutcome.Unknown unknown => new EmailResult.Ambiguous(unknown.Reason),
            _ => throw new InvalidOperationException("an outcome nobody knows"),
        };
    }

    private byte[] Body(EmailMessage mail) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        From = Written(mail.From),
        To = Written(mail.To),
        ReplyTo = mail.ReplyTo is { } answers ? Written(answers) : null,
        Subject = MailRules.Subject(mail),
        TextBody = mail.Text,
        HtmlBody = mail.Html,
        MessageStream = _options.Stream,
        Headers = mail.Headers.Select(header => new { Name = header.Key, header.Value }),
        Metadata = new { effect = Mime.HashOf(mail) },
    });

    private static string Written(Mailbox box) => MailRules.NameOf(box) is { } name ? $"\"{name}\" <{box.Address}>" : box.Address;

    private static string? MessageIdIn(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("MessageID", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

public sealed record PostmarkOptions(string Token)
{
    public string Url { get; init; } = "https://api.postmarkapp.com/email";

    /// <summary>Transactional and broadcast mail go by different streams.</summary>
    public string Stream { get; init; } = "outbound";

    /// <summary>Also call loopback and private addresses.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>For the whole call; 10 s.</summary>
    public TimeSpan Timeout { get; init; } = Outbound.Timeout;
}
