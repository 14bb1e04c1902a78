using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Steps;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.QueueTriggers;

/// <summary>Answers to forms that others host.</summary>
public sealed class Answers(RunStep steps)
{
    [Function("submit-answers")]
    public Task SubmitAnswers(
        [ServiceBusTrigger("submit-answers", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("submit-answers", [message], actions, stopping);

    [Function("fetch-answers")]
    public Task FetchAnswers(
        [ServiceBusTrigger("fetch-answers", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) => steps.RunAsync("fetch-answers", [message], actions, stopping);
}
