// Public signatures of Azure.Communication.Email 1.1.0, as far as LeadFunctions.Cloud uses them. Members that a test does not replace refuse.
#nullable disable
#pragma warning disable CA1815, CA1056

using Azure.Core;

namespace Azure.Communication.Email;

public readonly struct EmailAddress
{
    public EmailAddress(string address) => Address = address;

    public EmailAddress(string address, string displayName) => (Address, DisplayName) = (address, displayName);

    public string Address { get; }

    public string DisplayName { get; }
}

public class EmailRecipients(IEnumerable<EmailAddress> to)
{
    public IList<EmailAddress> To { get; } = [.. to];

    public IList<EmailAddress> CC { get; } = [];

    public IList<EmailAddress> BCC { get; } = [];
}

public class EmailContent(string subject)
{
    public string Subject { get; } = subject;

    public string Html { get; set; }

    public string PlainText { get; set; }
}

public class EmailMessage(string senderAddress, EmailRecipients recipients, EmailContent content)
{
    public string SenderAddress { get; } = senderAddress;

    public EmailRecipients Recipients { get; } = recipients;

    public EmailContent Content { get; } = content;

    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    public IList<EmailAddress> ReplyTo { get; } = [];

    public bool? UserEngagementTrackingDisabled { get; set; }
}

public class EmailClientOptions : ClientOptions;

public class EmailClient
{
    protected EmailClient()
    {
    }

    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = null) => _ = (endpoint, credential, options);

    public virtual Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>For tests: what the service says to a status question. The real one asks it over its own REST client.</summary>
    protected internal virtual ValueTask<Response> StatusAsync(string id, CancellationToken ct) => throw new NotSupportedException();
}

public class EmailSendResult
{
    internal EmailSendResult()
    {
    }
}

public class EmailSendOperation : Operation<EmailSendResult>
{
    private readonly EmailClient _client;

    protected EmailSendOperation()
    {
    }

    public EmailSendOperation(string id, EmailClient client) => (Id, _client) = (id, client);

    public override string Id { get; }

    public override EmailSendResult Value => throw new NotSupportedException();

    public override bool HasValue => false;

    public override bool HasCompleted => false;

    public override Response GetRawResponse() => throw new NotSupportedException();

    public override Response UpdateStatus(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) => _client.StatusAsync(Id, cancellationToken);
}
