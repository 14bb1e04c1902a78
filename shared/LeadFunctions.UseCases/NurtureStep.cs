using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A run's instant came, or something happened that a run may wait for or end by -> every active run of the lead goes on as far as it can. Wakes
/// <see cref="SendMail"/> for a mail that is due, <see cref="Notify"/>, and itself at the next instant. Early, late or twice: state decides.
/// </summary>
public sealed class NurtureStep(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock) : IHandle<Message.NurtureDue>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.NurtureDue> messages, CancellationToken ct)
    {
        var (rules, now) = (playbooks.Current, clock.GetUtcNow());
        if (await leads.FindLeadAsync(messages[0].LeadId, ct) is not { } found)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        if (found.MergedInto is not null)
        {
            return new Outcome.Skipped("merged into another lead");
        }

        var heard = messages.SelectMany(message => message.Heard).Distinct().ToList();
        var facts = LeadFacts.Of(found, rules.Domains, now);
        var moves = (found.Enrolments ?? []).Select(run => Move(found, run, facts, heard, now)).ToList();
        if (moves.All(move => move.Advanced.Run == move.Before && move.Advanced.Effects.Count == 0))
        {
            return new Outcome.Skipped("nothing is due");
        }

        return new Outcome.Done(Consequences.Of(found, await CommitAsync(found, moves, now, ct), rules, now));
    }

    private Moved Move(Lead lead, Enrolment run, Facts facts, IReadOnlyList<string> heard, DateTimeOffset now)
    {
        if (!run.IsActive)
        {
            return new Moved(run, null, new Advanced(run, []));
        }

        if (Pinned.Of(playbooks, run) is not { } pinned)
        {
            return new Moved(run, null, new Advanced(run.End(EnrolmentState.Exited, "its playbook is gone", now), []));
        }

        if ((Exiting.Why(pinned.Sequence, heard) ?? Exiting.Why(pinned.Sequence, facts)) is { } why)
        {
            return new Moved(run, pinned, new Advanced(run.End(EnrolmentState.Exited, why, now), []));
        }

        var zone = RecipientZone.Of(facts, pinned.Settings.TimeZone);
        var further = Advancing.Heard(run, pinned.Sequence, heard, now);
        return new Moved(run, pinned, Advancing.On(further, pinned.Sequence, facts, zone, now, () => pinned.Release(lead, zone, now)));
    }

    private async Task<Commit> CommitAsync(Lead found, List<Moved> moves, DateTimeOffset now, CancellationToken ct)
    {
        var effects = moves.SelectMany(move => move.Advanced.Effects, (move, effect) => (Run: move.Before, Effect: effect)).ToList();
        var set = effects.Select(one => one.Effect).OfType<NurtureEffect.SetAttribute>()
            .Select(one => KeyValuePair.Create(one.Attribute, new AttributeValue(one.Value, now, AttributeSource.Enrichment))).ToList();
        var lead = found with { Enrolments = FollowNurture.Kept([.. moves.Select(move => move.Advanced.Run)]), UpdatedAt = now };
        var lines = moves.Select(move => Line(move, now)).OfType<Activity>().ToList();
        var messages = effects.SelectMany(one => Message(found, one.Run, one.Effect)).ToList();
        if (set.Count == 0)
        {
            return new Commit { Lead = lead, Activities = lines, Messages = messages };
        }

        var rules = playbooks.Current;
        var (changed, ledger) = await leads.LedgerOfAsync(lead with { Attributes = Capture.Merge(lead.Attributes, set) }, [], rules, ct);
        var standing = Progress.At(changed, ledger, rules, now, former: playbooks.FormerOf(changed));
        return new Commit { Lead = standing.Lead, Activities = [.. lines, .. standing.Activities], Messages = [.. messages, .. Reactions.To(standing, rules.Playbook)] };
    }

    private IEnumerable<Outgoing> Message(Lead lead, Enrolment run, NurtureEffect effect) => effect switch
    {
        NurtureEffect.SendMail mail => [new Outgoing(new Message.MailDue(lead.Id, run.Id, mail.StepId))],
        NurtureEffect.Tell tell when lead.Owner is { } owner => Reactions.ToldTo(owner.PersonId, lead.Id, $"nurture:{run.Id}:{tell.StepId}", "nurture", playbooks.Current.Playbook)
            .Select(outgoing => outgoing.Message is Message.NotificationDue due ? outgoing with { Message = due with { Text = tell.Text } } : outgoing),
        _ => [],
    };

    /// <summary>An end, or a mail that has to wait, is worth a line; a step on is not.</summary>
    private static Activity.Nurtured? Line(Moved move, DateTimeOffset now)
    {
        var (before, run) = (move.Before, move.Advanced.Run);
        return before.IsActive && !run.IsActive ? new Activity.Nurtured($"nurture:{run.Id}:ended", now, run.Id, run.State.ToString().ToLowerInvariant(), run.EndedWhy)
            : run.Hold is not null && before.Hold is null ? new Activity.Nurtured($"nurture:{run.Id}:{run.Step}:held", now, run.Id, "held", run.Hold)
            : null;
    }

    private sealed record Moved(Enrolment Before, Pinned? Pinned, Advanced Advanced);
}
