using System.Globalization;
using System.Net;
using System.Net.Mail;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>
/// The provider <c>smtp</c>: one connection per mail. A reply of the server is certain; a connection that breaks is certain only before the text went out,
/// because after it the server may have taken the mail and its yes been lost.
/// </summary>
public sealed class SmtpEmail : IEmailSender
{
    public const string ProviderName = "smtp";

    private readonly SmtpOptions _options;
    private readonly TimeProvider _clock;

    /// <exception cref="ArgumentException">A setting does not do.</exception>
    public SmtpEmail(SmtpOptions options, TimeProvider clock)
    {
        var wrong = options.Host.Length == 0 ? "it has no host"
            : options.Port == 465 ? "port 465 speaks TLS from the first byte, which this sender does not; use 587 with STARTTLS"
            : options is { User: not null, StartTls: false } && !options.IsLocal ? "a password would travel in the clear; allow STARTTLS"
            : null;
        if (wrong is not null)
        {
            throw new ArgumentException("The SMTP server cannot be used: " + wrong, nameof(options));
        }

        (_options, _clock) = (options, clock);
    }

    public string Name => ProviderName;

    public bool Deduplicates => false;

    public async Task<EmailResult> SendAsync(EmailMessage mail, CancellationToken ct)
    {
        if (MailRules.WhyNot(mail) is { } wrong)
        {
            return new EmailResult.Failed(wrong, ForGood: true);
        }

        using var timeout = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        using var message = Mime.Of(mail, out var body);
        using var client = Client();
        try
        {
            await client.SendMailAsync(message, either.Token).WaitAsync(either.Token);
            return new EmailResult.Sent(Mime.MessageIdOf(mail));
        }
        catch (SmtpException refused) when (refused.StatusCode > 0)
        {
            return Refused(refused.StatusCode);
        }
        catch (SmtpException broken)
        {
            return Undelivered(body, broken.InnerException?.GetType().Name ?? PlainText.Line(broken.Message, 100));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Undelivered(body, string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.Timeout.TotalSeconds:0.#} s"));
        }
    }

    private SmtpClient Client() => new(_options.Host, _options.Port)
    {
        EnableSsl = _options.StartTls,
        UseDefaultCredentials = false,
        Credentials = _options.User is { } user ? new NetworkCredential(user, _options.Password) : null,
        DeliveryFormat = SmtpDeliveryFormat.International,
    };

    /// <summary>550 and above are about this mail or this recipient; the rest is about the server, or about us today.</summary>
    private static EmailResult.Failed Refused(SmtpStatusCode status) =>
        new(string.Create(CultureInfo.InvariantCulture, $"answered {(int)status}"), ForGood: (int)status >= 550);

    private static EmailResult Undelivered(Mime.WatchedBody body, string reason) =>
        body.Started ? new EmailResult.Ambiguous(reason) : new EmailResult.Failed(reason);
}

/// <param name="Host">Empty is none.</param>
public sealed record SmtpOptions(string Host)
{
    /// <summary>587.</summary>
    public int Port { get; init; } = 587;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Encrypts, or does not send at all. True; false is for a server on this machine or in a trusted network.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>For the whole mail; 20 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    internal bool IsLocal => Host is "localhost" or "127.0.0.1" or "::1";
}
