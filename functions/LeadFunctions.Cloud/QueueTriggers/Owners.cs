using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Steps;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.QueueTriggers;

/// <summary>Who has a lead, and how long they may take.</summary>
public sealed class Owners(RunStep steps)
{
    [Function("route-lead")]
    public Task RouteLead(
        [ServiceBusTrigger("route-lead", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("route-lead", messages, actions, stopping);

    [Function("watch-sla")]
    public Task WatchSla(
        [ServiceBusTrigger("watch-sla", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("watch-sla", messages, actions, stopping);
}
