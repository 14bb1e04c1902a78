using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Steps;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.QueueTriggers;

/// <summary>Signals become a lead's standing.</summary>
public sealed class Signals(RunStep steps)
{
    [Function("apply-signal")]
    public Task ApplySignal(
        [ServiceBusTrigger("apply-signal", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("apply-signal", messages, actions, stopping);

    [Function("follow-visitor")]
    public Task FollowVisitor(
        [ServiceBusTrigger("follow-visitor", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("follow-visitor", messages, actions, stopping);

    [Function("join-visitor")]
    public Task JoinVisitor(
        [ServiceBusTrigger("join-visitor", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("join-visitor", messages, actions, stopping);

    [Function("enrich-lead")]
    public Task EnrichLead(
        [ServiceBusTrigger("enrich-lead", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("enrich-lead", messages, actions, stopping);

    [Function("decay-lead")]
    public Task DecayLead(
        [ServiceBusTrigger("decay-lead", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("decay-lead", messages, actions, stopping);
}
