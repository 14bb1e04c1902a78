using Azure;
using Azure.Communication.Email;
using LeadFunctions.Cloud.Email;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.UseCases.Ports;
using EmailMessage = LeadFunctions.UseCases.Ports.EmailMessage;

namespace LeadFunctions.Cloud.Tests;

/// <summary>What Communication Services is asked, and what its answers mean.</summary>
public sealed class mailing_by_acs
{
    private static readonly EmailMessage Mail = new("mail:ld_1:run:step", new Mailbox("leads@acme.example", "Acme"), new Mailbox("ana@corp.example", "Ana \"A\" <x>"), "Hello", "text", "<p>html</p>")
    {
        ReplyTo = new Mailbox("grace@acme.example"),
        Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://leads.acme.example/api/u/t>", ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click" },
    };

    private readonly List<(WaitUntil Wait, Azure.Communication.Email.EmailMessage Message, Guid Operation)> _sent = [];
    private readonly ManualClock _clock = new() { SkipsDelays = true };

    [Fact]
    public async Task sends_one_mail_to_one_person_under_an_operation_of_its_own_without_tracking()
    {
        var result = await SendAsync(_ => throw new NotSupportedException());

        var (wait, message, operation) = Assert.Single(_sent);
        Assert.Equal(new EmailResult.Sent(operation.ToString()), result);
        Assert.Equal((WaitUntil.Started, "leads@acme.example", true), (wait, message.SenderAddress, message.UserEngagementTrackingDisabled));
        Assert.Equal("ana@corp.example", Assert.Single(message.Recipients.To).Address);
        Assert.Equal("Ana 'A'  x", message.Recipients.To[0].DisplayName);
        Assert.Empty(message.Recipients.CC);
        Assert.Empty(message.Recipients.BCC);
        Assert.Equal(("Hello", "text", "<p>html</p>"), (message.Content.Subject, message.Content.PlainText, message.Content.Html));
        Assert.Equal(Mail.Headers, message.Headers);
        Assert.Equal("grace@acme.example", Assert.Single(message.ReplyTo).Address);
    }

    [Fact]
    public void the_same_mail_is_the_same_operation_for_ever_and_another_mail_another()
    {
        Assert.Equal(AcsEmail.OperationOf("mail:1"), AcsEmail.OperationOf("mail:1"));
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(number => AcsEmail.OperationOf($"mail:{number}")).Distinct().Count());
        Assert.Equal('8', AcsEmail.OperationOf("mail:1").ToString()[14]);
    }

    [Fact]
    public async Task over_the_limit_it_waits_as_long_as_it_is_told()
    {
        var result = Assert.IsType<EmailResult.Failed>(await SendAsync(failing: Refusal(429, ("Retry-After", "77"))));

        Assert.Equal((false, TimeSpan.FromSeconds(77)), (result.ForGood, result.RetryAfter));
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(413, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    public async Task what_is_refused_was_not_sent(int status, bool forGood) =>
        Assert.Equal(forGood, Assert.IsType<EmailResult.Failed>(await SendAsync(failing: Refusal(status))).ForGood);

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(0)]
    public async Task after_a_broken_call_it_is_sent_when_the_service_knows_the_operation(int status)
    {
        var asked = new List<string>();

        var result = await SendAsync(id => asked.Add(id), Refusal(status));

        Assert.Equal(new EmailResult.Sent(AcsEmail.OperationOf(Mail.EffectKey).ToString()), result);
        Assert.Equal([AcsEmail.OperationOf(Mail.EffectKey).ToString()], asked);
    }

    [Fact]
    public async Task after_a_broken_call_it_was_not_sent_when_the_service_knows_of_none() =>
        Assert.False(Assert.IsType<EmailResult.Failed>(await SendAsync(_ => throw Refusal(404), Refusal(503))).ForGood);

    [Fact]
    public async Task after_a_broken_call_nobody_knows_when_the_service_does_not_say() =>
        Assert.Equal(new EmailResult.Ambiguous("answered 502"), await SendAsync(_ => throw Refusal(500), Refusal(502)));

    [Fact]
    public async Task a_call_that_takes_too_long_is_looked_up_too() =>
        Assert.IsType<EmailResult.Sent>(await SendAsync(_ => { }, new TaskCanceledException()));

    [Fact]
    public async Task never_sends_a_header_or_an_address_that_is_none()
    {
        var sender = new AcsEmail(new Client(null, (_, _, _) => throw new InvalidOperationException("must not be called")), _clock);

        Assert.True(((EmailResult.Failed)await sender.SendAsync(Mail with { Headers = new Dictionary<string, string> { ["X-A"] = "a\r\nBcc: b@c.example" } }, default)).ForGood);
        Assert.True(((EmailResult.Failed)await sender.SendAsync(Mail with { To = new Mailbox("ana@corp.example, ben@corp.example") }, default)).ForGood);
    }

    private async Task<EmailResult> SendAsync(Action<string>? status = null, Exception? failing = null) => await new AcsEmail(
        new Client(status, (wait, message, operation) =>
        {
            _sent.Add((wait, message, operation));
            return failing is null ? operation.ToString() : throw failing;
        }),
        _clock).SendAsync(Mail, default);

    private static RequestFailedException Refusal(int status, params (string Name, string Value)[] headers) =>
        status == 0 ? new RequestFailedException(0, "connection refused") : new RequestFailedException(new Answering(status, headers));

    /// <summary>The client, answering as a test wants.</summary>
    private sealed class Client(Action<string>? status, Func<WaitUntil, Azure.Communication.Email.EmailMessage, Guid, string> send) : EmailClient
    {
        public override Task<EmailSendOperation> SendAsync(WaitUntil wait, Azure.Communication.Email.EmailMessage message, Guid operationId, CancellationToken cancellationToken = default) =>
            Task.FromResult(new EmailSendOperation(send(wait, message, operationId), this));

        protected internal override ValueTask<Response> StatusAsync(string id, CancellationToken ct)
        {
            status?.Invoke(id);
            return ValueTask.FromResult<Response>(new Answering(200));
        }
    }
}
