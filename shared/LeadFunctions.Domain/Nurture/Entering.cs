using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Nurture;

/// <summary>Who comes into which sequence (semantics 7): only from not matching to matching, or at a signal, and again only as the sequence allows.</summary>
public static class Entering
{
    /// <param name="known">The lead's runs so far, of all sequences.</param>
    /// <param name="before">Facts before the change; null for a lead that was not there.</param>
    /// <param name="heard">Signals of people that came with the change.</param>
    /// <returns>The new run, standing at its first step; null when the lead does not enter.</returns>
    public static Enrolment? Try(Sequence sequence, IReadOnlyList<Enrolment> known, Facts? before, Facts after, IReadOnlyList<string> heard, Moment moment)
    {
        if (sequence.Steps.Count == 0 || !sequence.Entry.When.Holds(after) || WhyNotAgain(sequence, known, moment.Now) is not null)
        {
            return null;
        }

        var (entry, cause) = (sequence.Entry, "matched");
        if (entry.Signals.Count > 0)
        {
            if (heard.FirstOrDefault(entry.Signals.Contains) is not { } signal)
            {
                return null;
            }

            cause = "signal:" + signal;
        }
        else if (entry.InactiveFor is { } quiet)
        {
            if (moment.Now - moment.LastActivityAt < quiet)
            {
                return null;
            }

            cause = "inactive";
        }
        else if (before is not null && entry.When.Holds(before))
        {
            return null;
        }

        return Begin(sequence, known, moment, cause);
    }

    /// <summary>Every sequence that a change of a lead makes it come into.</summary>
    /// <param name="heard">Signals of people that came with the change.</param>
    public static IReadOnlyList<Enrolment> Begun(Lead before, Lead after, IReadOnlyList<string> heard, Rulebook rules, DateTimeOffset now)
    {
        if (rules.Playbook.Mail is not { } settings || rules.Playbook.Sequences.Count == 0)
        {
            return [];
        }

        var begun = new List<Enrolment>();
        var mayBefore = before.Version > 0 && LawfulBasis.WhyNot(before, settings.Basis, now) is null;
        var mayAfter = LawfulBasis.WhyNot(after, settings.Basis, now) is null;
        var facts = new Lazy<Facts>(() => LeadFacts.Of(after, rules.Domains, now));
        var former = new Lazy<Facts>(() => LeadFacts.Of(before, rules.Domains, now));
        var moment = new Moment(now, after.LastActivityAt, rules.Version);
        foreach (var sequence in rules.Playbook.Sequences.Where(sequence => mayAfter || !sequence.Commercial))
        {
            var matchedBefore = before.Version > 0 && (mayBefore || !sequence.Commercial);
            if (Try(sequence, after.Enrolments ?? [], matchedBefore ? former.Value : null, facts.Value, heard, moment) is { } run)
            {
                begun.Add(run);
            }
        }

        return begun;
    }

    /// <summary>By hand: conditions are not asked, one run at a time is.</summary>
    /// <returns>Or why not.</returns>
    public static (Enrolment? Enrolment, string? WhyNot) ByHand(Sequence sequence, IReadOnlyList<Enrolment> known, Moment moment, string by) =>
        known.Any(run => run.SequenceId == sequence.Id && run.IsActive) ? (null, "already in this sequence")
        : sequence.Steps.Count == 0 ? (null, "the sequence has no steps")
        : (Begin(sequence, known, moment, by), null);

    /// <summary>Null when nothing of the former runs is in the way.</summary>
    public static string? WhyNotAgain(Sequence sequence, IReadOnlyList<Enrolment> known, DateTimeOffset now)
    {
        var runs = known.Where(run => run.SequenceId == sequence.Id).ToList();
        if (runs.Count == 0)
        {
            return null;
        }

        if (runs.Any(run => run.IsActive))
        {
            return "already in it";
        }

        return sequence.Reentry switch
        {
            Reentry.Never => "was in it before",
            Reentry.AfterExit again when runs.Count >= again.Most => $"was in it {runs.Count} times",
            Reentry.AfterExit again when now - runs.Max(run => run.EndedAt ?? run.EnteredAt) < again.Cooldown => "left it too recently",
            _ => null,
        };
    }

    private static Enrolment Begin(Sequence sequence, IReadOnlyList<Enrolment> known, Moment moment, string cause)
    {
        var instance = (known.Count(run => run.SequenceId == sequence.Id) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Enrolment($"{sequence.Id}:{instance}", sequence.Id, instance, moment.PlaybookVersion, moment.Now, cause)
        {
            Step = sequence.Steps[0].Id,
            NextAt = moment.Now,
        };
    }
}

/// <summary>When something is decided, and by which playbook.</summary>
/// <param name="LastActivityAt">Of the lead: what inactivity is counted from.</param>
public sealed record Moment(DateTimeOffset Now, DateTimeOffset LastActivityAt, string PlaybookVersion);
