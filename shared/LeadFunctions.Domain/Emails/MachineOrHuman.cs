namespace LeadFunctions.Domain.Emails;

/// <summary>Somebody, or something, came by a link or the picture of one of our mails.</summary>
/// <param name="Place">Of the link in the mail; <see cref="Picture"/>, <see cref="Trap"/> or <see cref="Elsewhere"/>.</param>
/// <param name="Evidence">What the request itself says: <c>head</c>, <c>prefetch</c>, <c>user-agent</c>, or the provider's word; null without any.</param>
public sealed record MailHit(DateTimeOffset At, int Place, string? Evidence)
{
    public const int Picture = -2;

    /// <summary>The link that no person sees.</summary>
    public const int Trap = -1;

    /// <summary>A link that a provider names and that is none of the mail's.</summary>
    public const int Elsewhere = -3;

    /// <summary>Of the provider's event that told of it; null for a hit on our own address.</summary>
    public string? Event { get; init; }

    /// <summary>Where it led, when it is <see cref="Elsewhere"/>.</summary>
    public string? Url { get; init; }

    /// <summary>Who came, as a keyed hash of address and user agent: the same for one client, and nobody's name.</summary>
    public string? Client { get; init; }

    /// <summary>True once it counted as a person's; false once that was taken back. Null: not judged, or a machine's from the start.</summary>
    public bool? Counted { get; init; }
}

/// <summary>
/// Whether an open or click is a machine's, by what happened around it (semantics 10). Judged a short while after it happened, so that what comes just behind
/// counts too, and again whenever more becomes known. Scanners open everything within seconds of delivery, and follow the link that people do not see.
/// </summary>
public static class MachineOrHuman
{
    public static readonly TimeSpan TrapReach = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    /// <summary>Nobody reads and clicks so soon after the mail was sent.</summary>
    public static readonly TimeSpan TooSoon = TimeSpan.FromSeconds(3);

    /// <summary>So far apart a client that went into the trap is still the same machine.</summary>
    public static readonly TimeSpan SameClient = TimeSpan.FromMinutes(10);

    /// <summary>Who follows every link of a mail within this is not choosing.</summary>
    public static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);

    private const int LinksOfABurst = 3;

    /// <param name="hit">One of <paramref name="hits"/>, or one that there was no room for.</param>
    /// <param name="links">How many the mail has.</param>
    /// <returns>The evidence; empty when nothing speaks against a person.</returns>
    public static IReadOnlyList<string> Of(MailHit hit, IReadOnlyList<MailHit> hits, DateTimeOffset sentAt, int links)
    {
        var evidence = new List<string>();
        if (hit.Evidence is { } said)
        {
            evidence.Add(said);
        }

        if (hits.Any(one => one.Place == MailHit.Trap && (one.At - hit.At).Duration() <= (IsOfOneClient(one, hit) ? SameClient : TrapReach)))
        {
            evidence.Add("trap-link");
        }

        if (IsInBurst(hit.At, hits))
        {
            evidence.Add("burst");
        }

        if (links >= LinksOfABurst && hits.Where(one => one.Place >= 0 && IsOfOneClient(one, hit) && (one.At - hit.At).Duration() <= Sweep).Select(one => one.Place).Distinct().Count() >= links)
        {
            evidence.Add("every-link");
        }

        if (hit.At - sentAt < TooSoon)
        {
            evidence.Add("too-soon");
        }

        // Both we and the provider saw one click, and the provider knows whose it was.
        if (hits.FirstOrDefault(one => one is { Event: not null, Evidence: not null } && one != hit && one.Place == hit.Place && one.Url == hit.Url && (one.At - hit.At).Duration() <= Burst) is { } flagged)
        {
            evidence.Add(flagged.Evidence!);
        }

        return [.. evidence.Distinct()];
    }

    private static bool IsOfOneClient(MailHit one, MailHit other) => one.Client is not null && one.Client == other.Client;

    /// <summary>Three different links of one mail within two seconds, this moment among them.</summary>
    private static bool IsInBurst(DateTimeOffset at, IReadOnlyList<MailHit> hits)
    {
        var near = hits.Where(hit => hit.Place != MailHit.Picture && (hit.At - at).Duration() <= Burst).OrderBy(hit => hit.At).ToList();
        return near.Any(first => first.At <= at && first.At + Burst >= at
            && near.Where(hit => hit.At >= first.At && hit.At - first.At <= Burst).Select(hit => (hit.Place, hit.Url)).Distinct().Count() >= LinksOfABurst);
    }
}
