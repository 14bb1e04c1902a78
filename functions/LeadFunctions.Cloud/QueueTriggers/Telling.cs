using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Steps;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.QueueTriggers;

/// <summary>People and other systems are told.</summary>
public sealed class Telling(RunStep steps)
{
    [Function("notify")]
    public Task Notify(
        [ServiceBusTrigger("notify", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("notify", messages, actions, stopping);

    [Function("send-digest")]
    public Task SendDigest(
        [ServiceBusTrigger("send-digest", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("send-digest", messages, actions, stopping);

    [Function("sync-crm")]
    public Task SyncCrm(
        [ServiceBusTrigger("sync-crm", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("sync-crm", [message], actions, stopping);
}
