using System.Text.Json.Serialization;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

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
[JsonDerivedType(typeof(EmailReported), "email-reported")]
[JsonDerivedType(typeof(FormAnswered), "form-answered")]
[JsonDerivedType(typeof(AnswersWanted), "answers-wanted")]
[JsonDerivedType(typeof(ClockDue), "clock-due")]
[JsonDerivedType(typeof(NurtureDue), "nurture-due")]
[JsonDerivedType(typeof(MailDue), "mail-due")]
[JsonDerivedType(typeof(DigestDue), "digest-due")]
[JsonDerivedType(typeof(WebhookDue), "webhook-due")]
[JsonDerivedType(typeof(ShareChanged), "share-changed")]
[JsonDerivedType(typeof(FiguresChanged), "figures-changed")]
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
        /// <summary>A browser leaves this lead: what to send once everything that came before is counted.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public VisitorIdentified? Release { get; init; }

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
    /// <param name="Email">Empty when it only followed a link.</param>
    public sealed record VisitorIdentified(string VisitorId, string LeadId, string Email, DateTimeOffset At) : Message
    {
        /// <summary>It came by a link in a mail to this lead, at that instant: believed if the click is a person's.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool ByClick { get; init; }

        /// <summary>Said before, and the lead that the browser belonged to has let it go.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool Released { get; init; }

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
    /// <param name="Reason"><c>assigned</c>, <c>band-up</c>, <c>hand-raise</c>, <c>handoff</c>, <c>returned</c>, <c>held</c>, <c>sla-warned</c>, <c>sla-breached</c>, <c>sla-escalated</c>, <c>sla-rerouted</c>, <c>sla-recycled</c>.</param>
    /// <param name="Text">What to do, where somebody wrote it down; null leaves it to the lead's stage.</param>
    /// <param name="DueBy">Until when the person should have done it; null when there is no deadline.</param>
    public sealed record NotificationDue(string LeadId, string EffectKey, string PersonId, string Reason, string Channel, DateTimeOffset? DueBy = null, string? Text = null) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }

    /// <summary>A provider told what became of emails. Wakes <see cref="ApplyEmailEvent"/>.</summary>
    /// <param name="About">The recipient's lead id; <c>m:</c>, provider and message id where no recipient is named. Reports about one are handled in order.</param>
    public sealed record EmailReported(string About, IReadOnlyList<EmailEvent> Events) : Message
    {
        [JsonIgnore]
        public override string Key => About;
    }

    /// <summary>A form service sent somebody's answers. Wakes <see cref="SubmitAnswers"/>.</summary>
    public sealed record FormAnswered(FormAnswers Answers) : Message
    {
        [JsonIgnore]
        public override string Key => $"f:{Answers.Provider}:{Answers.Id}";
    }

    /// <summary>A form service only said that there are answers; they are to be fetched. Wakes <see cref="FetchAnswers"/>.</summary>
    /// <param name="Id">The service's id of the answers.</param>
    /// <param name="Form">The playbook's form that the webhook's address names, if it does.</param>
    /// <param name="ProviderForm">The service's id of the form.</param>
    public sealed record AnswersWanted(string Provider, string Id, DateTimeOffset At, string? Form, string? ProviderForm) : Message
    {
        [JsonIgnore]
        public override string Key => $"f:{Provider}:{Id}";
    }

    /// <summary>A mark of one of the lead's clocks came. Wakes <see cref="WatchSla"/>.</summary>
    public sealed record ClockDue(string LeadId) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }

    /// <summary>A run of the lead through a sequence may go on. Wakes <see cref="NurtureStep"/>.</summary>
    /// <param name="Heard">Signals of people that came just now: what a run may wait for.</param>
    public sealed record NurtureDue(string LeadId, IReadOnlyList<string> Heard) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }

    /// <summary>A mail of a run is due. Wakes <see cref="SendMail"/>.</summary>
    public sealed record MailDue(string LeadId, string EnrolmentId, string StepId) : Message
    {
        [JsonIgnore]
        public override string Key => "mail:" + LeadId;
    }

    /// <summary>Many notifications of a person and channel go out together. Wakes <see cref="SendDigest"/>.</summary>
    /// <param name="Number">Which digest of this person and channel, from 1.</param>
    public sealed record DigestDue(string PersonId, string Channel, int Number) : Message
    {
        [JsonIgnore]
        public override string Key => $"digest:{PersonId}:{Channel}";

        /// <summary>Permanent, like a notification's.</summary>
        [JsonIgnore]
        public string EffectKey => $"{Key}:{Number}";
    }

    /// <summary>An event for an outside system. Its key is its own, so a failing endpoint holds up nobody. Wakes <see cref="SyncCrm"/>.</summary>
    /// <param name="EventId">The same at every endpoint and on every attempt.</param>
    /// <param name="Body">What is posted, to the byte.</param>
    /// <param name="Attempt">From 0.</param>
    public sealed record WebhookDue(string Endpoint, string EventId, string Event, string Body, int Attempt = 0) : Message
    {
        [JsonIgnore]
        public override string Key => $"webhook:{Endpoint}:{EventId}";
    }

    /// <summary>A lead was merged into this one, was taken out again, or heard something. Wakes <see cref="JoinLeads"/>.</summary>
    /// <param name="LeadId">The survivor.</param>
    /// <param name="From">The other.</param>
    /// <param name="Signals">What came to the other since.</param>
    public sealed record ShareChanged(string LeadId, string From, IReadOnlyList<Signal> Signals) : Message
    {
        [JsonIgnore]
        public override string Key => LeadId;
    }

    /// <summary>A lead, or a mail to it, changed in a way that figures show. All share one key, so that all that wait are counted in one commit. Wakes <see cref="CountLead"/>.</summary>
    /// <param name="SendId">Of the mail; null when it is about the lead.</param>
    public sealed record FiguresChanged(string LeadId, string? SendId = null) : Message
    {
        [JsonIgnore]
        public override string Key => "figures";
    }
}
