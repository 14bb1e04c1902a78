using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Communication.Email;
using LeadFunctions.Providers.Email;
using LeadFunctions.UseCases.Ports;
using EmailMessage = LeadFunctions.UseCases.Ports.EmailMessage;

namespace LeadFunctions.Cloud.Email;

/// <summary>
/// The provider <c>acs</c>: Azure Communication Services, one recipient per mail, without its tracking. The operation's id is made of the effect key, so a mail has
/// the same one for ever. Whether the service drops a second operation of an id is not promised (mails were seen twice after retries), so nothing is sent
/// twice on its word: after a broken call its state is looked up.
/// </summary>
public sealed class AcsEmail(EmailClient client, TimeProvider clock) : IEmailSender
{
    public const string ProviderName = "acs";

    /// <summary>What was taken on the way may still arrive; only then is a look-up's no believed.</summary>
    private static readonly TimeSpan BeforeLookUp = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    public string Name => ProviderName;

    public bool Deduplicates => false;

    public async Task<EmailResult> SendAsync(EmailMessage mail, CancellationToken ct)
    {
        if (MailRules.WhyNot(mail) is { } wrong)
        {
            return new EmailResult.Failed(wrong, ForGood: true);
        }

        var operation = OperationOf(mail.EffectKey);
        using var limit = new CancellationTokenSource(LongestCall, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var started = await client.SendAsync(WaitUntil.Started, Written(mail), operation, either.Token);
            return new EmailResult.Sent(started.Id);
        }
        catch (RequestFailedException refused) when (refused.Status is >= 400 and < 500 and not 408 and not 409)
        {
            return Refused(refused);
        }
        catch (Exception broken) when (broken is RequestFailedException or OperationCanceledException or IOException or AggregateException)
        {
            return await LookUpAsync(operation, broken);
        }
    }

    /// <summary>The same mail, the same operation: 128 bits of a hash in the form of a UUID.</summary>
    public static Guid OperationOf(string effectKey)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("acs:" + effectKey)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static Azure.Communication.Email.EmailMessage Written(EmailMessage mail)
    {
        var to = MailRules.NameOf(mail.To) is { } name ? new EmailAddress(mail.To.Address, name) : new EmailAddress(mail.To.Address);
        var content = new EmailContent(MailRules.Subject(mail)) { Html = mail.Html, PlainText = mail.Text };
        var written = new Azure.Communication.Email.EmailMessage(mail.From.Address, new EmailRecipients([to]), content) { UserEngagementTrackingDisabled = true };
        foreach (var (header, value) in mail.Headers)
        {
            written.Headers[header] = value;
        }

        if (mail.ReplyTo is { } reply)
        {
            written.ReplyTo.Add(new EmailAddress(reply.Address));
        }

        return written;
    }

    /// <summary>400, 413 and 422 are about this mail; the others about us or the hour, and may be repaired.</summary>
    private EmailResult.Failed Refused(RequestFailedException refused) =>
        new($"answered {refused.Status}", ForGood: refused.Status is 400 or 413 or 422) { RetryAfter = WaitOf(refused.GetRawResponse()) };

    private TimeSpan? WaitOf(Response? response)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out var told) || told is null)
        {
            return null;
        }

        return int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, out var at) && at > clock.GetUtcNow() ? at - clock.GetUtcNow()
            : null;
    }

    private async Task<EmailResult> LookUpAsync(Guid operation, Exception broken)
    {
        // With a time of its own: the caller's may be over, and the answer decides whether somebody is mailed twice.
        await Task.Delay(BeforeLookUp, clock, CancellationToken.None);
        using var limit = new CancellationTokenSource(LongestCall, clock);
        try
        {
            var known = new EmailSendOperation(operation.ToString(), client);
            await known.UpdateStatusAsync(limit.Token);
            return new EmailResult.Sent(operation.ToString());
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return new EmailResult.Failed("not taken on: " + broken.GetType().Name);
        }
        catch (Exception unknown) when (unknown is RequestFailedException or OperationCanceledException or IOException or AggregateException)
        {
            return new EmailResult.Ambiguous(broken is RequestFailedException { Status: > 0 } answered ? $"answered {answered.Status}" : broken.GetType().Name);
        }
    }
}
