using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Tells one person on one channel: claim (permanent effect key), send, record. Where it would interrupt, it waits for the end of quiet hours unless the
/// lead is hot, and goes into a digest when there were many lately. Wakes <see cref="SendDigest"/>. A crash between claim and record is repeated only on
/// a channel that recognises the key; elsewhere it stays <c>unknown</c>, visible on the timeline, and is not sent again.
/// </summary>
public sealed class Notify(ILeadStore leads, NotifierSet notifiers, Briefing briefing) : IHandle<Message.NotificationDue>
{
    private const int Tries = 8;

    /// <summary>The lead itself asks for a person: never rationed.</summary>
    private const string HandRaise = "hand-raise";

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.NotificationDue> messages, CancellationToken ct)
    {
        var due = messages[0];
        var person = briefing.Playbook.People.FirstOrDefault(someone => someone.Id == due.PersonId);
        if (person is null || notifiers.Find(due.Channel) is not { } channel)
        {
            return new Outcome.DeadLetter(person is null ? "no such person in the playbook" : "no such channel: " + due.Channel);
        }

        if (await leads.FindLeadAsync(due.LeadId, ct) is not { } lead)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        var effect = await Effect.FindAsync(leads, due.EffectKey, ct);
        if (effect is { State: Effect.Free } && TakeBack.IsVoid(lead, due.EffectKey))
        {
            return new Outcome.Skipped("what caused it was a machine's doing");
        }

        return effect switch
        {
            { IsSettled: true } => new Outcome.Skipped("already told"),
            { Digest: { } digest } => await WithDigestAsync(due, effect, digest, ct),
            { State: Effect.Claimed } when !channel.Deduplicates => Recorded(due, effect, Effect.Unknown),
            { State: Effect.Free } when IsRationed(lead, due) => await RationAsync(due, lead, person, channel, ct),
            { State: Effect.Free } when channel.Interrupts => await AskAsync(due, lead, person, channel, ct),
            _ => await ClaimAsync(due, effect, lead, person, channel, ct),
        };
    }

    /// <summary>Not in somebody's night, and not one more of many.</summary>
    private async Task<Outcome> AskAsync(Message.NotificationDue due, Lead lead, Person person, INotifier channel, CancellationToken ct)
    {
        var (playbook, now) = (briefing.Playbook, briefing.Now);
        var hot = Heat.IsHot(lead, playbook, now);
        if (!hot && PersonClock.QuietUntil(person, playbook, now) is { } morning)
        {
            return new Outcome.Done(new Commit { Messages = [new Outgoing(due, morning)] });
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var effect = await Effect.FindAsync(leads, due.EffectKey, ct);
            // What was let through once and then failed is not counted again.
            if (effect.State != Effect.Free || !effect.IsNew || playbook.Notifications.Digest is not { } rule)
            {
                return await ClaimAsync(due, effect, lead, person, channel, ct);
            }

            var attention = await Attention.ReadAsync(leads, person.Id, channel.Name, ct);
            if (!attention.Window.TakesAtOnce(rule, now))
            {
                return new Outcome.Done(await attention.CollectAsync(leads, effect, new DigestItem(lead.Id, due.EffectKey, due.Reason, Compose.DueBy(due.DueBy, lead, playbook), hot), rule, now, ct));
            }

            if (await leads.CommitAsync(new Commit { Registers = [effect.Becomes(Effect.Claimed), attention.Becomes(attention.Window.Telling(rule, now))] }, ct) == CommitResult.Committed)
            {
                return await SendAsync(due, lead, person, channel, ct);
            }
        }

        return new Outcome.RetryLater("others kept telling the same person");
    }

    /// <summary>Until somebody works it; then it is a lead like any other.</summary>
    private static bool IsRationed(Lead lead, Message.NotificationDue due) => lead is { ByModel: not null, Stage: Stage.Raw or Stage.Mql } && due.Reason != HandRaise;

    /// <summary>Only a change of the playbook did this: so many an hour on every channel, the rest in digests.</summary>
    private async Task<Outcome> RationAsync(Message.NotificationDue due, Lead lead, Person person, INotifier channel, CancellationToken ct)
    {
        var (playbook, now) = (briefing.Playbook, briefing.Now);
        if (channel.Interrupts && PersonClock.QuietUntil(person, playbook, now) is { } morning)
        {
            return new Outcome.Done(new Commit { Messages = [new Outgoing(due, morning)] });
        }

        var perHour = playbook.Notifications.ModelPerHour;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var effect = await Effect.FindAsync(leads, due.EffectKey, ct);
            if (effect.State != Effect.Free || !effect.IsNew)
            {
                return await ClaimAsync(due, effect, lead, person, channel, ct);
            }

            var attention = await ModelAttention.ReadAsync(leads, person.Id, channel.Name, ct);
            if (!attention.TakesAtOnce(perHour, now))
            {
                return new Outcome.Done(await attention.CollectAsync(leads, effect, new DigestItem(lead.Id, due.EffectKey, due.Reason, Compose.DueBy(due.DueBy, lead, playbook), false), perHour, now, ct));
            }

            if (await leads.CommitAsync(new Commit { Registers = [effect.Becomes(Effect.Claimed), attention.Becomes(attention.Window.Sending(perHour, now))] }, ct) == CommitResult.Committed)
            {
                return await SendAsync(due, lead, person, channel, ct);
            }
        }

        return new Outcome.RetryLater("others kept telling the same person");
    }

    private async Task<Outcome> ClaimAsync(Message.NotificationDue due, Effect effect, Lead lead, Person person, INotifier channel, CancellationToken ct) =>
        await leads.CommitAsync(new Commit { Registers = [effect.Becomes(Effect.Claimed)] }, ct) == CommitResult.Committed
            ? await SendAsync(due, lead, person, channel, ct)
            : new Outcome.RetryLater("somebody else holds this effect");

    private async Task<Outcome> SendAsync(Message.NotificationDue due, Lead lead, Person person, INotifier channel, CancellationToken ct)
    {
        var claimed = await Effect.FindAsync(leads, due.EffectKey, ct);
        switch (await channel.SendAsync(await briefing.OfAsync(due, lead, person, ct), ct))
        {
            case NotifyResult.Sent:
                return Recorded(due, claimed, Effect.Sent);
            case NotifyResult.Ambiguous when !channel.Deduplicates:
                return Recorded(due, claimed, Effect.Unknown);
            case NotifyResult.Ambiguous ambiguous:
                return new Outcome.RetryLater(ambiguous.Reason);
            case NotifyResult.Failed failed:
                await leads.CommitAsync(new Commit { Registers = [claimed.Becomes(Effect.Free)] }, ct);
                return failed.ForGood ? new Outcome.DeadLetter(failed.Reason) : new Outcome.RetryLater(failed.Reason, failed.RetryAfter);
            default:
                throw new InvalidOperationException("a result nobody knows");
        }
    }

    /// <summary>It shares the fate of its digest, which wakes it again when that is known.</summary>
    private async Task<Outcome> WithDigestAsync(Message.NotificationDue due, Effect effect, string digest, CancellationToken ct) =>
        await Effect.FindAsync(leads, digest, ct) is { IsSettled: true } settled ? Recorded(due, effect, settled.State) : new Outcome.Skipped("waits for its digest");

    private Outcome.Done Recorded(Message.NotificationDue due, Effect effect, string state) =>
        new(new Commit
        {
            ActivitiesOf = due.LeadId,
            Activities = [new Activity.Notified(due.EffectKey, briefing.Now, due.Channel, due.PersonId, due.Reason, state)],
            Registers = [effect.Becomes(state)],
        });
}
