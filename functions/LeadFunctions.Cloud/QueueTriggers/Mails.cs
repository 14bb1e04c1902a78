using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Steps;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.QueueTriggers;

/// <summary>Mails out, and what became of them.</summary>
public sealed class Mails(RunStep steps)
{
    [Function("nurture-step")]
    public Task NurtureStep(
        [ServiceBusTrigger("nurture-step", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("nurture-step", messages, actions, stopping);

    [Function("send-email")]
    public Task SendEmail(
        [ServiceBusTrigger("send-email", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("send-email", messages, actions, stopping);

    [Function("apply-email-event")]
    public Task ApplyEmailEvent(
        [ServiceBusTrigger("apply-email-event", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("apply-email-event", messages, actions, stopping);
}
