using System.Text.Json;
using LeadFunctions.UseCases;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>Turns messages that came from disk back into objects, and failures into reasons that may be kept and shown.</summary>
internal static class Reading
{
    private const int LongestReason = 300;

    /// <returns>Null when it is an object now; otherwise why it never will be.</returns>
    public static string? Unreadable(Queued message, StepWorker worker)
    {
        if (message.Step.Step is null)
        {
            return $"unknown step {message.Step.Name}";
        }

        if (message.Damaged)
        {
            return "damaged on disk";
        }

        try
        {
            message.Message ??= JsonSerializer.Deserialize(message.Body, WireJson.Default.Message);
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException)
        {
            return Reason(cause);
        }

        return message.Message is null || !worker.InvokerOf(message.Step).Takes(message.Message) ? "not a message of this step" : null;
    }

    /// <summary>Type and message, without anything that looks like an address.</summary>
    public static string Reason(Exception cause)
    {
        var words = $"{cause.GetType().Name}: {cause.Message}".Split(' ').Select(word => word.Contains('@', StringComparison.Ordinal) ? "[hidden]" : word);
        var text = string.Join(' ', words);
        return text.Length <= LongestReason ? text : text[..LongestReason];
    }
}
