namespace LeadFunctions.Chaos.Traffic;

/// <summary>Something a client sends, as often as it needs to: a repeat carries the same key and the same content.</summary>
public abstract record Submission(string Key, Person Person)
{
    public sealed record Form(string Key, Person Person, string FormId) : Submission(Key, Person);

    /// <param name="Pages">A path for each event; the event ids are the key and the position.</param>
    public sealed record Beacon(string Key, Person Person, IReadOnlyList<string> Pages) : Submission(Key, Person)
    {
        public IReadOnlyList<string> EventIds => [.. Pages.Select((_, position) => $"{Key}.{position}")];
    }
}
