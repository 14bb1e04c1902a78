using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What providers told of emails -> how far the email came, the suppression of its address, the lead's timeline, and opens, clicks and unsubscribes as signals,
/// which wake <see cref="ApplySignal"/>. An event takes effect once: its receipt is in the same commit.
/// </summary>
public sealed class ApplyEmailEvent(ILeadStore leads, NewId ids, BounceWatch bounces, TimeProvider clock) : IHandle<Message.EmailReported>
{
    private readonly Receipts _receipts = new(leads);
    private readonly Sends _sends = new(leads);
    private readonly Suppressions _suppressions = new(leads);

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

    private async Task<List<ToldEmail>> FreshAsync(IReadOnlyList<Message.EmailReported> messages, DateTimeOffset now, CancellationToken ct)
    {
        var fresh = new List<ToldEmail>();
        foreach (var one in messages.SelectMany(message => message.Events).DistinctBy(one => one.Id))
        {
            var receipt = await _receipts.FindAsync(one.Id, now, ct);
            if (receipt.Value is null)
            {
                var written = receipt.Write(JsonSerializer.Serialize(new Receipt(now), WireJson.Default.Receipt));
                var send = await _sends.FindAsync(one, ct);
                fresh.Add(new ToldEmail(Judged(one, send), send, one.Recipient is { } email ? ids.LeadIdOf(email) : null, written));
            }
        }

        return fresh;
    }

    /// <summary>Of our own links and picture we know the neighbours; of a provider's report only what it says.</summary>
    private static EmailEvent Judged(EmailEvent told, FoundSend? send) =>
        told.Provider == RecordHit.Provider && send?.Sent.Hits is { } hits && MachineOrHuman.Of(told, hits, send.Sent.At) is { Count: > 0 } evidence
            ? told with { Machine = evidence }
            : told;

    /// <param name="leadId">Null when nobody knows whom the events are about: they are remembered, and that is all.</param>
    private async Task<Commit> OfOneLeadAsync(string? leadId, List<ToldEmail> told, CancellationToken ct)
    {
        var lead = leadId is null ? null : await leads.FindLeadAsync(leadId, ct);
        foreach (var one in told)
        {
            UseCaseMeters.EmailEvents.Add(1, new("provider", one.Event.Provider), new("kind", one.Event.Kind.ToString()), new("ours", one.Send is not null));
            if (one.Event.Kind == EmailEventKind.Complaint)
            {
                bounces.Complained();
            }
        }

        var signals = lead is null ? [] : told.Select(one => EmailSignals.Of(one.Event)).OfType<Domain.Leads.Signal>().ToList();
        return new Commit
        {
            ActivitiesOf = lead?.Id,
            Activities = lead is null ? [] : [.. told.Select(EmailSignals.ActivityOf).OfType<Domain.Leads.Activity>()],
            Registers = [.. told.Select(one => one.Receipt), .. Progress(told), .. await SuppressionsAsync(told, ct)],
            Messages =
            [
                .. signals.Count == 0 ? [] : new[] { new Outgoing(new Message.SignalArrived(lead!.Id, null, signals)) },
                .. told.Select(one => one.Send).OfType<FoundSend>().DistinctBy(send => send.SendId).Select(send => new Outgoing(new Message.FiguresChanged(send.Sent.LeadId, send.SendId))),
            ],
        };
    }

    private static IEnumerable<RegisterWrite> Progress(List<ToldEmail> told)
    {
        foreach (var ofOne in told.Where(one => one.Send is not null).GroupBy(one => one.Send!.SendId))
        {
            var found = ofOne.First().Send!;
            var steps = ofOne.Select(one => SendProgress.Of(one.Event, EmailSignals.IsMachine(one.Event))).OfType<SendProgress>();
            var joined = steps.Aggregate(found.Sent.Progress, (known, step) => SendProgress.Join(known, step));
            if (joined != found.Sent.Progress)
            {
                yield return Sends.Write(found.SendId, found.Sent with { Progress = joined }, found.Version);
            }
        }
    }

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
/// <param name="Receipt">To be written with its effect.</param>
public sealed record ToldEmail(EmailEvent Event, FoundSend? Send, string? RecipientId, RegisterWrite Receipt)
{
    /// <summary>Of our email the lead it went to, else whose address it is; null when nobody knows.</summary>
    public string? LeadId => Send?.Sent.LeadId ?? RecipientId;
}

/// <summary>That an event took effect, or a token was used.</summary>
/// <param name="Content">Hash of what came with a token that may be used once.</param>
public sealed record Receipt(DateTimeOffset At, string? Content = null);
