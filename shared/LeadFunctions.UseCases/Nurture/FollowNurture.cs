using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Nurture;

/// <summary>
/// What a change of a lead means for nurture: sequences it comes to match begin in the same commit, and runs that a change may end or move on are looked at
/// at once. Wakes <see cref="NurtureStep"/>.
/// </summary>
public static class FollowNurture
{
    public static Nurtured Of(Lead before, Lead after, IReadOnlyList<Activity> activities, Rulebook rules, DateTimeOffset now)
    {
        if (rules.Playbook.Mail is null || rules.Playbook.Sequences.Count == 0)
        {
            return new Nurtured(after, [], []);
        }

        var heard = activities.OfType<Activity.SignalReceived>().Where(one => one.Signal.Verdict != Verdict.Machine).Select(one => one.Signal.Name).Distinct().ToList();
        // A lead that is again what it was has not come to anything; what it would have begun since, it has.
        var begun = activities.Any(line => line is Activity.Retracted) ? [] : Entering.Begun(before, after, heard, rules, now);
        var lead = begun.Count == 0 ? after : after with { Enrolments = Kept([.. after.Enrolments ?? [], .. begun]) };
        return new Nurtured(
            lead,
            [.. begun.Select(run => new Activity.Nurtured($"nurture:{run.Id}:entered", now, run.Id, "entered", run.By))],
            [.. Wake(before, lead, heard, begun.Count > 0, now)]);
    }

    /// <summary>When to look at the lead again: the next instant of a run, or of becoming inactive enough for a sequence. Null: never.</summary>
    public static DateTimeOffset? NextAt(Lead lead, Rulebook rules, DateTimeOffset now) => new[] { RunAt(lead), InactiveAt(lead, rules, now) }.Min();

    public static IReadOnlyList<Enrolment> Kept(IReadOnlyList<Enrolment> runs)
    {
        var surplus = runs.Count(run => !run.IsActive) - Enrolment.MostEnded;
        return surplus <= 0 ? runs : [.. runs.Where(run => run.IsActive || surplus-- <= 0)];
    }

    /// <summary>At once when something may have changed for a run; else at its next instant, if that is a new one.</summary>
    private static IEnumerable<Outgoing> Wake(Lead before, Lead after, List<string> heard, bool begun, DateTimeOffset now)
    {
        if ((after.Enrolments ?? []).All(run => !run.IsActive))
        {
            yield break;
        }

        var moved = before.Stage != after.Stage || before.Score.Band != after.Score.Band || before.Consents != after.Consents;
        var next = RunAt(after);
        if (begun || moved || heard.Count > 0 || next <= now)
        {
            yield return new Outgoing(new Message.NurtureDue(after.Id, heard));
        }
        else if (next is { } later && later != RunAt(before))
        {
            yield return new Outgoing(new Message.NurtureDue(after.Id, []), later, $"nurture:{after.Id}:{later.ToUnixTimeMilliseconds()}");
        }
    }

    private static DateTimeOffset? RunAt(Lead lead) => (lead.Enrolments ?? []).Where(run => run.IsActive).Min(run => run.NextAt);

    private static DateTimeOffset? InactiveAt(Lead lead, Rulebook rules, DateTimeOffset now)
    {
        if (rules.Playbook.Mail is not { } settings || LawfulBasis.WhyNot(lead, settings.Basis, now) is not null)
        {
            return null;
        }

        return rules.Playbook.Sequences
            .Where(sequence => sequence.Entry.InactiveFor is not null)
            .Select(sequence => (DateTimeOffset?)(lead.LastActivityAt + sequence.Entry.InactiveFor))
            .Where(at => at > now)
            .Min();
    }
}

/// <summary>A change followed: the lead with its new runs, their lines on the timeline, and who is woken.</summary>
public sealed record Nurtured(Lead Lead, IReadOnlyList<Activity> Activities, IReadOnlyList<Outgoing> Messages);
