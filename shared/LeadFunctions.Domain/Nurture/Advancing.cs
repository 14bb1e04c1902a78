using LeadFunctions.Domain.Playbooks;
using NodaTime;

namespace LeadFunctions.Domain.Nurture;

/// <summary>A run goes on: through every step that is ready, to the first that has to wait or to send. Asked twice, early or late, state decides.</summary>
public static class Advancing
{
    /// <summary>A mail handed on and not yet claimed is handed on again after this long; its effect key stays the same.</summary>
    public static readonly TimeSpan SendAgainAfter = TimeSpan.FromMinutes(15);

    /// <param name="facts">Of the lead now, for branches and exit rules.</param>
    /// <param name="release">When the mail of the step may go.</param>
    public static Advanced On(Enrolment run, Sequence sequence, Facts facts, string timeZone, DateTimeOffset now, Func<ReleaseTime> release)
    {
        if (!run.IsActive || run.NextAt > now)
        {
            return new Advanced(run, []);
        }

        if (Exiting.Why(sequence, facts) is { } why)
        {
            return new Advanced(run.End(EnrolmentState.Exited, why, now), []);
        }

        var effects = new List<NurtureEffect>();
        while (run.IsActive)
        {
            if (StepOf(run, sequence) is not { } step)
            {
                return new Advanced(run.End(EnrolmentState.Exited, "its step is not in the playbook", now), effects);
            }

            switch (step)
            {
                case SequenceStep.Send send:
                    return new Advanced(Sending(run, send, release(), now, effects), effects);
                case SequenceStep.Wait or SequenceStep.WaitUntil or SequenceStep.WaitFor when ReadyAt(run, step, timeZone) is { } ready && ready > now:
                    return new Advanced(run with { NextAt = ready }, effects);
                case SequenceStep.WaitFor over:
                    run = GoTo(run, sequence, over.OnTimeout, step, ReadyAt(run, step, timeZone)!.Value, now);
                    break;
                case SequenceStep.Wait or SequenceStep.WaitUntil:
                    run = GoTo(run, sequence, null, step, ReadyAt(run, step, timeZone)!.Value, now);
                    break;
                case SequenceStep.Branch branch:
                    run = GoTo(run, sequence, branch.When.Holds(facts) ? branch.Then : branch.Else, step, run.StepSince, now);
                    break;
                case SequenceStep.Exit exit:
                    run = run.End(EnrolmentState.Exited, exit.Reason, now);
                    break;
                case SequenceStep.Notify notify:
                    effects.Add(new NurtureEffect.Tell(notify.Id, notify.Text));
                    run = GoTo(run, sequence, null, step, run.StepSince, now);
                    break;
                case SequenceStep.Set set:
                    effects.Add(new NurtureEffect.SetAttribute(set.Attribute, set.Value));
                    run = GoTo(run, sequence, null, step, run.StepSince, now);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(sequence), step, "Not a step.");
            }
        }

        return new Advanced(run, effects);
    }

    /// <summary>A signal arrived that the run waits for.</summary>
    /// <returns>The same run when it does not wait for it.</returns>
    public static Enrolment Heard(Enrolment run, Sequence sequence, IReadOnlyList<string> signals, DateTimeOffset now) =>
        run.IsActive && StepOf(run, sequence) is SequenceStep.WaitFor wait && signals.Any(wait.Signals.Contains)
            ? GoTo(run, sequence, null, wait, now, now)
            : run;

    /// <summary>The mail of its step was claimed: on to the next one.</summary>
    public static Enrolment Sent(Enrolment run, Sequence sequence, DateTimeOffset now) =>
        StepOf(run, sequence) is { } step ? GoTo(run with { Sent = run.Sent + 1 }, sequence, null, step, now, now) : run;

    public static SequenceStep? StepOf(Enrolment run, Sequence sequence) =>
        run.Step is { } id && sequence.IndexOf(id) is >= 0 and var index ? sequence.Steps[index] : null;

    private static Enrolment Sending(Enrolment run, SequenceStep.Send send, ReleaseTime release, DateTimeOffset now, List<NurtureEffect> effects)
    {
        if (release.At is not { } at)
        {
            return run.End(EnrolmentState.Exited, "can never be sent: " + string.Join("; ", release.Reasons), now);
        }

        if (at > now)
        {
            return run with { NextAt = at, Hold = string.Join("; ", release.Reasons) };
        }

        effects.Add(new NurtureEffect.SendMail(send.Id, send.Template));
        return run with { NextAt = now + SendAgainAfter, Hold = null };
    }

    private static DateTimeOffset? ReadyAt(Enrolment run, SequenceStep step, string timeZone) => step switch
    {
        SequenceStep.Wait wait => run.StepSince + wait.For,
        SequenceStep.WaitFor wait => run.StepSince + wait.Timeout,
        SequenceStep.WaitUntil until => NextAt(until.At, run.StepSince, timeZone),
        _ => null,
    };

    /// <summary>The next instant at which the recipient's clock shows the time; where it is skipped by a change of the clocks, the instant they resume.</summary>
    private static DateTimeOffset NextAt(TimeOnly at, DateTimeOffset since, string timeZone)
    {
        var zone = DateTimeZoneProviders.Tzdb[timeZone];
        var start = Instant.FromDateTimeOffset(since);
        for (var day = start.InZone(zone).Date; ; day = day.PlusDays(1))
        {
            var mapping = zone.MapLocal(day.At(new LocalTime(at.Hour, at.Minute, at.Second)));
            Instant[] shown = mapping.Count == 0 ? [mapping.LateInterval.Start] : [mapping.First().ToInstant(), mapping.Last().ToInstant()];
            foreach (var instant in shown)
            {
                if (instant >= start)
                {
                    return instant.ToDateTimeOffset();
                }
            }
        }
    }

    private static Enrolment GoTo(Enrolment run, Sequence sequence, string? target, SequenceStep from, DateTimeOffset since, DateTimeOffset now)
    {
        var next = target is null ? sequence.IndexOf(from.Id) + 1 : sequence.IndexOf(target);
        return next < 0 || next >= sequence.Steps.Count
            ? run.End(EnrolmentState.Completed, "all steps done", now)
            : run with { Step = sequence.Steps[next].Id, StepSince = since, NextAt = now, Hold = null };
    }
}

/// <summary>A run further on, and what it wants done.</summary>
public sealed record Advanced(Enrolment Run, IReadOnlyList<NurtureEffect> Effects);

public abstract record NurtureEffect
{
    private NurtureEffect()
    {
    }

    public sealed record SendMail(string StepId, string Template) : NurtureEffect;

    public sealed record Tell(string StepId, string Text) : NurtureEffect;

    public sealed record SetAttribute(string Attribute, string Value) : NurtureEffect;
}
