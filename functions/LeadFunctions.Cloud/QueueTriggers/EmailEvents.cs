using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Http;
using LeadFunctions.Http.Webhooks;
using LeadFunctions.Providers.Inbound;
using LeadFunctions.Providers.Inbound.Email;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.QueueTriggers;

/// <summary>
/// Communication Services tells what became of mails: Event Grid puts it into this queue under its own identity, so that no address needs a secret, no handshake
/// fails before the code is there, and nothing is lost while it is not. The same reader and inbox as at <c>webhooks/email/acs</c>.
/// </summary>
public sealed class EmailEvents(CloudHost host, TimeProvider clock)
{
    // Who may write to the queue is the bus's business; the reader asks for a secret all the same.
    private const string Inside = "in-process: the queue's own access rules count";

    private static readonly AcsWebhook Reader = new(new WebhookSettings(name => name == "Secret" ? Inside : null));

    [Function(Queues.EmailEvents)]
    public async Task Take(
        [ServiceBusTrigger(Queues.EmailEvents, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping)
    {
        var (now, body) = (clock.GetUtcNow(), message.Body.ToArray());
        if (await Reader.ReadAsync(new WebhookRequest(body, now) { Query = name => name == "key" ? Inside : null }, stopping) is not WebhookReading.Received received)
        {
            await actions.DeadLetterMessageAsync(message, deadLetterReason: "no event of Communication Services", cancellationToken: stopping);
            return;
        }

        // A failure ends the call; the message comes again, and after ten times it is a dead letter.
        var world = await host.OpenAsync(stopping);
        await new WebhookInbox(new Call(world.Surface, new DefaultHttpContext(), AcsWebhook.ProviderName, now), AcsWebhook.ProviderName).KeepAsync(received, body);
        await actions.CompleteMessageAsync(message, stopping);
    }
}
