using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Nurture;

/// <summary>
/// Runs through sequences after a click turned out a machine's: one that began by it is gone, or ends if a mail of it is out; one that it ended, or moved on,
/// stands where it stood.
/// </summary>
public static class RunsTakenBack
{
    private const string Why = "a machine's click began it";

    /// <summary>The runs, their lines on the timeline, and of which nobody is to be told.</summary>
    public static (IReadOnlyList<Enrolment>? Runs, IReadOnlyList<Activity> Lines, IReadOnlyList<string> Occasions) Of(TakenBack taken, IReadOnlyList<Signal> back, PlaybookShelf playbooks, DateTimeOffset now)
    {
        if (taken.Before is not { } before)
        {
            return (taken.Lead.Enrolments, [], []);
        }

        var runs = taken.Lead.Enrolments ?? [];
        var facts = LeadFacts.Of(taken.Lead, playbooks.Current.Domains, now);
        var (kept, lines, occasions) = (new List<Enrolment>(), new List<Activity>(), new List<string>());
        foreach (var run in runs)
        {
            var sequence = Pinned.Of(playbooks, run)?.Sequence;
            if (before.Runs?.FirstOrDefault(one => one.Id == run.Id) is { } was && sequence is not null)
            {
                kept.Add(IsUndone(run, was, sequence, taken, back, facts) ? was : run);
            }
            else if (run.EnteredAt < taken.Since || !BeganByItself(run))
            {
                kept.Add(run);
            }
            else if (taken.Runs.FirstOrDefault(one => one.Id == run.Id) is { } lived)
            {
                kept.Add(run.EnteredAt == lived.EnteredAt || run.Sent > 0 ? run : lived);
            }
            else
            {
                occasions.Add("nurture:" + run.Id);
                lines.Add(new Activity.Nurtured($"nurture:{run.Id}:retracted", now, run.Id, "exited", Why));
                kept.AddRange(run.Sent == 0 ? [] : [run.IsActive ? run.End(EnrolmentState.Exited, Why, now) : run]);
            }
        }

        foreach (var lived in taken.Runs.Where(run => kept.TrueForAll(one => one.SequenceId != run.SequenceId || one.EnteredAt < taken.Since || Union.IsCopy(one))))
        {
            lines.Add(new Activity.Nurtured($"nurture:{lived.Id}:entered", now, lived.Id, "entered", lived.By));
            kept.Add(lived);
        }

        // As merging leaves them: of sequences that it was in itself no copies, and those first.
        kept.RemoveAll(run => Union.IsCopy(run) && kept.Exists(one => one.SequenceId == run.SequenceId && !Union.IsCopy(one)));
        return (kept.Count == 0 ? null : [.. kept.OrderBy(run => Union.IsCopy(run) ? DateTimeOffset.MinValue : run.EnteredAt)], lines, occasions);
    }

    private static bool BeganByItself(Enrolment run) => run.By is "matched" or "inactive" || run.By.StartsWith("signal:", StringComparison.Ordinal);

    /// <summary>Ended by a rule that no longer holds, or gone on because it heard what was none; and no mail has gone since.</summary>
    private static bool IsUndone(Enrolment run, Enrolment was, Sequence sequence, TakenBack taken, IReadOnlyList<Signal> back, Facts facts)
    {
        if (run.Sent != was.Sent)
        {
            return false;
        }

        if (run.State == EnrolmentState.Exited)
        {
            return sequence.Exits.FirstOrDefault(exit => exit.Reason == run.EndedWhy) is { } rule
                && ((rule.When is not null && !rule.When.Holds(facts)) || IsOnly(rule.Signals, taken, back));
        }

        return run.IsActive && run.Step != was.Step && Advancing.StepOf(was, sequence) is SequenceStep.WaitFor wait && IsOnly(wait.Signals, taken, back);
    }

    /// <summary>One of them was heard in what is taken back, and none in what stays.</summary>
    private static bool IsOnly(IReadOnlyList<string> signals, TakenBack taken, IReadOnlyList<Signal> back) =>
        back.Any(signal => signals.Contains(signal.Name))
        && !(taken.Lead.Arrivals ?? []).Where(arrival => arrival.At >= taken.Since).SelectMany(arrival => arrival.Signals).Any(signal => signals.Contains(signal.Signal));
}
