using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>
/// The channel <c>file</c>: one JSON file per notification under <c>FOLDER/outbox/notifications/YYYY-MM-DD/</c>, complete and on disk or not there.
/// Its name is a hash of the effect key, so that sending twice leaves one file, whatever the day of the second.
/// </summary>
public sealed class FileNotifier(string dataFolder) : INotifier
{
    public const string ChannelName = "file";

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _folder = Path.Combine(dataFolder, "outbox", "notifications");

    public string Name => ChannelName;

    public bool Deduplicates => true;

    public bool Interrupts => false;

    public Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct)
    {
        try
        {
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notification.EffectKey)).AsSpan(0, 16)) + ".json";
            if (!IsThere(name))
            {
                var day = Path.Combine(_folder, notification.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                DurableFile.Write(Path.Combine(day, name), JsonSerializer.SerializeToUtf8Bytes(new FileBody(NotificationText.Lines(notification), notification), Readable));
            }

            return Task.FromResult<NotifyResult>(new NotifyResult.Sent());
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<NotifyResult>(new NotifyResult.Failed(broken.Message));
        }
    }

    /// <summary>One look per day that has any: a repeat may come long after the first.</summary>
    private bool IsThere(string name) =>
        Directory.Exists(_folder) && Directory.EnumerateDirectories(_folder).Any(day => File.Exists(Path.Combine(day, name)));

    /// <param name="Text">The same, for reading.</param>
    private sealed record FileBody(IReadOnlyList<string> Text, Notification Notification);
}
