using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.UseCases.Mail;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A mail of a run is due -> claim, send, record, at most once (semantics 7). The claim's commit holds everything that speaks for the mail: the run at this
/// step, no exit, consent, caps, hours, and that nothing was written about the address's suppression since it was read. A crash between claim and record is
/// sent again only where the provider recognises the key; elsewhere it is <c>unknown</c>, visible, and not sent again.
/// </summary>
public sealed class SendMail(ILeadStore leads, PlaybookShelf playbooks, MailRoom room, TimeProvider clock) : IHandle<Message.MailDue>
{
    private static readonly TimeSpan CapsLookBack = TimeSpan.FromDays(31);
    private readonly Sends _sends = new(leads);
    private readonly Suppressions _suppressions = new(leads);

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.MailDue> messages, CancellationToken ct)
    {
        var (due, now) = (messages[0], clock.GetUtcNow());
        var key = $"mail:{due.LeadId}:{due.EnrolmentId}:{due.StepId}";
        if (await leads.FindLeadAsync(due.LeadId, ct) is not { } lead)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        var run = (lead.Enrolments ?? []).FirstOrDefault(one => one.Id == due.EnrolmentId);
        if (run is null || Pinned.Of(playbooks, run) is not { } pinned || pinned.Sequence.Steps.FirstOrDefault(step => step.Id == due.StepId) is not SequenceStep.Send step)
        {
            return new Outcome.Skipped("the run or its step is gone");
        }

        var effect = await Effect.FindAsync(leads, key, ct);
        var mail = new DueMail(lead, run, pinned, step, key, room.SendIdOf(key));
        return effect.State switch
        {
            Effect.Sent or Effect.Unknown => new Outcome.Skipped("already sent"),
            Effect.Claimed when !room.Sender.Deduplicates => await RecordAsync(mail, Effect.Unknown, "interrupted between claim and record", null, ct),
            Effect.Claimed => await CallAsync(mail, ct),
            _ when lead.MergedInto is not null => new Outcome.Skipped("merged into another lead"),
            _ => await ClaimAsync(mail, effect, now, ct),
        };
    }

    private async Task<Outcome> ClaimAsync(DueMail mail, Effect effect, DateTimeOffset now, CancellationToken ct)
    {
        // Claimed before, and certainly not taken on by the provider: the run has gone on already, and only the law is asked again.
        var isRepeat = !effect.IsNew;
        var suppressions = await _suppressions.OfAsync(mail.Lead, ct);
        var decision = Decide(mail, isRepeat, suppressions.Any(one => one.Suppression.Blocks) ? "the address is suppressed" : null, now);
        if (decision is not SendDecision.Go)
        {
            return NotNow(mail, decision, now);
        }

        if (await room.WaitAsync(mail.Pinned.Settings, now, ct) is { Ticks: > 0 } wait)
        {
            return new Outcome.RetryLater(wait > TimeSpan.FromMinutes(10) ? "too many complaints: sending is paused" : "over the sender's rate", wait);
        }

        var claim = new Commit
        {
            // A repeat changes nothing about the lead, but is as conditional on it: a consent may have been withdrawn since.
            Lead = isRepeat ? mail.Lead with { UpdatedAt = now } : Claimed(mail, now),
            Registers =
            [
                effect.Becomes(Effect.Claimed),
                .. suppressions.Select(one => one.Unchanged()),
                .. isRepeat ? [] : new[] { Sends.Write(mail.SendId, new SentEmail(mail.Key, mail.Lead.Id, room.Sender.Name, null, now) { Links = mail.Rendered(room).Links }, 0) },
            ],
        };
        claim = isRepeat ? claim : Consequences.Of(mail.Lead, claim, playbooks.Current, now);
        return await leads.CommitAsync(claim, ct) == CommitResult.Committed
            ? await CallAsync(mail with { Lead = claim.Lead is { } moved ? moved with { Version = moved.Version + 1 } : mail.Lead }, ct)
            : new Outcome.RetryLater("something changed about the lead or its address");
    }

    private SendDecision Decide(DueMail mail, bool isRepeat, string? suppressed, DateTimeOffset now)
    {
        var facts = LeadFacts.Of(mail.Lead, playbooks.Current.Domains, now);
        var zone = RecipientZone.Of(facts, mail.Pinned.Settings.TimeZone);
        var release = isRepeat ? new ReleaseTime(now, []) : mail.Pinned.Release(mail.Lead, zone, now);
        var run = isRepeat ? mail.Run with { State = EnrolmentState.Active, Step = mail.Step.Id } : mail.Run;
        return SendDecision.Of(run, mail.Step.Id, mail.Pinned.Sequence, mail.Lead, new SendContext(now, facts, mail.Pinned.Settings.Basis, suppressed, release));
    }

    private Outcome NotNow(DueMail mail, SendDecision decision, DateTimeOffset now)
    {
        var run = decision switch
        {
            SendDecision.End end when mail.Run.IsActive => mail.Run.End(EnrolmentState.Exited, end.Why, now),
            SendDecision.Hold hold => mail.Run with { NextAt = hold.Until, Hold = hold.Why },
            _ => mail.Run,
        };
        if (run == mail.Run)
        {
            return new Outcome.Skipped((decision as SendDecision.Stop)?.Why ?? (decision as SendDecision.End)?.Why ?? "not now");
        }

        var line = run.IsActive
            ? new Activity.Nurtured($"nurture:{run.Id}:{run.Step}:held", now, run.Id, "held", run.Hold)
            : new Activity.Nurtured($"nurture:{run.Id}:ended", now, run.Id, "exited", run.EndedWhy);
        var commit = new Commit { Lead = With(mail.Lead, run, now), Activities = [line] };
        return new Outcome.Done(Consequences.Of(mail.Lead, commit, playbooks.Current, now));
    }

    private static Lead Claimed(DueMail mail, DateTimeOffset now)
    {
        var lead = With(mail.Lead, Advancing.Sent(mail.Run, mail.Pinned.Sequence, now), now);
        return !mail.Pinned.Sequence.Commercial ? lead
            : lead with { Mails = [.. (lead.Mails ?? []).Where(one => one.At > now - CapsLookBack), new SentMark(now, mail.Key)] };
    }

    private static Lead With(Lead lead, Enrolment run, DateTimeOffset now) =>
        lead with { Enrolments = [.. (lead.Enrolments ?? []).Select(one => one.Id == run.Id ? run : one)], UpdatedAt = now };

    private async Task<Outcome> CallAsync(DueMail mail, CancellationToken ct)
    {
        switch (await room.Sender.SendAsync(room.Message(mail, mail.Rendered(room)), ct))
        {
            case EmailResult.Sent sent:
                return await RecordAsync(mail, Effect.Sent, null, sent.MessageId, ct);
            case EmailResult.Ambiguous ambiguous when room.Sender.Deduplicates:
                return new Outcome.RetryLater(ambiguous.Reason);
            case EmailResult.Ambiguous ambiguous:
                return await RecordAsync(mail, Effect.Unknown, ambiguous.Reason, null, ct);
            case EmailResult.Failed failed:
                var claimed = await Effect.FindAsync(leads, mail.Key, ct);
                await leads.CommitAsync(new Commit { Registers = [claimed.Becomes(Effect.Free)] }, ct);
                return failed.ForGood ? new Outcome.DeadLetter(failed.Reason) : new Outcome.RetryLater(failed.Reason, failed.RetryAfter);
            default:
                throw new InvalidOperationException("a result nobody knows");
        }
    }

    private async Task<Outcome> RecordAsync(DueMail mail, string state, string? why, string? messageId, CancellationToken ct)
    {
        var (effect, found) = (await Effect.FindAsync(leads, mail.Key, ct), await _sends.ByIdAsync(mail.SendId, ct));
        return new Outcome.Done(new Commit
        {
            ActivitiesOf = mail.Lead.Id,
            Activities = [new Activity.Mailed(mail.Key, clock.GetUtcNow(), mail.SendId, mail.Step.Template, mail.Rendered(room).Subject, mail.Run.Id, state, why)],
            Registers =
            [
                effect.Becomes(state),
                .. found is null || messageId is null ? [] : new[]
                {
                    Sends.Write(mail.SendId, found.Sent with { MessageId = messageId }, found.Version),
                    Sends.Name(room.Sender.Name, messageId, mail.SendId),
                },
            ],
            Messages = messageId is null ? [] : [new Outgoing(new Message.FiguresChanged(mail.Lead.Id, mail.SendId))],
        });
    }
}

/// <summary>A mail that is due, with everything it is made of.</summary>
/// <param name="SendId">How providers and links name it.</param>
public sealed record DueMail(Lead Lead, Enrolment Run, Pinned Pinned, SequenceStep.Send Step, string Key, string SendId)
{
    private RenderedMail? _rendered;

    /// <summary>Its texts, made once: the claim stores their links, the call sends them, the record names their subject.</summary>
    public RenderedMail Rendered(MailRoom room) => _rendered ??= room.Render(this);
}
