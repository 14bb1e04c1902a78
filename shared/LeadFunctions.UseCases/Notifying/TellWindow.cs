using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Notifying;

/// <summary>
/// How often a person was told on a channel lately. The first few at once; what follows within the window is collected and goes out together when
/// the window ends. Stored in the register <c>tell-windows</c> under person and channel.
/// </summary>
/// <param name="Since">When the window began.</param>
/// <param name="Told">How many went out at once since then.</param>
/// <param name="Digests">How many digests there ever were: the number of the latest.</param>
/// <param name="Open">Whether the latest still collects.</param>
public sealed record TellWindow(DateTimeOffset Since, int Told, int Digests, bool Open)
{
    public static readonly TellWindow Empty = new(DateTimeOffset.MinValue, 0, 0, Open: false);

    public bool TakesAtOnce(DigestRule rule, DateTimeOffset now) => !Open && (IsOver(rule, now) || Told < rule.After);

    public TellWindow Telling(DigestRule rule, DateTimeOffset now) => IsOver(rule, now) ? this with { Since = now, Told = 1 } : this with { Told = Told + 1 };

    public TellWindow Opening() => this with { Digests = Digests + 1, Open = true };

    /// <summary>The digest goes out now, and is the first of a new window.</summary>
    public TellWindow Closing(DateTimeOffset now) => this with { Since = now, Told = 1, Open = false };

    private bool IsOver(DigestRule rule, DateTimeOffset now) => now - rule.Within >= Since;
}

/// <summary>What waits to go out together, in the register <c>digests</c>. Only ids: a lead's words are looked up when it goes.</summary>
/// <param name="DueAt">When it goes.</param>
public sealed record Digest(DateTimeOffset DueAt, IReadOnlyList<DigestItem> Items)
{
    /// <summary>With more it goes at once, and another begins.</summary>
    public const int Most = 100;

    /// <summary>Halfway to the first deadline in it, or when the window ends.</summary>
    public static DateTimeOffset DueFor(DigestItem item, DateTimeOffset windowEnds, DateTimeOffset now)
    {
        var half = item.DueBy is { } due ? now + ((due - now) / 2) : windowEnds;
        var at = half < windowEnds ? half : windowEnds;
        return at < now ? now : at;
    }
}

/// <param name="Hot">Does not wait for the end of quiet hours.</param>
public sealed record DigestItem(string LeadId, string EffectKey, string Reason, DateTimeOffset? DueBy, bool Hot);
