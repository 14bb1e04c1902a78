using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Sequences that nobody can go through: steps behind an exit, mails that hours and caps never let out, or not in the time that is promised.</summary>
internal static class CheckSequences
{
    // Weekends and closed hours may add this much to any promise.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(4);

    public static IEnumerable<Finding> In(Playbook playbook) => playbook.Sequences.SelectMany(sequence => Of(sequence, playbook));

    private static IEnumerable<Finding> Of(Sequence sequence, Playbook playbook)
    {
        var key = "sequences." + sequence.Id;
        if (sequence.Steps.Count == 0)
        {
            yield return Finding.Error("sequence-empty", key, "has no steps, so nobody enters; add some, or leave it out");
            yield break;
        }

        foreach (var finding in Unreached(sequence, key).Concat(EndsAtOnce(sequence, key, playbook)))
        {
            yield return finding;
        }

        if (playbook.Mail is not { } settings)
        {
            yield return sequence.Steps.OfType<SequenceStep.Send>().Any()
                ? Finding.Warning("no-sender", key, "sends mails, and the playbook has no 'email' section, so none goes; add it")
                : Finding.Warning("no-sender", key, "never runs, because the playbook has no 'email' section; add it");
            yield break;
        }

        foreach (var finding in Promised(sequence, key, settings).Concat(Waits(sequence, key, settings)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Unreached(Sequence sequence, string key)
    {
        var reached = SequencePaths.Reached(sequence);
        return sequence.Steps.Where((_, i) => !reached.Contains(i)).Take(1).Select(step => Finding.Error(
            "step-after-exit", $"{key}.steps.{step.Id}", "no run comes here: every way ends or jumps before it; remove it, or let a step lead to it"));
    }

    private static IEnumerable<Finding> EndsAtOnce(Sequence sequence, string key, Playbook playbook)
    {
        foreach (var (exit, i) in sequence.Exits.Select((exit, i) => (exit, i)))
        {
            if (exit.When is { } when && Logic.Covers([when], sequence.Entry.When, playbook))
            {
                yield return Finding.Error("exit-at-entry", $"{key}.exits[{i}]", $"'{exit.Reason}' holds for everybody who enters, so nobody gets a mail; narrow it, or change 'enter'");
            }
        }
    }

    /// <summary>Goes through the sequence as a lead who does nothing, from each day of a week, with the caps and without.</summary>
    private static IEnumerable<Finding> Promised(Sequence sequence, string key, MailSettings settings)
    {
        var paths = SequencePaths.Of(sequence);
        var (capped, free) = (SequencePaths.Longest(paths, settings, sequence.Commercial ? settings.Caps : []), SequencePaths.Longest(paths, settings, []));
        var mails = (Least: paths.Min(SequencePaths.Mails), Most: paths.Max(SequencePaths.Mails));
        if (capped is null)
        {
            yield return Finding.Error("sequence-impossible", key, "its mails can never go: 'email' has no hours in which one may be sent; give 'hours' a window");
            yield break;
        }

        if (Declared.Days(sequence.Duration) is { } days && capped > days + Slack)
        {
            yield return free > days + Slack
                ? Finding.Warning("sequence-too-long", $"{key}.duration", $"promises {sequence.Duration} and its waits alone take {free.Value.TotalDays:0} days; shorten the waits, or change 'duration'")
                : Finding.Error("caps-too-tight", key, $"promises {sequence.Duration}; under the caps of 'email' its {mails.Most} mails take {capped.Value.TotalDays:0} days; send fewer, or loosen the caps");
        }

        if (Declared.Numbers(sequence.Emails) is { Count: > 0 } declared && (mails.Most < declared[0] || mails.Least > declared[^1]))
        {
            yield return Finding.Warning("mail-count", $"{key}.emails", $"promises {sequence.Emails} mails and sends {(mails.Least == mails.Most ? mails.Most : $"{mails.Least} to {mails.Most}")}; change one of the two");
        }
    }

    private static IEnumerable<Finding> Waits(Sequence sequence, string key, MailSettings settings)
    {
        foreach (var (wait, next) in sequence.Steps.Zip(sequence.Steps.Skip(1)))
        {
            if (wait is SequenceStep.WaitUntil until && next is SequenceStep.Send && settings.Hours.Windows.Count > 0 && !settings.Hours.Windows.Any(window => Holds(window, until.At)))
            {
                yield return Finding.Warning("wait-outside-hours", $"{key}.steps.{wait.Id}", $"waits until {until.At:HH\\:mm}, when 'email' sends nothing, so the mail goes at the next opening; choose a time within the hours");
            }
        }
    }

    private static bool Holds(Domain.Routing.WorkWindow window, TimeOnly at) =>
        window.Until == window.From || (window.From < window.Until ? at >= window.From && at < window.Until : at >= window.From || at < window.Until);
}
