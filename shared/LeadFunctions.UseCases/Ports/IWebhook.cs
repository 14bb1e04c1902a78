using LeadFunctions.Domain.Emails;

namespace LeadFunctions.UseCases.Ports;

/// <summary>How one provider calls us: checks that it is the provider, and puts what it says into our words. One file per provider in LeadFunctions.Providers/Inbound.</summary>
public interface IWebhook
{
    /// <summary>As in the address: <c>webhooks/email/sendgrid</c>.</summary>
    string Name { get; }

    /// <summary>What to answer when nothing could be stored, so that the provider tries again. Some give up on a 503.</summary>
    int BusyStatus => 503;

    /// <summary>A delivery: its raw bytes are checked before anything is made of them.</summary>
    ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct);

    /// <summary>A question that is no delivery: a GET or OPTIONS by which the provider makes sure that the address wants its calls.</summary>
    /// <returns>Null when this provider asks none.</returns>
    WebhookReading? Handshake(WebhookRequest request) => null;
}

/// <param name="Body">As it came; never over the limit.</param>
/// <param name="Now">When it was received.</param>
public sealed record WebhookRequest(ReadOnlyMemory<byte> Body, DateTimeOffset Now)
{
    public string? ContentType { get; init; }

    /// <summary>A header's value; null when it is not there, and when it is there twice.</summary>
    public Func<string, string?> Header { get; init; } = static _ => null;

    /// <summary>A query parameter's value; null when it is not there, and when it is there twice.</summary>
    public Func<string, string?> Query { get; init; } = static _ => null;
}

public abstract record WebhookReading
{
    private WebhookReading()
    {
    }

    /// <summary>It is the provider, and this is what it says.</summary>
    public sealed record Received : WebhookReading
    {
        public IReadOnlyList<EmailEvent> Emails { get; init; } = [];

        public IReadOnlyList<FormAnswers> Forms { get; init; } = [];

        public IReadOnlyList<Message.AnswersWanted> Wanted { get; init; } = [];

        /// <summary>Kept and counted, answered with 200 all the same.</summary>
        public IReadOnlyList<NotUnderstood> NotUnderstood { get; init; } = [];

        /// <summary>A token that is good for one delivery: with another content it is somebody else's.</summary>
        public string? Token { get; init; }
    }

    /// <summary>Nothing to store: the answer of a handshake.</summary>
    public sealed record Reply(int Status, string? ContentType, string Body) : WebhookReading
    {
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
    }

    /// <summary>It is not the provider, or nobody can tell. A 401.</summary>
    /// <param name="Reason">For the count, never for the caller: <c>not-configured</c>, <c>signature</c>, <c>too-old</c>.</param>
    public sealed record Refused(string Reason) : WebhookReading;

    /// <summary>It is the provider, but the body cannot be read at all. A 400.</summary>
    public sealed record Unreadable(string Reason) : WebhookReading;

    /// <summary>It could not be checked now (a certificate could not be fetched). A 503.</summary>
    public sealed record NotNow(string Reason, TimeSpan After) : WebhookReading;
}

/// <param name="Id">Of the event, or a hash of it.</param>
/// <param name="Type">As the provider calls it.</param>
public sealed record NotUnderstood(string Id, string Type, string Raw);
