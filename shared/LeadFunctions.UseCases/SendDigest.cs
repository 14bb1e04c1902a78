using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A window of many notifications ends -> one that lists them. Claim, send, record like <see cref="Notify"/>, which it wakes for each lead to write it on
/// the timeline. Claiming freezes what is in it: whatever comes later is in the next one.
/// </summary>
public sealed class SendDigest(ILeadStore leads, NotifierSet notifiers, Briefing briefing) : IHandle<Message.DigestDue>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.DigestDue> messages, CancellationToken ct)
    {
        var due = messages[0];
        var person = briefing.Playbook.People.FirstOrDefault(someone => someone.Id == due.PersonId);
        if (person is null || notifiers.Find(NameOf(due)) is not { } channel)
        {
            return new Outcome.DeadLetter(person is null ? "no such person in the playbook" : "no such channel: " + due.Channel);
        }

        var (digest, version) = await Attention.FindAsync(leads, due, ct);
        if (digest is null)
        {
            return new Outcome.Skipped("already sent");
        }

        var effect = await Effect.FindAsync(leads, due.EffectKey, ct);
        if (effect.IsSettled)
        {
            return new Outcome.Skipped("already sent");
        }

        if (effect.State == Effect.Claimed && !channel.Deduplicates)
        {
            return Recorded(due, digest, effect, version, Effect.Unknown);
        }

        if (!digest.Items.Any(item => item.Hot) && PersonClock.QuietUntil(person, briefing.Playbook, briefing.Now) is { } morning)
        {
            return new Outcome.Done(new Commit { Messages = [new Outgoing(due, morning)] });
        }

        // Digests of a changed playbook may have piled up while nothing ran: each keeps to the hour as it goes.
        var free = IsOfModel(due) ? (await ModelAttention.ReadAsync(leads, due.PersonId, NameOf(due), ct)).Window.FreeAt(briefing.Playbook.Notifications.ModelPerHour, briefing.Now) : briefing.Now;
        if (free > briefing.Now)
        {
            return new Outcome.Done(new Commit { Messages = [new Outgoing(due, free)] });
        }

        return await leads.CommitAsync(new Commit { Registers = [.. await ClaimAsync(due, digest, effect, version, ct)] }, ct) == CommitResult.Committed
            ? await SendAsync(due, person, channel, ct)
            : new Outcome.RetryLater("the digest has just changed", TimeSpan.Zero);
    }

    /// <summary>The entry is written as it is: whoever is adding to it now must look again.</summary>
    private async Task<IEnumerable<RegisterWrite>> ClaimAsync(Message.DigestDue due, Digest digest, Effect effect, long version, CancellationToken ct)
    {
        if (IsOfModel(due))
        {
            var model = await ModelAttention.ReadAsync(leads, due.PersonId, NameOf(due), ct);
            var sending = model.Window.Closing(due.Number).Sending(briefing.Playbook.Notifications.ModelPerHour, briefing.Now);
            return [effect.Becomes(Effect.Claimed), Attention.Write(due, digest, version), model.Becomes(sending)];
        }

        var attention = await Attention.ReadAsync(leads, due.PersonId, due.Channel, ct);
        var collects = attention.Window.Open && attention.Window.Digests == due.Number;
        RegisterWrite[] claim = [effect.Becomes(Effect.Claimed), Attention.Write(due, digest, version)];
        return collects ? [.. claim, attention.Becomes(attention.Window.Closing(briefing.Now))] : claim;
    }

    private async Task<Outcome> SendAsync(Message.DigestDue due, Person person, INotifier channel, CancellationToken ct)
    {
        var claimed = await Effect.FindAsync(leads, due.EffectKey, ct);
        var (digest, version) = await Attention.FindAsync(leads, due, ct);
        var listed = await ListedAsync(digest!, ct);
        var result = listed.Count == 0 ? new NotifyResult.Sent() : await channel.SendAsync(briefing.OfDigest(due.EffectKey, listed, person), ct);
        switch (result)
        {
            case NotifyResult.Sent:
                return Recorded(due, digest!, claimed, version, Effect.Sent);
            case NotifyResult.Ambiguous when !channel.Deduplicates:
                return Recorded(due, digest!, claimed, version, Effect.Unknown);
            case NotifyResult.Ambiguous ambiguous:
                return new Outcome.RetryLater(ambiguous.Reason);
            case NotifyResult.Failed failed:
                await leads.CommitAsync(new Commit { Registers = [claimed.Becomes(Effect.Free)] }, ct);
                return failed.ForGood ? new Outcome.DeadLetter(failed.Reason) : new Outcome.RetryLater(failed.Reason, failed.RetryAfter);
            default:
                throw new InvalidOperationException("a result nobody knows");
        }
    }

    private async Task<IReadOnlyList<(DigestItem Item, Lead Lead)>> ListedAsync(Digest digest, CancellationToken ct)
    {
        var listed = new List<(DigestItem, Lead)>();
        foreach (var item in digest.Items)
        {
            if (await leads.FindLeadAsync(item.LeadId, ct) is { } lead && !TakeBack.IsVoid(lead, item.EffectKey))
            {
                listed.Add((item, lead));
            }
        }

        return listed;
    }

    private static Outcome.Done Recorded(Message.DigestDue due, Digest digest, Effect effect, long version, string state) => new(new Commit
    {
        Registers = [effect.Becomes(state), Attention.Write(due, null, version)],
        Messages = [.. digest.Items.Select(item => new Outgoing(new Message.NotificationDue(item.LeadId, item.EffectKey, due.PersonId, item.Reason, NameOf(due), item.DueBy)))],
    });

    private static bool IsOfModel(Message.DigestDue due) => due.Channel.StartsWith(ModelAttention.ChannelPrefix, StringComparison.Ordinal);

    private static string NameOf(Message.DigestDue due) => IsOfModel(due) ? due.Channel[ModelAttention.ChannelPrefix.Length..] : due.Channel;
}
