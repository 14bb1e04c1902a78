using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What providers told of emails -> how far the email came, the suppression of its address, the lead's timeline, and opens, clicks and unsubscribes as signals,
/// which wake <see cref="ApplySignal"/>. An event takes effect once: its receipt is in the same commit. Opens and clicks of our own mails wait a while for
/// what comes just behind them, and what counted by mistake is said again as a machine's (<see cref="MailHits"/>).
/// </summary>
public sealed class ApplyEmailEvent(ILeadStore leads, NewId ids, BounceWatch bounces, TimeProvider clock) : IHandle<Message.EmailReported>
{
    private readonly Receipts _receipts = new(leads);
    private readonly Sends _sends = new(leads);
    private readonly Suppressions _suppressions = new(leads);
    private readonly ComplaintWatch _complaints = new(leads);

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.EmailReported> messages, CancellationToken ct)
    {
        var told = await FreshAsync(messages, clock.GetUtcNow(), ct);
        if (told.Count == 0)
        {
            return new Outcome.Skipped("every event is known");
        }

        // A commit writes one timeline. Nearly always all events are about one lead; those of others go on by themselves.
        var leadId = told[0].LeadId;
        var mine = told.Where(one => one.LeadId == leadId).ToList();
        var commit = await OfOneLeadAsync(leadId, mine, ct);
        var others = told.Where(one => one.LeadId != leadId).GroupBy(one => one.LeadId ?? messages[0].About)
            .Select(group => new Outgoing(new Message.EmailReported(group.Key, [.. group.Select(one => one.Event)])));
        return new Outcome.Done(commit with { Messages = [.. commit.Messages, .. others] });
    }

    /// <summary>A repeat is worth a look only when it brings the provider's word that it was a machine.</summary>
    private async Task<List<ToldEmail>> FreshAsync(IReadOnlyList<Message.EmailReported> messages, DateTimeOffset now, CancellationToken ct)
    {
        var fresh = new List<ToldEmail>();
        foreach (var one in messages.SelectMany(message => message.Events).OrderBy(one => one.Machine is null).DistinctBy(one => one.Id))
        {
            var receipt = await _receipts.FindAsync(one.Id, now, ct);
            if (receipt.Value is null || (MailHits.IsHit(one) && one.Machine is { Count: > 0 }))
            {
                var written = receipt.Value is null ? receipt.Write(JsonSerializer.Serialize(new Receipt(now), WireJson.Default.Receipt)) : null;
                fresh.Add(new ToldEmail(one, await _sends.FindAsync(one, ct), one.Recipient is { } email ? ids.LeadIdOf(email) : null, written));
            }
        }

        return fresh;
    }

    /// <param name="leadId">Null when nobody knows whom the events are about: they are remembered, and that is all.</param>
    private async Task<Commit> OfOneLeadAsync(string? leadId, List<ToldEmail> told, CancellationToken ct)
    {
        var lead = leadId is null ? null : await leads.FindLeadAsync(leadId, ct);
        var (mails, held) = (told.Where(one => one.Send is not null).GroupBy(one => one.Send!.SendId).Select(Mail).ToList(), told.Where(MustWait).ToList());
        List<ToldEmail> due = [.. told.Where(one => one.Send is null), .. mails.SelectMany(mail => mail.Due)];
        var complaints = Count(due);
        var signals = lead is null ? [] : due.Select(one => one.Event).Concat(mails.SelectMany(mail => mail.Back)).DistinctBy(one => one.Id).Select(EmailSignals.Of).OfType<Domain.Leads.Signal>().ToList();
        return new Commit
        {
            ActivitiesOf = lead?.Id,
            Activities = lead is null ? [] : [.. due.Where(one => one.Receipt is not null).Select(EmailSignals.ActivityOf).OfType<Domain.Leads.Activity>()],
            Registers = [.. due.Select(one => one.Receipt).OfType<RegisterWrite>(), .. mails.Select(mail => mail.Write).OfType<RegisterWrite>(), .. await SuppressionsAsync(due, ct), .. complaints == 0 ? [] : new[] { await _complaints.CountedAsync(complaints, clock.GetUtcNow(), ct) }],
            Messages =
            [
                .. signals.Count == 0 ? [] : new[] { new Outgoing(new Message.SignalArrived(lead!.Id, null, signals)) },
                .. held.Where(one => !IsNoted(one)).Select(one => new Outgoing(new Message.EmailReported(leadId ?? one.Event.Id, [one.Event]), one.Event.At + RecordHit.Hold)),
                .. mails.Where(mail => mail.Write is not null).Select(mail => new Outgoing(new Message.FiguresChanged(mail.Found.Sent.LeadId, mail.Found.SendId))),
            ],
        };
    }

    /// <returns>How many are complaints.</returns>
    private static int Count(List<ToldEmail> told)
    {
        foreach (var one in told.Where(one => one.Receipt is not null))
        {
            UseCaseMeters.EmailEvents.Add(1, new("provider", one.Event.Provider), new("kind", one.Event.Kind.ToString()), new("ours", one.Send is not null));
        }

        return told.Count(one => one is { Receipt: not null, Event.Kind: EmailEventKind.Complaint });
    }

    /// <summary>Ours came here after its hold; the provider's may be told within it. Its neighbours must be known before it is judged.</summary>
    private bool MustWait(ToldEmail one) =>
        one is { Send: not null, Event.Provider: not RecordHit.Provider, Receipt: not null } && MailHits.IsHit(one.Event) && one.Event.At + RecordHit.Hold - clock.GetUtcNow() > TimeSpan.FromSeconds(1);

    private static bool IsNoted(ToldEmail one) => one.Send!.Sent.Hits?.Any(hit => hit.Event == one.Event.Id) == true;

    /// <summary>What is told of one mail: noted all together, then judged.</summary>
    private MailTold Mail(IGrouping<string, ToldEmail> ofOne)
    {
        var found = ofOne.First().Send!;
        var noted = ofOne.Where(one => MailHits.IsHit(one.Event)).Aggregate(found.Sent, (sent, one) => MailHits.Noted(sent, one.Event));
        var due = ofOne.Where(one => !MustWait(one)).Select(one => MailHits.IsHit(one.Event) ? one with { Event = MailHits.Judged(noted, found.SendId, one.Event) } : one).ToList();
        var steps = due.Where(one => one.Receipt is not null).Select(one => SendProgress.Of(one.Event, EmailSignals.IsMachine(one.Event))).OfType<SendProgress>();
        var joined = steps.Aggregate(noted.Progress, (known, step) => SendProgress.Join(known, step));
        var (settled, back) = MailHits.Settle(noted with { Progress = joined }, found.SendId, [.. due.Select(one => one.Event)]);
        return new MailTold(found, due, back, settled == found.Sent ? null : Sends.Write(found.SendId, settled, found.Version));
    }

    /// <param name="Back">What had counted, and is a machine's.</param>
    private sealed record MailTold(FoundSend Found, IReadOnlyList<ToldEmail> Due, IReadOnlyList<EmailEvent> Back, RegisterWrite? Write);

    /// <summary>For the address that the event names and the one that we wrote to, which are the same but for forwarding and merged leads.</summary>
    private async Task<List<RegisterWrite>> SuppressionsAsync(List<ToldEmail> told, CancellationToken ct)
    {
        var writes = new List<RegisterWrite>();
        foreach (var address in told.SelectMany(one => new[] { one.RecipientId, one.Send?.Sent.LeadId }).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var found = await _suppressions.FindAsync(address, ct);
            var changed = told.Where(one => one.RecipientId == address || one.Send?.Sent.LeadId == address)
                .Aggregate(found.Suppression, (known, one) => SuppressionOf.Event(known, one.Event, bounces.IsStorm(one.Event)));
            if (!ReferenceEquals(changed, found.Suppression))
            {
                writes.Add(found.Write(changed));
            }
        }

        return writes;
    }
}

/// <summary>An event with whom and what it is about.</summary>
/// <param name="Send">The email, when it is one of ours.</param>
/// <param name="RecipientId">The lead id of the address that the event names.</param>
/// <param name="Receipt">To be written with its effect; null for a later word on what took effect before.</param>
public sealed record ToldEmail(EmailEvent Event, FoundSend? Send, string? RecipientId, RegisterWrite? Receipt)
{
    /// <summary>Of our email the lead it went to, else whose address it is; null when nobody knows.</summary>
    public string? LeadId => Send?.Sent.LeadId ?? RecipientId;
}

/// <summary>That an event took effect, or a token was used.</summary>
/// <param name="Content">Hash of what came with a token that may be used once.</param>
public sealed record Receipt(DateTimeOffset At, string? Content = null);
