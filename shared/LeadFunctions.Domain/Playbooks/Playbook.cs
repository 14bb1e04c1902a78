using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Playbooks;

/// <summary>
/// Everything a company decides: stages, points, thresholds, forms, pages, people, routing, targets. Immutable; a version is the hash of its text.
/// Read from YAML by <c>UseCases/Playbooks/ReadPlaybook.cs</c>.
/// </summary>
public sealed record Playbook
{
    public required string Name { get; init; }

    public string Title { get; init; } = "";

    /// <summary>First 12 hex digits of the SHA-256 of the text.</summary>
    public required string Version { get; init; }

    public IReadOnlyList<StageDefinition> Stages { get; init; } = [];

    public IReadOnlyList<SignalDefinition> Signals { get; init; } = [];

    public ScoringRules Scoring { get; init; } = new();

    /// <summary>Lowest first; the first one's <c>From</c> is the least score.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>The band whose lower bound makes a raw lead an MQL.</summary>
    public string MqlBand { get; init; } = "mql";

    /// <summary>How far below a band's lower bound the score must fall before its up-crossing can fire again.</summary>
    public int Hysteresis { get; init; } = 5;

    /// <summary>How long after a recycle only new signals count towards the next up-crossing.</summary>
    public TimeSpan RecycleCooldown { get; init; } = TimeSpan.FromDays(30);

    /// <summary>In which line of the text a key stands, for explanations: <c>routing.apac</c>, <c>scoring.fit.title-manager</c>.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = NoLines;

    private static readonly Dictionary<string, int> NoLines = [];

    /// <summary>The company's own attributes, that only imports or the API bring.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Gates before points: the first whose condition holds forbids MQL.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    public IReadOnlyList<FormDefinition> Forms { get; init; } = [];

    /// <summary>First match names the signal of a page view; no match is <see cref="SignalDefinition.PageView"/>.</summary>
    public IReadOnlyList<PagePattern> Pages { get; init; } = [];

    public IReadOnlyList<Person> People { get; init; } = [];

    public IReadOnlyList<Pool> Pools { get; init; } = [];

    /// <summary>The first that matches and finds an eligible person wins; the last is the catch-all.</summary>
    public IReadOnlyList<RoutingRule> Routing { get; init; } = [];

    public ReasonLists Reasons { get; init; } = new();

    public IReadOnlyList<QualificationMethod> Qualification { get; init; } = [];

    /// <summary>At most one of each kind; without one, the lead stays with who has it.</summary>
    public IReadOnlyList<HandoffPolicy> Handoffs { get; init; } = [];

    public IReadOnlyList<WorkCalendar> Calendars { get; init; } = [];

    /// <summary>Service levels: the clocks on leads (semantics 5).</summary>
    public IReadOnlyList<SlaPolicy> Sla { get; init; } = [];

    /// <summary>The company's own domains to watch: competitors. Extra free, disposable or student domains add to the shipped lists.</summary>
    public DomainLists Domains { get; init; } = new();

    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>Where the company's website runs; CORS and redirects are allowed to these origins and no others.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    public NotificationSettings Notifications { get; init; } = new();

    public IReadOnlyList<WebhookEndpoint> Webhooks { get; init; } = [];

    /// <summary>Who owns which account, by email domain; an owner set by hand comes before it.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new Dictionary<string, string>();

    /// <summary>Null sends no mail to leads.</summary>
    public MailSettings? Mail { get; init; }

    public IReadOnlyList<Sequence> Sequences { get; init; } = [];

    public IReadOnlyList<MailText> Texts { get; init; } = [];

    /// <summary>Where to look up what a company is; null looks nothing up.</summary>
    public EnrichmentSettings? Enrichment { get; init; }

    public HygieneSettings Hygiene { get; init; } = new();
}

/// <summary>A stage as people read it (seed 002): definition, team, activities, exit criteria.</summary>
public sealed record StageDefinition(
    Leads.Stage Stage, string Name, string Definition, string Team, IReadOnlyList<string> Activities, IReadOnlyList<string> ExitCriteria)
{
    /// <summary>What of the exit criteria can be told from the lead itself: names of <see cref="Lifecycle.ExitChecks"/>.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];
}

/// <param name="Page">A page view; counts towards session depth.</param>
/// <param name="HandRaise">Asks for a person: passes to MQL whatever the score, unless a gate forbids.</param>
public sealed record SignalDefinition(string Name, string Label, bool Page = false, bool HandRaise = false)
{
    /// <summary>A view of a page that no pattern names.</summary>
    public const string PageView = "page-view";
}

/// <summary>A band of the score: a priority with an action. Reaches up to the next band's <c>From</c>.</summary>
public sealed record Band(string Id, string Name, int From, string Action);

public sealed record Gate(string Id, Condition When, string Reason);

/// <summary>A form on the website: which signal it is, which inputs are which attributes, who may post it, where the visitor goes next.</summary>
/// <param name="Fields">Input name (as on the page, matched without case) to attribute name; <c>email</c> is required by every form.</param>
/// <param name="Origins">Allowed origins; empty means the playbook's.</param>
/// <param name="Honeypot">An input people never see; when filled, the post looks accepted and is kept as spam.</param>
/// <param name="ThankYou">Where a browser goes after posting; null means the hosted page.</param>
/// <param name="ConsentField">The input whose explicit yes is a consent; null when the form asks for none.</param>
public sealed record FormDefinition(
    string Id,
    string Title,
    string Signal,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyList<string> Origins,
    string Honeypot,
    string? ThankYou,
    string? ConsentField,
    string? ConsentText,
    IReadOnlyList<string> RedirectHosts,
    bool Enabled = true)
{
    /// <summary>Hosted forms whose answers are this form's: <c>typeform:lT4Z3j</c>, or <c>typeform</c> for all of a service's that no other form names.</summary>
    public IReadOnlyList<string> Webhooks { get; init; } = [];
}

/// <summary>A path pattern with <c>*</c> (within a segment) and <c>**</c> (any depth), matched on the URL's path without case.</summary>
public sealed record PagePattern(string Path, string Signal);

public sealed record DomainLists
{
    public IReadOnlyList<string> Competitors { get; init; } = [];

    public IReadOnlyList<string> Free { get; init; } = [];

    public IReadOnlyList<string> Disposable { get; init; } = [];

    public IReadOnlyList<string> Student { get; init; } = [];
}

/// <summary>A figure to reach (seed 000 section 7, 001): shown beside the current one.</summary>
/// <param name="Benchmark">As the seed writes it: <c>15-25%</c>.</param>
public sealed record Target(string Metric, string Name, string Formula, string Benchmark, double? Min, double? Max, string Unit);

/// <summary>Where notifications go when a person has no channel of their own.</summary>
public sealed record NotificationSettings
{
    /// <summary>Channel names in order: <c>console</c>, <c>file</c>, <c>webhook</c>, <c>email</c>, <c>slack</c>, <c>teams</c>.</summary>
    public IReadOnlyList<string> Channels { get; init; } = ["file"];

    /// <summary>Target of the <c>webhook</c> channel.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>When a person gets many at once; null tells each by itself.</summary>
    public DigestRule? Digest { get; init; }

    /// <summary>How many messages a person gets on a channel in any hour about leads that only a change of the playbook moved; the rest goes in digests among these.</summary>
    public int ModelPerHour { get; init; } = 6;

    /// <summary>Where people open a lead, with <c>{id}</c>: a page of the CRM, say; null where there is none.</summary>
    public string? LeadPage { get; init; }
}

/// <summary>The first <paramref name="After"/> notifications of a person and channel within <paramref name="Within"/> go out at once, what follows goes together at the end of it.</summary>
public sealed record DigestRule(int After, TimeSpan Within);

/// <summary>A system that is told what happens to leads, by signed webhooks.</summary>
/// <param name="Events">Event types; empty is all.</param>
/// <param name="SecretFrom">The environment variable with its secret (<c>whsec_…</c>).</param>
public sealed record WebhookEndpoint(string Id, string Url, IReadOnlyList<string> Events, string SecretFrom);

/// <param name="Url">With <c>{domain}</c> in it; answers JSON.</param>
/// <param name="Fields">Member of the answer (dotted path) to attribute name.</param>
public sealed record EnrichmentSettings(string Url, IReadOnlyDictionary<string, string> Fields);

/// <summary>How the data is kept clean (semantics 11).</summary>
public sealed record HygieneSettings
{
    /// <summary>Raw leads that nobody owns are archived when nobody has heard of them for so long.</summary>
    public TimeSpan ArchiveAfter { get; init; } = TimeSpan.FromDays(365);
}
