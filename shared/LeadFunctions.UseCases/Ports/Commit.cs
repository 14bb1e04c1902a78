using LeadFunctions.Domain.Leads;

namespace LeadFunctions.UseCases.Ports;

/// <summary>
/// Everything one decision changes, applied together or not at all: the lead (if its version is still the one read), its new activities,
/// registers (each if still as read), and the messages that go on.
/// </summary>
public sealed record Commit
{
    public static readonly Commit Nothing = new();

    /// <summary>New state; its <c>Version</c> is the version read (0: must not exist). The store writes Version + 1.</summary>
    public Lead? Lead { get; init; }

    public Visitor? Visitor { get; init; }

    /// <summary>Whose timeline <see cref="Activities"/> go to, when <see cref="Lead"/> is null.</summary>
    public string? ActivitiesOf { get; init; }

    /// <summary>Adding one that is already there (same lead, same id) changes nothing.</summary>
    public IReadOnlyList<Activity> Activities { get; init; } = [];

    public IReadOnlyList<RegisterWrite> Registers { get; init; } = [];

    public IReadOnlyList<Outgoing> Messages { get; init; } = [];
}

/// <summary>A message with when it is due (null: at once).</summary>
/// <param name="Id">When given, a second message with the same id is dropped while the first is known.</param>
public sealed record Outgoing(Message Message, DateTimeOffset? DueAt = null, string? Id = null);

/// <param name="Register">Which register: <c>rotation</c>, <c>workload</c>, <c>effects</c>, <c>idempotency</c> ... (<see cref="RegisterNames"/>).</param>
/// <param name="Value">JSON; null deletes.</param>
/// <param name="Version">The version read; 0: must not exist.</param>
public sealed record RegisterWrite(string Register, string Key, string? Value, long Version);

/// <summary>A register's entry with the version a conditional write needs. Versions are opaque: never computed, always read.</summary>
public sealed record RegisterEntry(string Value, long Version);

/// <summary>Register names are stored: never rename one.</summary>
public static class RegisterNames
{
    public const string Rotation = "rotation";
    public const string Workload = "workload";

    /// <summary>Account owners by email domain.</summary>
    public const string Accounts = "accounts";

    /// <summary>Permanent keys of effects, with their outcome.</summary>
    public const string Effects = "effects";

    /// <summary>How often a person was told on a channel lately.</summary>
    public const string TellWindows = "tell-windows";

    /// <summary>Notifications that go out together.</summary>
    public const string Digests = "digests";

    /// <summary>Endpoints of outside systems that are switched off.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>What people did, by time.</summary>
    public const string Audit = "audit";

    public const string Idempotency = "idempotency";
    public const string Playbooks = "playbooks";

    /// <summary>What backtests found out about drafts, by the draft's version.</summary>
    public const string Backtests = "backtests";

    /// <summary>The deployment's own secrets and settings (the lead id key).</summary>
    public const string Deployment = "deployment";

    /// <summary>Leads waiting for an owner, in order.</summary>
    public const string Holding = "holding";

    /// <summary>Import progress by file hash.</summary>
    public const string Imports = "imports";

    /// <summary>Emails sent, by send id (<see cref="SentEmail"/>).</summary>
    public const string Sends = "sends";

    /// <summary>Send ids by provider and the provider's message id.</summary>
    public const string SendIds = "send-ids";

    /// <summary>What speaks against mail to an address, by the lead id that the address has (<see cref="Suppressions"/>).</summary>
    public const string Suppression = "suppression";

    /// <summary>Events of webhooks that have taken effect, by source and event id; forgotten after days.</summary>
    public const string Receipts = "receipts";

    /// <summary>What webhooks sent that nobody understands, as it came; forgotten after days.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>What each lead and mail adds to the figures, by its id.</summary>
    public const string Counted = "counted";

    /// <summary>Sums by family and day (<see cref="Domain.Metrics.Families"/>).</summary>
    public const string Figures = "figures";

    /// <summary>The same by family and week, by its Monday, of weeks that are over.</summary>
    public const string FigureWeeks = "figure-weeks";

    /// <summary>The last run of each timer, by its name (<see cref="Timetable"/>).</summary>
    public const string Timers = "timers";

    /// <summary>Which leads are merged with which, by lead id.</summary>
    public const string Links = "links";

    /// <summary>Who was erased and when, by lead id.</summary>
    public const string Erased = "erased";

    /// <summary>By lead id the keyed hashes of what it may share with another, and up to when leads were matched.</summary>
    public const string Matching = "matching";

    /// <summary>By such a hash the leads that have it.</summary>
    public const string MatchKeys = "match-keys";

    /// <summary>Pairs of leads that may be one person.</summary>
    public const string Duplicates = "duplicates";

    /// <summary>By keyed hash of a company's name the domains its people write under, and up to when leads were looked at.</summary>
    public const string CompanyDomains = "company-domains";

    /// <summary>Which domains are one company, by domain.</summary>
    public const string AccountLinks = "account-links";

    /// <summary>The last report of each run that keeps the data clean.</summary>
    public const string Hygiene = "hygiene";
}

public enum CommitResult
{
    Committed,

    /// <summary>Somebody else changed what was read; nothing was applied. Load and decide again.</summary>
    Conflict,
}
