using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Notifying;

/// <summary>
/// What a person was told because a playbook changed, on one channel: at most so many messages in any hour, digests among them. Stored in the register
/// <c>tell-windows</c> under <c>model:{person}:{channel}</c>.
/// </summary>
/// <param name="Sent">When the latest ones went, oldest first; as many as an hour may hold.</param>
/// <param name="Digests">The number of the latest digest.</param>
/// <param name="Collecting">The digest that takes more; null when none does.</param>
public sealed record ModelWindow(IReadOnlyList<DateTimeOffset> Sent, int Digests, int? Collecting)
{
    public static readonly ModelWindow Empty = new([], 0, null);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>When one more may go.</summary>
    public DateTimeOffset FreeAt(int perHour, DateTimeOffset now) => Sent.Count >= perHour && Sent[^perHour] + Hour is var free && free > now ? free : now;

    public ModelWindow Sending(int perHour, DateTimeOffset now) => this with { Sent = [.. Sent.TakeLast(perHour - 1), now] };

    public ModelWindow Closing(int digest) => Collecting == digest ? this with { Collecting = null } : this;
}

/// <summary>A person's attention for what only a change of the playbook did to leads: a few at once, the rest in digests, never more than the playbook's limit.</summary>
public sealed record ModelAttention(string PersonId, string Channel, ModelWindow Window, long Version)
{
    /// <summary>Reason of a notification about a lead that did nothing itself.</summary>
    public const string ChannelPrefix = "model:";

    public static async Task<ModelAttention> ReadAsync(ILeadStore leads, string personId, string channel, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.TellWindows, KeyOf(personId, channel), ct) is { } entry
            ? new ModelAttention(personId, channel, JsonSerializer.Deserialize(entry.Value, WireJson.Default.ModelWindow)!, entry.Version)
            : new ModelAttention(personId, channel, ModelWindow.Empty, 0);

    public RegisterWrite Becomes(ModelWindow window) =>
        new(RegisterNames.TellWindows, KeyOf(PersonId, Channel), JsonSerializer.Serialize(window, WireJson.Default.ModelWindow), Version);

    /// <summary>Goes at once; nothing is being collected that it would overtake.</summary>
    public bool TakesAtOnce(int perHour, DateTimeOffset now) => Window.Collecting is null && Window.FreeAt(perHour, now) <= now;

    /// <summary>Into the digest that collects, or a new one that goes as soon as the hour has room. A full one waits for its turn like any other.</summary>
    public async Task<Commit> CollectAsync(ILeadStore leads, Effect effect, DigestItem item, int perHour, DateTimeOffset now, CancellationToken ct)
    {
        var number = Window.Collecting ?? Window.Digests + 1;
        var due = new Message.DigestDue(PersonId, ChannelPrefix + Channel, number);
        var (digest, version) = await Attention.FindAsync(leads, due, ct);
        var dueAt = digest?.DueAt ?? Window.FreeAt(perHour, now);
        var items = (IReadOnlyList<DigestItem>)[.. digest?.Items ?? [], item];
        return new Commit
        {
            Registers =
            [
                effect.GoesWith(due.EffectKey),
                Attention.Write(due, new Digest(dueAt, items), version),
                Becomes(Window with { Digests = number, Collecting = items.Count < Digest.Most ? number : null }),
            ],
            Messages = digest is null ? [new Outgoing(due, dueAt)] : [],
        };
    }

    private static string KeyOf(string personId, string channel) => $"{ChannelPrefix}{personId}:{channel}";
}
