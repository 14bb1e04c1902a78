using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Bus;

/// <summary>
/// A message as it lies in its queue: JSON of <see cref="WireJson"/>, its key, and how often it failed. Names of properties are stored: never rename one.
/// Every message has an id, so that what the client sends again after a broken line is stored once.
/// </summary>
public static class Envelope
{
    public const string Key = "key";
    public const string Tries = "tries";
    public const string Stalls = "stalls";
    public const string DeadAt = "dead-at";

    /// <summary>Service Bus takes 128; the rest is for what a repeat adds.</summary>
    private const int LongestId = 90;

    public static ServiceBusMessage Of(FlowStep step, Outgoing outgoing, BinaryData body, string id)
    {
        var key = outgoing.Message.Key;
        var message = new ServiceBusMessage(body) { MessageId = Fit(id), SessionId = Sessions.Of(step, key), ContentType = "application/json" };
        message.ApplicationProperties[Key] = key;
        if (outgoing.DueAt is { } due)
        {
            message.ScheduledEnqueueTime = due;
        }

        return message;
    }

    /// <summary>The same for a later time. Under another id, or duplicate detection would drop it; the same id each time it is made of the same failure.</summary>
    public static ServiceBusMessage Again(ServiceBusReceivedMessage message, Failures failures)
    {
        var copy = Copy(message, $"{BaseOf(message.MessageId)}~{failures.Tries}.{failures.Stalls}");
        copy.ApplicationProperties[Tries] = failures.Tries;
        copy.ApplicationProperties[Stalls] = failures.Stalls;
        return copy;
    }

    /// <summary>A dead letter as a new message with all its tries before it.</summary>
    public static ServiceBusMessage Replayed(ServiceBusReceivedMessage dead) => Copy(dead, $"replay-{dead.SequenceNumber}-{Fit(BaseOf(dead.MessageId))}");

    /// <returns>Null when it is no message of ours.</returns>
    public static Message? Read(ServiceBusReceivedMessage message)
    {
        try
        {
            return JsonSerializer.Deserialize(message.Body.ToMemory().Span, WireJson.Default.Message);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    public static Failures FailuresOf(ServiceBusReceivedMessage message) => new(Count(message, Tries), Count(message, Stalls));

    public static string KeyOf(ServiceBusReceivedMessage message) => message.ApplicationProperties.GetValueOrDefault(Key) as string ?? "";

    private static ServiceBusMessage Copy(ServiceBusReceivedMessage message, string id)
    {
        var copy = new ServiceBusMessage(message.Body) { MessageId = id, SessionId = message.SessionId, ContentType = message.ContentType };
        copy.ApplicationProperties[Key] = KeyOf(message);
        return copy;
    }

    private static int Count(ServiceBusReceivedMessage message, string name) => message.ApplicationProperties.GetValueOrDefault(name) is int count and > 0 ? count : 0;

    private static string BaseOf(string id) => id.Split('~')[0];

    private static string Fit(string id) => id.Length <= LongestId ? id : "h-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}

/// <param name="Tries">How often the step failed on it; counts towards the dead letters.</param>
/// <param name="Stalls">How often the store was not there, which is no fault of the message.</param>
public sealed record Failures(int Tries, int Stalls);
