using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Nurture;

/// <summary>One step of a sequence. Jumps only go forward, so every run ends.</summary>
public abstract record SequenceStep(string Id)
{
    /// <summary>A mail, released when hours and caps allow.</summary>
    public sealed record Send(string Id, string Template) : SequenceStep(Id);

    public sealed record Wait(string Id, TimeSpan For) : SequenceStep(Id);

    /// <summary>Until the next time the recipient's clock shows this; today if that is still to come.</summary>
    public sealed record WaitUntil(string Id, TimeOnly At) : SequenceStep(Id);

    /// <summary>Until one of the signals arrives, or the time is over; then on to <paramref name="OnTimeout"/>, if it is given.</summary>
    public sealed record WaitFor(string Id, IReadOnlyList<string> Signals, TimeSpan Timeout, string? OnTimeout) : SequenceStep(Id);

    /// <param name="Else">The next step when null.</param>
    public sealed record Branch(string Id, Condition When, string? Then, string? Else) : SequenceStep(Id);

    /// <summary>Tells the lead's owner.</summary>
    public sealed record Notify(string Id, string Text) : SequenceStep(Id);

    public sealed record Set(string Id, string Attribute, string Value) : SequenceStep(Id);

    public sealed record Exit(string Id, string Reason) : SequenceStep(Id);
}
