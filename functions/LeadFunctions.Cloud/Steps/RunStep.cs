using System.Security.Cryptography;
using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Cosmos;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Cloud.Steps;

/// <summary>
/// One call of a queue trigger: messages of one session (or one message) -> handled key by key, committed, and each told to the bus. Keys side by side, messages
/// of a key in order, or all of them at once where the step takes batches.
/// </summary>
public sealed class RunStep(CloudHost host, Senders senders, TimeProvider clock, ILogger<RunStep> log)
{
    private const int KeysAtOnce = 8;

    /// <summary>A session's lock lasts five minutes and is not renewed for batches; the last step begun may take half a minute.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(4);

    /// <summary>In [0, 1), for the jitter of retries.</summary>
    public Func<double> Draw { get; init; } = static () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    public async Task RunAsync(string name, IReadOnlyList<ServiceBusReceivedMessage> messages, ServiceBusMessageActions actions, CancellationToken stopping)
    {
        var step = Flow.ByName(name) ?? throw new InvalidOperationException($"There is no step {name}.");
        var settlement = new Settlement(step, actions, senders, new SettlementTools(clock, Draw, log));
        if (await OpenAsync(step, stopping) is not { } handling)
        {
            await EachAsync(messages, message => settlement.SettleAsync(message, new Fate.Again("the stores do not answer", Blameless: true)));
            return;
        }

        var deadline = clock.GetUtcNow() + LongestCall;
        var keys = messages.Select(message => new Received(message, Envelope.Read(message))).GroupBy(one => one.Body is null ? "" : one.Body.Key, StringComparer.Ordinal);
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = step.OneAtATime ? 1 : KeysAtOnce, CancellationToken = stopping }, async (key, ct) =>
        {
            foreach (var together in step.Batched ? [[.. key]] : key.Select(one => (Received[])[one]))
            {
                await OneAsync(new Together(step, handling, settlement, deadline), together, ct);
            }
        });
    }

    private async Task OneAsync(Together work, Received[] messages, CancellationToken stopping)
    {
        if (work.Settlement.IsLost)
        {
            return;
        }

        if (clock.GetUtcNow() > work.Deadline)
        {
            await EachAsync(messages, message => work.Settlement.GiveBackAsync(message.Envelope));
            return;
        }

        var good = messages.Where(one => one.Body?.GetType() == work.Step.MessageType).ToArray();
        await EachAsync(messages.Except(good), message => work.Settlement.SettleAsync(message.Envelope, new Fate.Dead("not a message of this step")));
        if (good.Length == 0)
        {
            return;
        }

        if (await work.Handling.RunAsync([.. good.Select(one => one.Body!)], stopping) is { } fate)
        {
            await EachAsync(good, message => work.Settlement.SettleAsync(message.Envelope, fate));
            return;
        }

        // One of them is at fault, and only that one is to pay.
        await EachAsync(good, message => OneAsync(work, [message], stopping));
    }

    /// <returns>Null when what the steps need is not there.</returns>
    private async Task<StepHandling?> OpenAsync(FlowStep step, CancellationToken ct)
    {
        try
        {
            var world = await host.OpenAsync(ct);
            return new StepHandling(step, new StepTurn(world.Leads, world.Services), clock);
        }
        catch (StorageException down)
        {
            log.LogError(down, "{Step}: the stores do not answer", step.Name);
            return null;
        }
    }

    private static async Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> one)
    {
        foreach (var each in all)
        {
            await one(each);
        }
    }

    private sealed record Received(ServiceBusReceivedMessage Envelope, Message? Body);

    private sealed record Together(FlowStep Step, StepHandling Handling, Settlement Settlement, DateTimeOffset Deadline);
}
