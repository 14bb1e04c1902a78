using System.Globalization;
using Azure.Messaging.ServiceBus;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Bus;

/// <summary>
/// The dead letters of all queues as one list, queue by queue, oldest first. An id is <c>apply-signal.17</c>: the queue and the message's number in it. A replay
/// sends a copy and then removes the dead letter; interrupted in between, the second copy has the first one's id and is dropped.
/// </summary>
public sealed class DeadLetters(ServiceBusClient client, Senders senders)
{
    private const int MostPerPage = 200;

    /// <summary>Messages taken while looking for one: a queue can only be read from its front.</summary>
    private const int MostSearched = 1_000;

    private static readonly TimeSpan NoMore = TimeSpan.FromSeconds(1);
    private static readonly ServiceBusReceiverOptions Dead = new() { SubQueue = SubQueue.DeadLetter };

    public async Task<Page<DeadLetter>> ListAsync(string? cursor, int limit, CancellationToken ct)
    {
        var (queue, from) = cursor is null ? (Queues.All[0], 0) : Parse(cursor) ?? throw new BadCursorException();
        var most = Math.Clamp(limit, 1, MostPerPage);
        var found = new List<DeadLetter>();
        foreach (var next in Queues.All.SkipWhile(one => one != queue))
        {
            found.AddRange(await PeekAsync(next, next == queue ? from : 0, most + 1 - found.Count, ct));
            if (found.Count > most)
            {
                // The first of the next page.
                return new Page<DeadLetter>(found[..most], found[most].Id);
            }
        }

        return new Page<DeadLetter>(found, null);
    }

    public async Task<bool> ReplayAsync(string id, CancellationToken ct)
    {
        if (Parse(id) is not var (queue, number))
        {
            return false;
        }

        await using var receiver = client.CreateReceiver(queue, Dead);
        if (await receiver.PeekMessageAsync(number, ct) is not { } there || there.SequenceNumber != number)
        {
            return false;
        }

        var (wanted, others) = await SearchAsync(receiver, number, ct);
        try
        {
            if (wanted is null)
            {
                return false;
            }

            await senders.SendAsync(queue, [Envelope.Replayed(wanted)], ct);
            await receiver.CompleteMessageAsync(wanted, ct);
            return true;
        }
        finally
        {
            foreach (var other in others)
            {
                await receiver.AbandonMessageAsync(other, cancellationToken: CancellationToken.None);
            }
        }
    }

    private static async Task<(ServiceBusReceivedMessage? Wanted, List<ServiceBusReceivedMessage> Others)> SearchAsync(ServiceBusReceiver receiver, long number, CancellationToken ct)
    {
        var others = new List<ServiceBusReceivedMessage>();
        while (others.Count < MostSearched)
        {
            var some = await receiver.ReceiveMessagesAsync(100, NoMore, ct);
            if (some.Count == 0)
            {
                break;
            }

            others.AddRange(some.Where(message => message.SequenceNumber != number));
            if (some.FirstOrDefault(message => message.SequenceNumber == number) is { } wanted)
            {
                return (wanted, others);
            }
        }

        return (null, others);
    }

    private async Task<IReadOnlyList<DeadLetter>> PeekAsync(string queue, long from, int most, CancellationToken ct)
    {
        await using var receiver = client.CreateReceiver(queue, Dead);
        return [.. (await receiver.PeekMessagesAsync(most, from, ct)).Select(message => Of(queue, message))];
    }

    private static DeadLetter Of(string queue, ServiceBusReceivedMessage message) => new(
        string.Create(CultureInfo.InvariantCulture, $"{queue}.{message.SequenceNumber}"),
        queue,
        Envelope.KeyOf(message),
        message.Body.ToString(),
        Math.Max(Envelope.FailuresOf(message).Tries + 1, message.DeliveryCount),
        Reason(message),
        message.EnqueuedTime,
        message.ApplicationProperties.GetValueOrDefault(Envelope.DeadAt) is DateTimeOffset at ? at : message.EnqueuedTime);

    private static string Reason(ServiceBusReceivedMessage message) =>
        message.DeadLetterReason is not { Length: > 0 } reason ? "unknown"
        : message.DeadLetterErrorDescription is { Length: > 0 } more && more != reason ? $"{reason}: {more}" : reason;

    private static (string Queue, long Number)? Parse(string id) =>
        id.Split('.') is [var queue, var number] && Queues.All.Contains(queue) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? (queue, sequence)
            : null;
}
