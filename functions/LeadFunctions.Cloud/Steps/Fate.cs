using LeadFunctions.Cosmos;

namespace LeadFunctions.Cloud.Steps;

/// <summary>What is to become of messages that were handled, before the bus is told.</summary>
internal abstract record Fate
{
    private Fate()
    {
    }

    public sealed record Complete : Fate;

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

    /// <summary>Null: one of several messages is at fault.</summary>
    public static Fate? Of(Turn turn) => turn switch
    {
        Turn.Settled => new Complete(),
        Turn.Later later => new Again(later.Reason, later.After),
        Turn.Dead dead => new Dead(dead.Reason),
        _ => null,
    };
}
