using System.Globalization;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>
/// The provider <c>file</c>: a mailbox folder <c>FOLDER/outbox/mail/YYYY-MM-DD/</c> with one <c>.eml</c> per mail, which any mail program opens. Named by a hash of
/// the effect key: sending twice leaves one, whatever the day of the second. Complete and on disk, or not there.
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
            var (file, now) = (Mime.HashOf(mail) + ".eml", clock.GetUtcNow());
            if (!IsThere(file))
            {
                var path = Path.Combine(_folder, now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), file);
                var eml = Mime.Of(mail, now, (KeptFile.Effect, PlainText.Line(mail.EffectKey)));
                // On a thread of its own, as waiting for a disk would keep those busy that everything else runs on.
                await Task.Factory.StartNew(() => DurableFile.Write(path, eml), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            return new EmailResult.Sent(Mime.MessageIdOf(mail));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return new EmailResult.Failed(broken.Message);
        }
    }

    private bool IsThere(string file) => Directory.Exists(_folder) && Directory.EnumerateDirectories(_folder).Any(day => File.Exists(Path.Combine(day, file)));
}
