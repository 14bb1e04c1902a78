using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What a step did with a message. A step never acknowledges: the host applies <see cref="Done.Commit"/> and acknowledges,
/// in one transaction where its store can.
/// </summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Decided. When the commit meets a newer version of what was read, the host runs the step again.</summary>
    public sealed record Done(Commit Commit) : Outcome;

    /// <summary>Nothing to do: a repeat, or overtaken by events.</summary>
    public sealed record Skipped(string Reason) : Outcome;

    /// <summary>A dependency is not there now. <paramref name="After"/> is the least wait; null leaves it to the host's backoff.</summary>
    public sealed record RetryLater(string Reason, TimeSpan? After = null) : Outcome;

    /// <summary>Will never work as it is; kept with its reason, to be replayed after a repair.</summary>
    public sealed record DeadLetter(string Reason) : Outcome;
}
