using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>
/// The provider <c>file</c>: a mailbox folder <c>FOLDER/outbox/mail/YYYY-MM-DD/</c> with one <c>.eml</c> per mail, which any mail program opens, and the same
/// as <c>.json</c>. Named by a hash of the effect key: sending twice leaves one, whatever the day of the second. Complete and on disk, or not there.
/// </summary>
public sealed class FileEmail(string dataFolder, TimeProvider clock) : IEmailSender
{
    public const string ProviderName = "file";

    private readonly string _folder = Path.Combine(dataFolder, "outbox", "mail");

    public string Name => ProviderName;

    public bool Deduplicates => true;

    /// <summary>To look at what was sent.</summary>
    public MailFolder Folder => new FileMailbox(dataFolder).Folder;

    public async Task<EmailResult> SendAsync(EmailMessage mail, CancellationToken ct)
    {
        if (MailRules.WhyNot(mail) is { } wrong)
        {
            return new EmailResult.Failed(wrong, ForGood: true);
        }

        try
        {
            var (name, now) = (Mime.HashOf(mail), clock.GetUtcNow());
            if (!IsThere(name + ".eml"))
            {
                var folder = Path.Combine(_folder, now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                var (json, eml) = (JsonSerializer.SerializeToUtf8Bytes(new FileBody(Mime.MessageIdOf(mail), now, mail), FileBody.Readable), await EmlAsync(mail, ct));
                // On a thread of its own, as waiting for a disk would keep those busy that everything else runs on. The .eml last: where it is, the mail is complete.
                await Task.Factory.StartNew(() => DurableFile.Write(folder, (name + ".json", json), (name + ".eml", eml)), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            return new EmailResult.Sent(Mime.MessageIdOf(mail));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or SmtpException)
        {
            return new EmailResult.Failed(broken.Message);
        }
    }

    private bool IsThere(string file) => Directory.Exists(_folder) && Directory.EnumerateDirectories(_folder).Any(day => File.Exists(Path.Combine(day, file)));

    /// <summary>System.Net.Mail writes a message only to a server or into a folder, so it gets a folder.</summary>
    private static async Task<byte[]> EmlAsync(EmailMessage mail, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("leadfunctions-mail-");
        try
        {
            using var message = Mime.Of(mail, out _);
            using var client = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = folder.FullName,
                DeliveryFormat = SmtpDeliveryFormat.International,
            };
            await client.SendMailAsync(message, ct);
            return await File.ReadAllBytesAsync(folder.GetFiles("*.eml").Single().FullName, ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
