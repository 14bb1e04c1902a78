using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>A mail as System.Net.Mail writes it: multipart/alternative, with a Message-ID that follows from the effect key.</summary>
internal static class Mime
{
    /// <summary>The same for every attempt: whoever gets it twice can tell.</summary>
    public static string MessageIdOf(EmailMessage mail) => $"<{HashOf(mail)}@{Domain.Identity.EmailAddress.DomainOf(mail.From.Address)}>";

    public static string HashOf(EmailMessage mail) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.EffectKey)).AsSpan(0, 16));

    /// <param name="body">Tells whether anything has asked for the text yet: before that, no server can have taken the mail.</param>
    public static MailMessage Of(EmailMessage mail, out WatchedBody body)
    {
        body = new WatchedBody(mail.Text);
        var message = new MailMessage
        {
            From = Address(mail.From),
            Subject = MailRules.Subject(mail),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(Address(mail.To));
        message.AlternateViews.Add(View(body, "text/plain"));
        message.AlternateViews.Add(View(new MemoryStream(Encoding.UTF8.GetBytes(Lines(mail.Html))), "text/html"));
        if (mail.ReplyTo is { } answers)
        {
            message.ReplyToList.Add(Address(answers));
        }

        message.Headers.Add("Message-ID", MessageIdOf(mail));
        foreach (var (name, value) in mail.Headers)
        {
            message.Headers.Add(name, value);
        }

        return message;
    }

    private static MailAddress Address(Mailbox box) => new(box.Address, MailRules.NameOf(box), Encoding.UTF8);

    // Quoted-printable as System.Net.Mail writes it encodes the line breaks too, which text may not.
    private static AlternateView View(Stream body, string type) =>
        new(body, new ContentType(type) { CharSet = "utf-8" }) { TransferEncoding = TransferEncoding.Base64 };

    private static string Lines(string text) => text.ReplaceLineEndings("\r\n");

    /// <summary>The plain text, and whether it was asked for.</summary>
    internal sealed class WatchedBody(string text) : MemoryStream(Encoding.UTF8.GetBytes(Lines(text)))
    {
        public bool Started { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Started = true;
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            Started = true;
            return base.Read(buffer);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Started = true;
            return base.ReadAsync(buffer, offset, count, cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Started = true;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
