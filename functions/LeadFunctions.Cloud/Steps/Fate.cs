using LeadFunctions.UseCases;

namespace LeadFunctions.Cloud.Steps;

/// <summary>What is to become of messages that were handled, before the bus is told.</summary>
internal abstract record Fate
{
    private Fate()
    {
    }

    /// <param name="Name">As the meter calls it: <c>done</c>, <c>skipped</c>.</param>
    public sealed record Complete(string Name) : Fate;

    /// <param name="Least">The shortest wait.</param>
    /// <param name="Blameless">The store is not there; this does not count towards the dead letters.</param>
    public sealed record Again(string Reason, TimeSpan? Least = null, bool Blameless = false) : Fate;

    public sealed record Dead(string Reason) : Fate;

    /// <summary>Type and message, without anything that looks like an address.</summary>
    public static string ReasonOf(Exception cause)
    {
        var words = $"{cause.GetType().Name}: {cause.Message}".Split(' ').Select(word => word.Contains('@', StringComparison.Ordinal) ? "[hidden]" : word);
        var text = string.Join(' ', words);
        return text.Length <= 300 ? text : text[..300];
    }

    /// <summary>Null: the use case decided, and its commit comes first.</summary>
    public static Fate? Of(Outcome outcome) => outcome switch
    {
        Outcome.Skipped => new Complete("skipped"),
        Outcome.RetryLater later => new Again(later.Reason, later.After),
        Outcome.DeadLetter dead => new Dead(dead.Reason),
        _ => null,
    };
}
