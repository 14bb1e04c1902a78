using System.Buffers;

namespace LeadFunctions.Domain.Scoring;

/// <summary>What is told about each (event, rule) pair, in order of time.</summary>
internal interface IEventSink
{
    /// <param name="derived">The event is the depth of a session, not the page view itself.</param>
    void Counted(EventRule rule, in ScoringEvent one, bool derived);

    void NotCounted(EventRule rule, in ScoringEvent one, bool derived);
}

/// <summary>Passes over a lead's events once: which rules they set off, which sessions become deep, which repeats count. Allocates nothing.</summary>
internal static class EventWalk
{
    private const int OnStack = 256;

    /// <param name="events">In order of time.</param>
    /// <param name="until">Events later than this are not seen.</param>
    public static void Run<TSink>(CompiledRules rules, ReadOnlySpan<ScoringEvent> events, long until, ref TSink sink)
        where TSink : struct, IEventSink, allows ref struct
    {
        if (rules.Memory > OnStack)
        {
            var times = ArrayPool<long>.Shared.Rent(rules.Memory);
            var next = ArrayPool<int>.Shared.Rent(rules.Limited);
            Run(rules, new RepeatMemory(times.AsSpan(0, rules.Memory), next.AsSpan(0, rules.Limited)), events, until, ref sink);
            ArrayPool<long>.Shared.Return(times);
            ArrayPool<int>.Shared.Return(next);
            return;
        }

        Run(rules, new RepeatMemory(stackalloc long[rules.Memory], stackalloc int[rules.Limited]), events, until, ref sink);
    }

    private static void Run<TSink>(CompiledRules rules, scoped RepeatMemory memory, ReadOnlySpan<ScoringEvent> events, long until, ref TSink sink)
        where TSink : struct, IEventSink, allows ref struct
    {
        var session = default(Session);
        foreach (ref readonly var one in events)
        {
            if (one.At > until)
            {
                break;
            }

            if (one.Signal < 0)
            {
                continue;
            }

            var signal = rules.Signals[one.Signal];
            Offer(signal.Rules, memory, one, false, ref sink);
            if (signal.Page && rules.Depth is { } depth && session.Deepens(depth, one.At))
            {
                Offer(depth.Rules, memory, one, true, ref sink);
            }
        }
    }

    private static void Offer<TSink>(EventRule[] rules, scoped RepeatMemory memory, in ScoringEvent one, bool derived, ref TSink sink)
        where TSink : struct, IEventSink, allows ref struct
    {
        foreach (var rule in rules)
        {
            if (memory.Counts(rule, one.At))
            {
                sink.Counted(rule, one, derived);
            }
            else
            {
                sink.NotCounted(rule, one, derived);
            }
        }
    }
}
