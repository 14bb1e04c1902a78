using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Steps;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.QueueTriggers;

/// <summary>What is kept about leads as a whole.</summary>
public sealed class Keeping(RunStep steps)
{
    [Function("join-leads")]
    public Task JoinLeads(
        [ServiceBusTrigger("join-leads", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("join-leads", messages, actions, stopping);

    [Function("count-lead")]
    public Task CountLead(
        [ServiceBusTrigger("count-lead", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("count-lead", messages, actions, stopping);
}
