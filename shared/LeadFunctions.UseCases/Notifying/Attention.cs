using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Notifying;

/// <summary>A person's attention on one channel: whether one more notification goes at once or into a digest, and the conditional writes of either.</summary>
public sealed record Attention(string PersonId, string Channel, TellWindow Window, long WindowVersion)
{
    public static async Task<Attention> ReadAsync(ILeadStore leads, string personId, string channel, CancellationToken ct)
    {
        var entry = await leads.FindRegisterAsync(RegisterNames.TellWindows, $"{personId}:{channel}", ct);
        return entry is null
            ? new Attention(personId, channel, TellWindow.Empty, 0)
            : new Attention(personId, channel, JsonSerializer.Deserialize(entry.Value, WireJson.Default.TellWindow)!, entry.Version);
    }

    public RegisterWrite Becomes(TellWindow window) =>
        new(RegisterNames.TellWindows, $"{PersonId}:{Channel}", JsonSerializer.Serialize(window, WireJson.Default.TellWindow), WindowVersion);

    /// <summary>Puts a notification into the digest that collects now, or begins one.</summary>
    public async Task<Commit> CollectAsync(ILeadStore leads, Effect effect, DigestItem item, DigestRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var window = Window.Open ? Window : Window.Opening();
        var due = new Message.DigestDue(PersonId, Channel, window.Digests);
        var (digest, version) = await FindAsync(leads, due, ct);
        var dueAt = Digest.DueFor(item, window.Since + rule.Within, now);
        var before = digest ?? new Digest(DateTimeOffset.MaxValue, []);
        var items = (IReadOnlyList<DigestItem>)[.. before.Items, item];
        var isFull = items.Count >= Digest.Most;
        var sooner = isFull ? now : dueAt < before.DueAt ? dueAt : (DateTimeOffset?)null;
        return new Commit
        {
            Registers =
            [
                effect.GoesWith(due.EffectKey),
                Write(due, new Digest(sooner ?? before.DueAt, items), version),
                // Also when it stays the same: the digest must not have gone out since it was read.
                Becomes(window with { Open = !isFull }),
            ],
            Messages = sooner is null ? [] : [new Outgoing(due, sooner)],
        };
    }

    public static async Task<(Digest? Digest, long Version)> FindAsync(ILeadStore leads, Message.DigestDue due, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Digests, due.EffectKey, ct) is { } entry ? (JsonSerializer.Deserialize(entry.Value, WireJson.Default.Digest), entry.Version) : (null, 0);

    /// <param name="digest">Null deletes.</param>
    public static RegisterWrite Write(Message.DigestDue due, Digest? digest, long version) =>
        new(RegisterNames.Digests, due.EffectKey, digest is null ? null : JsonSerializer.Serialize(digest, WireJson.Default.Digest), version);
}
