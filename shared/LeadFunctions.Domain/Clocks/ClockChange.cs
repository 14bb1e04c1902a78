using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Clocks;

/// <summary>What became of a lead's clocks: the lead, lines for its timeline, and who should hear of it.</summary>
public sealed record ClockChange(Lead Lead)
{
    public IReadOnlyList<Activity> Activities { get; private init; } = [];

    public IReadOnlyList<ClockTold> Told { get; internal init; } = [];

    internal ClockChange Replace(Clock clock) => this with { Lead = Lead with { Clocks = [.. Lead.Clocks.Select(one => one.Id == clock.Id ? clock : one)] } };

    internal ClockChange Add(Clock clock) => this with { Lead = Lead with { Clocks = [.. Lead.Clocks, clock] } };

    internal ClockChange For(Lead lead) => this with { Lead = lead };

    /// <param name="name">What of the clock; with its id the activity's own, fixed id.</param>
    internal ClockChange Note(Clock clock, string name, DateTimeOffset now, string what, DateTimeOffset? dueAt, string? why, string by = "system") =>
        this with { Activities = [.. Activities, new Activity.Clocked($"clock:{clock.Id}:{name}", now, clock.Id, clock.Policy, what, dueAt, why) { By = by }] };

    internal ClockChange Tell(IReadOnlyList<SlaReceiver> whom, Clock clock, string name, string what) =>
        whom.Count == 0 ? this : this with { Told = [.. Told, new ClockTold($"clock:{clock.Id}:{name}", what, whom)] };

    /// <summary>Ends a clock that nobody answered. One that was breached stays so.</summary>
    internal (ClockChange Change, Clock Clock) CallOff(Clock clock, DateTimeOffset now, string why)
    {
        var ended = clock with
        {
            Outcome = clock.Outcome == ClockOutcome.Breached ? ClockOutcome.Breached : ClockOutcome.Cancelled,
            EndedAt = Milliseconds.Down(now),
            EndedOn = why,
        };
        return (Replace(ended).Note(clock, "ended", now, ClockEvents.Cancelled, null, why), ended);
    }
}

/// <summary>Something about a clock that people should hear of, once.</summary>
/// <param name="Occasion">Permanent: part of the effect's key.</param>
/// <param name="What">One of <see cref="ClockEvents"/>.</param>
public sealed record ClockTold(string Occasion, string What, IReadOnlyList<SlaReceiver> Whom);

/// <summary>What happens to clocks, as on timelines. Stored: never rename one.</summary>
public static class ClockEvents
{
    public const string Started = "started";
    public const string Warned = "warned";
    public const string Breached = "breached";
    public const string Escalated = "escalated";
    public const string Rerouted = "rerouted";
    public const string Recycled = "recycled";
    public const string Met = "met";

    /// <summary>Answered after the deadline.</summary>
    public const string Late = "late";

    /// <summary>Answered while it was paused: neither met nor breached.</summary>
    public const string Unmeasured = "unmeasured";
    public const string Cancelled = "cancelled";
    public const string Paused = "paused";
    public const string Resumed = "resumed";
}

internal static class Milliseconds
{
    /// <summary>Clocks are kept to the millisecond, as queues schedule.</summary>
    public static DateTimeOffset Down(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerMillisecond)).ToUniversalTime();

    public static DateTimeOffset Up(DateTimeOffset at) => Down(at) is var down && down < at ? down.AddMilliseconds(1) : down;
}
