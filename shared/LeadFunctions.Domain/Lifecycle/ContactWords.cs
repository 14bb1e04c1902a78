namespace LeadFunctions.Domain.Lifecycle;

/// <summary>How a person can reach out and what can come of it. Stored with every contact: add, never rename.</summary>
public static class ContactWords
{
    /// <summary>An answer by a machine: noted, and no contact with a person.</summary>
    public const string AutoReply = "auto-reply";

    public static readonly IReadOnlyList<string> Channels = ["call", "email", "sms", "chat", "social", "video", "meeting", "letter"];

    public static readonly IReadOnlyList<string> Outcomes =
        ["reached", "left-message", "no-answer", "sent", "replied", "meeting-booked", "not-interested", "wrong-contact", AutoReply];
}
