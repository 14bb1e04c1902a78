using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>The channel <c>console</c>: one block of lines per notification, for developing and for the demo.</summary>
public sealed class ConsoleNotifier(TextWriter console) : INotifier
{
    public const string ChannelName = "console";

    private readonly Lock _oneAtATime = new();

    public string Name => ChannelName;

    public bool Deduplicates => false;

    public bool Interrupts => false;

    public Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct)
    {
        var block = string.Concat(NotificationText.Lines(notification).Select(line => line + "\n"));
        lock (_oneAtATime)
        {
            console.Write(block);
            console.Flush();
        }

        return Task.FromResult<NotifyResult>(new NotifyResult.Sent());
    }
}
