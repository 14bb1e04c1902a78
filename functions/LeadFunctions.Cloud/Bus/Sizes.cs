using System.Text.Json;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Bus;

/// <summary>Service Bus (Standard) takes 256 kB with headers: a beacon or report that is bigger goes as several messages, which mean the same.</summary>
public static class Sizes
{
    /// <summary>Of a body.</summary>
    public const int Most = 200_000;

    /// <exception cref="StorageException">It cannot be divided and does not fit.</exception>
    public static IEnumerable<(Message Message, byte[] Body)> Fitting(Message message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Default.Message);
        if (body.Length <= Most)
        {
            return [(message, body)];
        }

        var halves = Halves(message);
        return halves.Length > 0 ? halves.SelectMany(Fitting) : throw new StorageException($"A message of {body.Length} bytes is more than the bus takes.");
    }

    private static Message[] Halves(Message message) => message switch
    {
        Message.SignalArrived arrived => [.. Halves(arrived.Signals).Select(half => arrived with { Signals = half })],
        Message.VisitorSeen seen => [.. Halves(seen.Signals).Select(half => seen with { Signals = half })],
        Message.EmailReported reported => [.. Halves(reported.Events).Select(half => reported with { Events = half })],
        _ => [],
    };

    private static T[][] Halves<T>(IReadOnlyList<T> items) => items.Count < 2 ? [] : [[.. items.Take(items.Count / 2)], [.. items.Skip(items.Count / 2)]];
}
