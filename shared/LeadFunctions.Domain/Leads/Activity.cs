using System.Text.Json.Serialization;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Leads;

/// <summary>
/// One entry of a lead's timeline: a signal, a decision or an effect. Append-only; (lead, id) is unique, so adding one twice adds one.
/// The <c>kind</c> names are stored: never rename them.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SignalReceived), "signal")]
[JsonDerivedType(typeof(BandCrossed), "band-crossed")]
[JsonDerivedType(typeof(StageChanged), "stage-changed")]
[JsonDerivedType(typeof(RoutingDecided), "routing-decided")]
[JsonDerivedType(typeof(Notified), "notified")]
[JsonDerivedType(typeof(Noted), "note")]
[JsonDerivedType(typeof(Adjusted), "adjusted")]
[JsonDerivedType(typeof(Enriched), "enriched")]
[JsonDerivedType(typeof(VisitorJoined), "visitor-joined")]
[JsonDerivedType(typeof(Edited), "edited")]
[JsonDerivedType(typeof(Acted), "acted")]
[JsonDerivedType(typeof(HandoffOffered), "handoff-offered")]
[JsonDerivedType(typeof(HandoffAnswered), "handoff-answered")]
[JsonDerivedType(typeof(Unassigned), "unassigned")]
[JsonDerivedType(typeof(EmailOutcome), "email-outcome")]
[JsonDerivedType(typeof(Clocked), "clock")]
[JsonDerivedType(typeof(Nurtured), "nurture")]
[JsonDerivedType(typeof(Mailed), "mailed")]
[JsonDerivedType(typeof(Merged), "merged")]
[JsonDerivedType(typeof(Retracted), "retracted")]
public abstract record Activity(string Id, DateTimeOffset At)
{
    /// <summary>Who did it: <c>system</c>, or a person's or key's name.</summary>
    public string By { get; init; } = "system";

    /// <summary>By which line of which playbook version it was decided; null where no playbook decides.</summary>
    public PlaybookLine? Rule { get; init; }

    public sealed record SignalReceived(string Id, DateTimeOffset At, Signal Signal) : Activity(Id, At);

    /// <summary>The score went over (up) or under a band's lower bound.</summary>
    public sealed record BandCrossed(string Id, DateTimeOffset At, string From, string To, decimal Score, int Ordinal, bool Up) : Activity(Id, At)
    {
        /// <summary>The playbook version whose coming into force did this; null when the lead or time did.</summary>
        public string? Model { get; init; }
    }

    /// <param name="Cause">What made it happen: <c>threshold:mql</c>, <c>hand-raise:demo-request</c>, an action.</param>
    public sealed record StageChanged(string Id, DateTimeOffset At, Stage From, Stage To, string Cause, string? Reason) : Activity(Id, At)
    {
        /// <summary>The playbook version whose coming into force did this; null when the lead, time or a person did.</summary>
        public string? Model { get; init; }
    }

    public sealed record RoutingDecided(string Id, DateTimeOffset At, RouteDecision Decision) : Activity(Id, At);

    /// <param name="Outcome"><c>sent</c>, <c>unknown</c> or <c>failed</c>.</param>
    public sealed record Notified(string Id, DateTimeOffset At, string Channel, string Recipient, string Reason, string Outcome) : Activity(Id, At);

    public sealed record Noted(string Id, DateTimeOffset At, string Text) : Activity(Id, At);

    public sealed record Adjusted(string Id, DateTimeOffset At, int Points, string Reason) : Activity(Id, At);

    public sealed record Enriched(string Id, DateTimeOffset At, string Provider, IReadOnlyDictionary<string, string> Fields) : Activity(Id, At);

    /// <summary>Attributes set by a person or through the API.</summary>
    public sealed record Edited(string Id, DateTimeOffset At, IReadOnlyDictionary<string, string> Fields) : Activity(Id, At);

    public sealed record VisitorJoined(string Id, DateTimeOffset At, string VisitorId, int Signals) : Activity(Id, At);

    /// <summary>A lifecycle action by a person, with its details (<c>channel</c>, <c>outcome</c>, <c>amount</c> ...). Exactly one per action: the audit trail, and what clocks stop on.</summary>
    /// <param name="Stage">Where the lead was.</param>
    public sealed record Acted(string Id, DateTimeOffset At, string Action, Stage Stage, string? Reason, string? Note, IReadOnlyDictionary<string, string> Details) : Activity(Id, At);

    public sealed record HandoffOffered(string Id, DateTimeOffset At, Handoff Handoff, IReadOnlyList<PacketEntry> Packet) : Activity(Id, At);

    public sealed record HandoffAnswered(string Id, DateTimeOffset At, string HandoffId, HandoffKind Handoff, HandoffState State, string? Reason) : Activity(Id, At);

    /// <summary>Its owner no longer has it: <c>rejected</c>, <c>recycled</c>, <c>re-routed: nobody reacted</c>, <c>inactive</c>.</summary>
    public sealed record Unassigned(string Id, DateTimeOffset At, string PersonId, string Reason) : Activity(Id, At);

    /// <summary>What a provider said became of an email to the lead; opens and clicks are signals instead.</summary>
    /// <param name="SendId">Of our email, when it was recognised as one.</param>
    public sealed record EmailOutcome(string Id, DateTimeOffset At, string Provider, EmailEventKind Event, string? SendId, string? Reason) : Activity(Id, At);

    /// <summary>Something about one of its SLA clocks, each thing once: <c>clock:{clock}:warn:50</c>.</summary>
    /// <param name="What">One of <see cref="Clocks.ClockEvents"/>.</param>
    /// <param name="DueAt">The instant of the mark; of a start, the deadline; of a pause, when it ends by itself.</param>
    public sealed record Clocked(string Id, DateTimeOffset At, string ClockId, string Policy, string What, DateTimeOffset? DueAt, string? Why) : Activity(Id, At);

    /// <summary>Where a run through a sequence came to: <c>entered</c>, <c>held</c>, <c>completed</c>, <c>exited</c>, <c>removed</c>.</summary>
    public sealed record Nurtured(string Id, DateTimeOffset At, string Enrolment, string What, string? Why) : Activity(Id, At);

    /// <summary>A mail to the lead.</summary>
    /// <param name="Outcome"><c>sent</c>, <c>unknown</c> or <c>failed</c>.</param>
    public sealed record Mailed(string Id, DateTimeOffset At, string SendId, string Text, string Subject, string? Enrolment, string Outcome, string? Reason) : Activity(Id, At);

    /// <summary>About another lead that is the same person.</summary>
    /// <param name="What"><c>absorbed</c>, <c>released</c> or <c>heard</c> (a signal came to the other) on the survivor; <c>merged-into</c> or <c>unmerged</c> on the other.</param>
    /// <param name="Other">The other lead's id.</param>
    /// <param name="Detail">The reason; of a signal its name.</param>
    public sealed record Merged(string Id, DateTimeOffset At, string What, string Other, string? Detail) : Activity(Id, At);

    /// <summary>A signal that had counted turned out a machine's, and counts no more.</summary>
    /// <param name="Id"><see cref="Retraction.IdOf"/> of the signal.</param>
    /// <param name="Bands">From and to, where the band changed by it: <c>mql -> warm</c>.</param>
    /// <param name="Stands">What had been done because of it by then, and stays: <c>assigned to ana</c>.</param>
    public sealed record Retracted(
        string Id, DateTimeOffset At, string SignalId, string Signal, IReadOnlyList<string> Reasons, string? Bands = null, IReadOnlyList<string>? Stands = null) : Activity(Id, At);
}

/// <summary>A line of a playbook version, for whoever asks why.</summary>
/// <param name="Key">By ids: <c>routing.apac</c>.</param>
/// <param name="Line">From 1; 0 when the version was not read from a text.</param>
public sealed record PlaybookLine(string Version, string Key, int Line);
