using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>
/// The provider <c>smtp</c>: one connection per mail. A reply of the server is certain; a connection that breaks is certain only before the text's end,
/// because after its last line the server may have taken the mail and its yes been lost.
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
            : options is { User: not null, StartTls: false, Port: not SmtpOptions.Encrypted, IsLocal: false } ? "a password would travel in the clear; allow STARTTLS"
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
        await using var talk = new SmtpTalk(_options);
        try
        {
            return await TalkAsync(talk, mail, either.Token);
        }
        catch (Exception broken) when (broken is IOException or SocketException or AuthenticationException)
        {
            return Undelivered(talk, PlainText.Line(broken.Message, 100));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Undelivered(talk, string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.Timeout.TotalSeconds:0.#} s"));
        }
    }

    private async Task<EmailResult> TalkAsync(SmtpTalk talk, EmailMessage mail, CancellationToken ct)
    {
        if (await talk.OpenAsync(ct) is { } closed)
        {
            return new EmailResult.Failed(closed);
        }

        var isWide = !Ascii.IsValid(mail.From.Address) || !Ascii.IsValid(mail.To.Address);
        if (isWide && !talk.Offers("SMTPUTF8"))
        {
            return new EmailResult.Failed("the server takes no address that is not ASCII", ForGood: true);
        }

        foreach (var line in new[] { $"MAIL FROM:<{mail.From.Address}>{(isWide ? " SMTPUTF8" : "")}", $"RCPT TO:<{mail.To.Address}>", "DATA" })
        {
            if (await talk.AskAsync(line, ct) is var no && (!no.IsYes || (line == "DATA" && no.Code != 354)))
            {
                return Refused(no.Code);
            }
        }

        var answer = await talk.TextAsync(Mime.Of(mail, _clock.GetUtcNow()), ct);
        return answer.IsYes ? new EmailResult.Sent(Mime.MessageIdOf(mail)) : Refused(answer.Code);
    }

    /// <summary>550 and above are about this mail or this recipient; the rest is about the server, or about us today.</summary>
    private static EmailResult.Failed Refused(int code) => new(string.Create(CultureInfo.InvariantCulture, $"answered {code}"), ForGood: code >= 550);

    private static EmailResult Undelivered(SmtpTalk talk, string reason) => talk.MayBeTaken ? new EmailResult.Ambiguous(reason) : new EmailResult.Failed(reason);
}

/// <param name="Host">Empty is none.</param>
public sealed record SmtpOptions(string Host)
{
    internal const int Encrypted = 465;

    /// <summary>587. At 465 everything is encrypted from the first byte.</summary>
    public int Port { get; init; } = 587;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Encrypts, or does not send at all. True; false is for a server on this machine or in a trusted network.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>For the whole mail; 20 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whose certificates are good; the machine's trust when null. Tests have servers that nobody vouches for.</summary>
    internal RemoteCertificateValidationCallback? Trust { get; init; }

    internal bool IsLocal => Host is "localhost" or "127.0.0.1" or "::1";
}
