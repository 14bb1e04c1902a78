namespace LeadFunctions.Domain.Emails;

/// <summary>Somebody, or something, came by a link or the picture of one of our mails.</summary>
/// <param name="Place">Of the link in the mail; <see cref="Picture"/> or <see cref="Trap"/>.</param>
/// <param name="Evidence">What the request itself says: <c>head</c>, <c>prefetch</c>, <c>user-agent</c>; null without any.</param>
public sealed record MailHit(DateTimeOffset At, int Place, string? Evidence)
{
    public const int Picture = -2;

    /// <summary>The link that no person sees.</summary>
    public const int Trap = -1;
}

/// <summary>
/// Whether an open or click is a machine's, by what happened around it (semantics 10). Judged a short while after it happened, so that what comes just behind
/// counts too. Scanners open everything within seconds of delivery, and follow the link that people do not see.
/// </summary>
public static class MachineOrHuman
{
    public static readonly TimeSpan TrapReach = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    /// <summary>Nobody reads and clicks so soon after the mail was sent.</summary>
    public static readonly TimeSpan TooSoon = TimeSpan.FromSeconds(3);

    private const int LinksOfABurst = 3;

    /// <returns>The evidence; empty when nothing speaks against a person.</returns>
    public static IReadOnlyList<string> Of(EmailEvent told, IReadOnlyList<MailHit> hits, DateTimeOffset sentAt)
    {
        var evidence = new List<string>();
        if (told.Machine is { } said)
        {
            evidence.AddRange(said);
        }

        if (hits.Any(hit => hit.Place == MailHit.Trap && (hit.At - told.At).Duration() <= TrapReach))
        {
            evidence.Add("trap-link");
        }

        if (IsInBurst(told.At, hits))
        {
            evidence.Add("burst");
        }

        if (told.At - sentAt < TooSoon)
        {
            evidence.Add("too-soon");
        }

        return evidence;
    }

    /// <summary>Three different links of one mail within two seconds, this moment among them.</summary>
    private static bool IsInBurst(DateTimeOffset at, IReadOnlyList<MailHit> hits)
    {
        var near = hits.Where(hit => hit.Place != MailHit.Picture && (hit.At - at).Duration() <= Burst).OrderBy(hit => hit.At).ToList();
        return near.Any(first => first.At <= at && near.Where(hit => hit.At >= first.At && hit.At - first.At <= Burst).Select(hit => hit.Place).Distinct().Count() >= LinksOfABurst
            && first.At + Burst >= at);
    }
}
