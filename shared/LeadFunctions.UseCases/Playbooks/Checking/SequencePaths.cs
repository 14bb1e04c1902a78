using LeadFunctions.Domain.Nurture;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>The ways through a sequence. Jumps only go forward, so there are finitely many; of very many the first are looked at.</summary>
internal static class SequencePaths
{
    private const int Most = 64;

    // Any week tells; this one has no change of clocks anywhere.
    private static readonly DateTimeOffset SomeMonday = new(2026, 1, 12, 15, 0, 0, TimeSpan.Zero);

    public static HashSet<int> Reached(Sequence sequence)
    {
        var reached = new HashSet<int> { 0 };
        for (var i = 0; i < sequence.Steps.Count; i++)
        {
            if (reached.Contains(i))
            {
                reached.UnionWith(Next(sequence, i));
            }
        }

        return reached;
    }

    /// <summary>Each way as the steps it takes, in order.</summary>
    public static IReadOnlyList<IReadOnlyList<SequenceStep>> Of(Sequence sequence)
    {
        var (done, open) = (new List<IReadOnlyList<SequenceStep>>(), new Stack<(int At, List<SequenceStep> Taken)>([(0, [])]));
        while (done.Count < Most && open.TryPop(out var way))
        {
            var taken = way.Taken.Append(sequence.Steps[way.At]).ToList();
            var next = Next(sequence, way.At).Where(index => index < sequence.Steps.Count).Distinct().ToList();
            next.ForEach(index => open.Push((index, taken)));
            if (next.Count == 0)
            {
                done.Add(taken);
            }
        }

        return done;
    }

    public static int Mails(IReadOnlyList<SequenceStep> path) => path.OfType<SequenceStep.Send>().Count();

    /// <summary>The longest that any way takes to its last mail, begun on any day of a week.</summary>
    /// <returns>Null when a mail can never go.</returns>
    public static TimeSpan? Longest(IReadOnlyList<IReadOnlyList<SequenceStep>> paths, MailSettings settings, IReadOnlyList<Cap> caps)
    {
        var longest = TimeSpan.Zero;
        foreach (var (path, day) in paths.SelectMany(path => Enumerable.Range(0, 7).Select(day => (path, day))))
        {
            if (Takes(path, settings, caps, SomeMonday.AddDays(day)) is not { } time)
            {
                return null;
            }

            longest = time > longest ? time : longest;
        }

        return longest;
    }

    private static TimeSpan? Takes(IReadOnlyList<SequenceStep> path, MailSettings settings, IReadOnlyList<Cap> caps, DateTimeOffset start)
    {
        var (at, sent) = (start, new List<DateTimeOffset>());
        foreach (var step in path)
        {
            switch (step)
            {
                case SequenceStep.Send when Release.Earliest(at, settings.Hours, sent, caps, settings.TimeZone).At is { } free:
                    sent.Add(at = free);
                    break;
                case SequenceStep.Send:
                    return null;
                case SequenceStep.Wait wait:
                    at += wait.For;
                    break;
                case SequenceStep.WaitFor wait:
                    at += wait.Timeout;
                    break;
                case SequenceStep.WaitUntil:
                    at += TimeSpan.FromDays(1);
                    break;
            }
        }

        return sent.Count == 0 ? TimeSpan.Zero : sent[^1] - start;
    }

    private static IEnumerable<int> Next(Sequence sequence, int index) => sequence.Steps[index] switch
    {
        SequenceStep.Exit => [],
        SequenceStep.Branch branch => [To(sequence, index, branch.Then), To(sequence, index, branch.Else)],
        SequenceStep.WaitFor wait => [index + 1, To(sequence, index, wait.OnTimeout)],
        _ => [index + 1],
    };

    private static int To(Sequence sequence, int from, string? step) => step is null ? from + 1 : sequence.IndexOf(step);
}
