using System.Text.Json.Serialization;

namespace LeadFunctions.Domain.Emails;

/// <summary>Why an address gets no more mail. Stored by name.</summary>
public enum SuppressionReason
{
    HardBounce,
    Complaint,
    Unsubscribe,

    /// <summary>Three soft bounces in 30 days.</summary>
    SoftBounces,

    /// <summary>On the provider's own list, for a reason it does not tell.</summary>
    Provider,

    Manual,
    Erasure,
}

/// <summary>
/// Everything that speaks against mail to one address. A join of facts: the most restrictive wins, and neither order nor repeats matter.
/// Only an unsubscribe can be undone, by a strictly later opt-in; at the same instant the unsubscribe counts.
/// </summary>
public sealed record Suppression
{
    /// <summary>As many soft bounces within <see cref="SoftBounceWindow"/> suppress.</summary>
    public const int MostSoftBounces = 3;

    public static readonly TimeSpan SoftBounceWindow = TimeSpan.FromDays(30);

    private const int SoftBouncesKept = 30;
    private const string SoftBounceSource = "soft-bounces";

    /// <summary>One per reason, in the order of reasons.</summary>
    public IReadOnlyList<SuppressionEntry> Entries { get; init; } = [];

    /// <summary>The latest explicit wish to get mail.</summary>
    public DateTimeOffset? OptedInAt { get; init; }

    /// <summary>Oldest first; the latest are kept.</summary>
    public IReadOnlyList<SoftBounce> SoftBounces { get; init; } = [];

    /// <summary>True when nothing may be sent. What is read here is held until the send's claim is committed.</summary>
    [JsonIgnore]
    public bool Blocks => Entries.Any(entry => entry.Reason != SuppressionReason.Unsubscribe || OptedInAt is null || entry.At >= OptedInAt);

    public Suppression With(SuppressionEntry fresh)
    {
        var same = Entries.FirstOrDefault(entry => entry.Reason == fresh.Reason);
        var joined = same is null ? fresh : Join(same, fresh);
        return this with { Entries = [.. Entries.Where(entry => entry.Reason != fresh.Reason).Append(joined).OrderBy(entry => entry.Reason)] };
    }

    public Suppression WithOptIn(DateTimeOffset at) => OptedInAt >= at ? this : this with { OptedInAt = at };

    /// <param name="messageId">Several bounces of one message are one.</param>
    public Suppression WithSoftBounce(string messageId, DateTimeOffset at)
    {
        var bounces = SoftBounces
            .Append(new SoftBounce(messageId, at))
            .Distinct()
            .OrderBy(bounce => bounce.At)
            .ThenBy(bounce => bounce.MessageId, StringComparer.Ordinal)
            .TakeLast(SoftBouncesKept)
            .ToList();
        var last = bounces.Find(bounce => MessagesUntil(bounce.At, bounces) >= MostSoftBounces);
        var joined = this with { SoftBounces = bounces };
        return last is null ? joined : joined.With(new SuppressionEntry(SuppressionReason.SoftBounces, last.At, SoftBounceSource));
    }

    private static int MessagesUntil(DateTimeOffset end, List<SoftBounce> bounces) =>
        bounces.Where(bounce => bounce.At <= end && end - bounce.At <= SoftBounceWindow).Select(bounce => bounce.MessageId).Distinct().Count();

    /// <summary>Of unsubscribes the last counts, since an opt-in may lie between; of everything else the first.</summary>
    private static SuppressionEntry Join(SuppressionEntry one, SuppressionEntry other)
    {
        var order = one.At != other.At ? one.At.CompareTo(other.At) : string.CompareOrdinal(one.Source, other.Source);
        var kept = (one.Reason == SuppressionReason.Unsubscribe) == order > 0 ? one : other;
        return kept with { Reversible = one.Reversible && other.Reversible };
    }
}

/// <param name="Source">Who told: <c>webhook:sendgrid</c>, a person.</param>
/// <param name="Reversible">Told while a provider reported bounces on a scale that is rather its fault than the addresses'; for a person to look at.</param>
public sealed record SuppressionEntry(SuppressionReason Reason, DateTimeOffset At, string Source, bool Reversible = false);

public sealed record SoftBounce(string MessageId, DateTimeOffset At);
