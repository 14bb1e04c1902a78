using System.Text.Json.Serialization;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.UseCases;

/// <summary>
/// What steps send each other. The <c>type</c> names are stored in queues: a promise, never renamed (golden files guard them).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SignalArrived), "signal-arrived")]
[JsonDerivedType(typeof(VisitorSeen), "visitor-seen")]
[JsonDerivedType(typeof(VisitorIdentified), "visitor-identified")]
[JsonDerivedType(typeof(LeadNeedsOwner), "lead-needs-owner")]
[JsonDerivedType(typeof(LeadDue), "lead-due")]
[JsonDerivedType(typeof(LeadCaptured), "lead-captured")]
[JsonDerivedType(typeof(NotificationDue), "notification-due")]
public abstract record Message
{
    private Message()
    {
    }

    /// <summary>Messages of one key are handled one at a time, oldest first: a lead's id or <c>v:</c> and a visitor's.</summary>
    public abstract string Key { get; }

    /// <summary>Signals of an identified lead. Wakes <see cref="ApplySignal"/>.</summary>
    /// <param name="Email">Normalised; null when the sender only knows the lead (a bound browser): then a missing lead is not made.</param>
    public sealed record SignalArrived(string LeadId, string? Email, IReadOnlyList<Signal> Signals) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }

    /// <summary>Signals of an anonymous browser. Wakes <see cref="FollowVisitor"/>.</summary>
    public sealed record VisitorSeen(string VisitorId, IReadOnlyList<Signal> Signals) : Message
    {
        [JsonIgnore]
        public override string Key => "v:" + VisitorId;
    }

    /// <summary>A browser told us who it is. Wakes <see cref="JoinVisitor"/>.</summary>
    public sealed record VisitorIdentified(string VisitorId, string LeadId, string Email, DateTimeOffset At) : Message
    {
        [JsonIgnore]
        public override string Key => "v:" + VisitorId;
    }

    /// <summary>Wakes <see cref="RouteLead"/>.</summary>
    public sealed record LeadNeedsOwner(string LeadId, string Cause) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }

    /// <summary>Time alone changed something. Wakes <see cref="DecayLead"/>.</summary>
    public sealed record LeadDue(string LeadId) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }

    /// <summary>A new lead: look up what its company is. Wakes <see cref="EnrichLead"/>.</summary>
    public sealed record LeadCaptured(string LeadId) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }

    /// <summary>Tell a person about a lead. <paramref name="EffectKey"/> is permanent: one effect, however often it is delivered. Wakes <see cref="Notify"/>.</summary>
    /// <param name="Reason"><c>assigned</c>, <c>band-up</c>, <c>hand-raise</c>, <c>handoff</c>, <c>returned</c>, <c>held</c>.</param>
    public sealed record NotificationDue(string LeadId, string EffectKey, string PersonId, string Reason, string Channel) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }
}
