namespace LeadFunctions.Domain.Clocks;

/// <summary>A deadline with everything it is made of.</summary>
/// <param name="Deadline">Null when the clock's calendar never gets there.</param>
/// <param name="Counted">Working time by now, or by its end.</param>
/// <param name="Remaining">Working time left; negative never: a clock that is over has none.</param>
/// <param name="Paused">Wall time of its pauses so far.</param>
/// <param name="Segments">From the start to the deadline, or to the end if that came first: at most <see cref="ExplainClock.MostSegments"/>.</param>
/// <param name="Words">The same for people, a line each.</param>
public sealed record ClockExplanation(
    Clock Clock, string Name, DateTimeOffset? Deadline, TimeSpan Counted, TimeSpan Remaining, TimeSpan Paused, IReadOnlyList<ClockSegment> Segments, IReadOnlyList<string> Words);

/// <param name="Worked">Working time in it: what counts of a counted one, what a paused one puts off the deadline by.</param>
/// <param name="Calendar">Whose hours; null counts every minute.</param>
public sealed record ClockSegment(DateTimeOffset From, DateTimeOffset Until, ClockSegmentKind Kind, TimeSpan Worked, string? Calendar)
{
    /// <summary>Holidays that keep a closed one closed, and the reason of a pause.</summary>
    public string? Why { get; init; }
}

public enum ClockSegmentKind
{
    Counted,
    Closed,
    Paused,
}
