using System.Text.Json.Serialization;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Leads;

/// <summary>
/// One person, identified by email. Everything a step needs to decide is in here; the full timeline is in the activities.
/// Stored as JSON: a property's name is a promise, add and never rename. Empty lists are not written, and reading sets what a text lacks to null whatever is
/// written here, so every list turns null into none itself.
/// </summary>
public sealed record Lead
{
    /// <summary><see cref="Identity.LeadId"/> of <see cref="Email"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Normalised: trimmed, lower-case, domain in ASCII.</summary>
    public required string Email { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Latest event time of a signal not judged machine; what inactivity is counted from.</summary>
    public DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Title, company, country, companySize ... and the company's own fields, each with where it came from.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init => field = value ?? EmptyAttributes; } = EmptyAttributes;

    /// <summary>What brought them first, by event time; joining older history may still move it back.</summary>
    public Touch? FirstTouch { get; init; }

    public Touch? LastTouch { get; init; }

    public Stage Stage { get; init; }

    public DateTimeOffset StageSince { get; init; }

    /// <summary>The stages it has left, oldest first.</summary>
    public IReadOnlyList<StageStay> Stays { get; init => field = value ?? []; } = [];

    /// <summary>Set while it is back in nurture; the next time it becomes an MQL clears it.</summary>
    public Recycling? Recycled { get; init; }

    /// <summary>The latest time it became an MQL, with the score it had then.</summary>
    public MqlMark? BecameMql { get; init; }

    /// <summary>Of the present time as an MQL and after.</summary>
    public FirstContact? FirstContact { get; init; }

    public Qualification? Qualification { get; init; }

    public Deal? Deal { get; init; }

    /// <summary>The gate that forbids MQL, if one does: <c>competitor</c>.</summary>
    public string? Gate { get; init; }

    public ScoreSnapshot Score { get; init; } = ScoreSnapshot.None;

    /// <summary>The events that can still count, ordered by (At, Id). When there are too many, <see cref="LedgerSpilled"/>.</summary>
    public IReadOnlyList<LedgerEvent> Ledger { get; init => field = value ?? []; } = [];

    /// <summary>True when the ledger outgrew the lead and the events must be read from the activities instead.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LedgerSpilled { get; init; }

    public IReadOnlyList<Adjustment> Adjustments { get; init => field = value ?? []; } = [];

    /// <summary>Per band id: may its up-crossing fire, and how often has it.</summary>
    public IReadOnlyDictionary<string, Crossing> Crossings { get; init => field = value ?? EmptyCrossings; } = EmptyCrossings;

    /// <summary>Set while a change of the playbook, and nothing it did, is why it stands where it does.</summary>
    public ByModel? ByModel { get; init; }

    public Assignment? Owner { get; init; }

    /// <summary>Set while nobody eligible could be found; drained first in, first out.</summary>
    public Holding? Holding { get; init; }

    /// <summary>The latest of each kind.</summary>
    public IReadOnlyList<Handoff> Handoffs { get; init => field = value ?? []; } = [];

    /// <summary>SLA clocks (semantics 5): every one that runs, and the latest that ended.</summary>
    public IReadOnlyList<Clock> Clocks { get; init => field = value ?? []; } = [];

    /// <summary>Runs through nurture sequences, oldest first; of those that ended the latest are kept. Null: never in one.</summary>
    public IReadOnlyList<Enrolment>? Enrolments { get; init; }

    /// <summary>Marketing mails claimed for it in the last 30 days: what caps count. Null: none.</summary>
    public IReadOnlyList<SentMark>? Mails { get; init; }

    /// <summary>What came since an open or click that may still turn out a machine's (<see cref="Retraction"/>). Null: nothing may.</summary>
    public IReadOnlyList<Arrival>? Arrivals { get; init; }

    /// <summary>Occasions that people shall not hear of any more, because what caused them was a machine's; the latest. Null: none.</summary>
    public IReadOnlyList<string>? Void { get; init; }

    public IReadOnlyList<string> Visitors { get; init => field = value ?? []; } = [];

    /// <summary>The latest word per purpose.</summary>
    public IReadOnlyList<ConsentGiven> Consents { get; init => field = value ?? []; } = [];

    /// <summary>The next instant at which decay, a window or inactivity changes the score's standing; null when nothing ever will.</summary>
    public DateTimeOffset? ScoreDueAt { get; init; }

    /// <summary>How often an owner has lost it: each routing after that is a decision of its own.</summary>
    public int Reroutings { get; init; }

    /// <summary>The next instant at which time alone changes something on this lead (semantics 2), the earliest of the score's and its clocks'; null when it never will.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Its place in an inbox (<see cref="Lifecycle.Urgency"/>). Null while nobody has to do anything about it.</summary>
    public long? Urgency { get; init; }

    /// <summary>The lead it is merged into: everything addressed to it goes there. Null while it stands for itself.</summary>
    public string? MergedInto { get; init; }

    /// <summary>When, by whom and why it was merged into another.</summary>
    public MergeNote? Merged { get; init; }

    /// <summary>Leads merged into it. Null: none.</summary>
    public IReadOnlyList<AbsorbedLead>? Absorbed { get; init; }

    /// <summary>While others are merged into it: what it would be without them, kept up.</summary>
    public Lead? Own { get; init; }

    /// <summary>For optimistic concurrency; 0 for a lead not stored yet.</summary>
    public long Version { get; init; }

    /// <summary>The value of an attribute, or null.</summary>
    public string? Attribute(string name) => Attributes.TryGetValue(name, out var value) ? value.Value : null;

    private static readonly IReadOnlyDictionary<string, AttributeValue> EmptyAttributes = new Dictionary<string, AttributeValue>();
    private static readonly IReadOnlyDictionary<string, Crossing> EmptyCrossings = new Dictionary<string, Crossing>();
}

/// <summary>One attribute with its provenance; a better source wins, then the later event time, then the greater text (so order of arrival does not matter).</summary>
public sealed record AttributeValue(string Value, DateTimeOffset At, AttributeSource Source);

/// <summary>Worst to best.</summary>
public enum AttributeSource
{
    Derived,
    Enrichment,
    Import,
    Form,
    Human,
}

/// <summary>A signal as scoring sees it.</summary>
/// <param name="At">To the millisecond, as it is stored: events of one millisecond are in the order of their ids, before and after being read back.</param>
public readonly record struct LedgerEvent(string Id, string Signal, DateTimeOffset At)
{
    public DateTimeOffset At { get; init; } = At.AddTicks(-(At.UtcTicks % TimeSpan.TicksPerMillisecond));
}

/// <summary>Points given or taken by hand, with who and why.</summary>
public sealed record Adjustment(string Id, DateTimeOffset At, string Author, int Points, string Reason);

/// <summary>State of one band's lower bound: armed to fire on the next up-crossing, and how many have fired.</summary>
public sealed record Crossing(bool Armed, int Ordinal, DateTimeOffset? LastAt);

/// <summary>Who works the lead, since when, by which routing rule and decision.</summary>
public sealed record Assignment(string PersonId, DateTimeOffset At, string RuleId, string DecisionId)
{
    /// <summary>The pool that it came from, where the rule names one.</summary>
    public string? PoolId { get; init; }
}

/// <summary>A lead became an MQL: by which score of which playbook version, so that what became of it says how good the score was.</summary>
public sealed record MqlMark(DateTimeOffset At, Points Score, string PlaybookVersion);

/// <summary>Why a lead waits unassigned, for which pool, since when.</summary>
public sealed record Holding(string Reason, string? PoolId, DateTimeOffset Since);

/// <summary>A visit's attribution and when it was.</summary>
public sealed record Touch(Attribution Attribution, DateTimeOffset At);

/// <summary>A consent with its proof: when, and by which source.</summary>
public sealed record ConsentGiven(string Purpose, bool Granted, string? TextVersion, DateTimeOffset At, string Source);
