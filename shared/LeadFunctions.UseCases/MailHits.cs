using LeadFunctions.Domain.Emails;

namespace LeadFunctions.UseCases;

/// <summary>
/// The opens and clicks of one mail, told by our own addresses and by its provider: each noted at once, judged together with its neighbours after a hold, and
/// judged again with every new one. A click that counted and is a machine's after all comes back as an event with the evidence.
/// </summary>
public static class MailHits
{
    public const int Most = 100;

    public static bool IsHit(EmailEvent told) => told.Kind is EmailEventKind.Open or EmailEventKind.Click;

    /// <summary>An event of the provider becomes a neighbour of the others; ours was noted when it happened. A later word on whose it was is taken up.</summary>
    public static SentEmail Noted(SentEmail sent, EmailEvent told)
    {
        var hits = sent.Hits ?? [];
        var evidence = EmailSignals.Evidence(told)?[0];
        if (told.Provider == RecordHit.Provider)
        {
            return sent;
        }

        if (hits.Any(hit => hit.Event == told.Id))
        {
            return evidence is null ? sent : sent with { Hits = [.. hits.Select(hit => hit.Event == told.Id ? hit with { Evidence = hit.Evidence ?? evidence } : hit)] };
        }

        return hits.Count >= Most ? sent : sent with { Hits = [.. hits, HitOf(sent, told) with { Evidence = evidence }] };
    }

    /// <summary>What is known now of who did it.</summary>
    public static EmailEvent Judged(SentEmail sent, string sendId, EmailEvent told)
    {
        var hit = Find(sent, sendId, told) ?? HitOf(sent, told);
        var evidence = (EmailSignals.Evidence(told) ?? []).Concat(MachineOrHuman.Of(hit, sent.Hits ?? [], sent.At, sent.Links?.Count ?? 0)).Distinct().ToList();
        return evidence.Count == 0 ? told : told with { Machine = evidence };
    }

    /// <param name="judged">Those that take effect now.</param>
    /// <returns>The mail with what counts marked, and the events that had counted and are a machine's.</returns>
    public static (SentEmail Sent, IReadOnlyList<EmailEvent> Back) Settle(SentEmail sent, string sendId, IReadOnlyList<EmailEvent> judged)
    {
        var (hits, back) = (new List<MailHit>(), new List<EmailEvent>());
        foreach (var hit in sent.Hits ?? [])
        {
            var id = hit.Event ?? RecordHit.IdOf(sendId, hit);
            var counts = hit.Counted ?? (judged.Any(told => told.Id == id && !EmailSignals.IsMachine(told)) ? true : null);
            if (counts == true && MachineOrHuman.Of(hit, sent.Hits!, sent.At, sent.Links?.Count ?? 0) is { Count: > 0 } evidence)
            {
                back.Add(EventOf(sent, sendId, hit, id, evidence));
                counts = false;
            }

            hits.Add(counts == hit.Counted ? hit : hit with { Counted = counts });
        }

        return hits.SequenceEqual(sent.Hits ?? []) ? (sent, back) : (sent with { Hits = hits, Progress = back.Count == 0 ? sent.Progress : Without(sent.Progress, hits) }, back);
    }

    private static MailHit? Find(SentEmail sent, string sendId, EmailEvent told) => sent.Hits?.FirstOrDefault(hit => (hit.Event ?? RecordHit.IdOf(sendId, hit)) == told.Id);

    private static MailHit HitOf(SentEmail sent, EmailEvent told)
    {
        var place = told.Kind == EmailEventKind.Open ? MailHit.Picture : told.Url is { } url ? (sent.Links ?? []).TakeWhile(link => link != url).Count() : MailHit.Elsewhere;
        return place >= 0 && place == (sent.Links?.Count ?? 0)
            ? new MailHit(told.At, MailHit.Elsewhere, null) { Event = told.Id, Url = told.Url }
            : new MailHit(told.At, place, null) { Event = told.Id };
    }

    private static EmailEvent EventOf(SentEmail sent, string sendId, MailHit hit, string id, IReadOnlyList<string> evidence) =>
        new(id[..id.IndexOf(':', StringComparison.Ordinal)], id, hit.Place == MailHit.Picture ? EmailEventKind.Open : EmailEventKind.Click, hit.At)
        {
            SendId = sendId,
            Url = hit.Url ?? (hit.Place >= 0 ? sent.Links?.ElementAtOrDefault(hit.Place) : null),
            Machine = evidence,
        };

    /// <summary>How far the mail came, by what still counts.</summary>
    private static SendProgress? Without(SendProgress? progress, List<MailHit> hits)
    {
        DateTimeOffset? First(bool opens) => hits.Where(hit => hit.Counted == true && hit.Place == MailHit.Picture == opens).Min(hit => (DateTimeOffset?)hit.At);
        var (opened, clicked) = (First(opens: true), First(opens: false));
        return progress is null ? null : progress with
        {
            OpenedAt = opened,
            ClickedAt = clicked,
            Status = progress.Status is SendStatus.Opened or SendStatus.Clicked ? clicked is not null ? SendStatus.Clicked : opened is not null ? SendStatus.Opened : SendStatus.Delivered : progress.Status,
            At = progress.Status is SendStatus.Opened or SendStatus.Clicked ? clicked ?? opened ?? progress.At : progress.At,
        };
    }
}
