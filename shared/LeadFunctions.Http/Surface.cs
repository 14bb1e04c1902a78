using LeadFunctions.Http.Auth;
using LeadFunctions.Http.Limits;
using LeadFunctions.Http.Operations;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Hygiene;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Http;

/// <summary>Everything the endpoints work with. A host makes one and gives every request to <see cref="Dispatch"/>.</summary>
public sealed class Surface
{
    public required ILeadStore Leads { get; init; }

    public required IMessageQueue Queue { get; init; }

    /// <summary>Asked per request, so a published playbook counts at once.</summary>
    public required PlaybookShelf Playbooks { get; init; }

    public required NewId NewId { get; init; }

    public required Authenticate Authenticate { get; init; }

    /// <summary>Keys that the dashboard may exchange for a session; null where people sign in some other way.</summary>
    public ApiKeys? Keys { get; init; }

    public SignInTickets Tickets { get; init; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public ILogger Log { get; init; } = NullLogger.Instance;

    public LimitOptions Limits
    {
        get;
        init
        {
            field = value;
            Rates = new RateLimits(value);
        }
    } = new();

    /// <summary>Whether the queue takes more, for hosts that have a bound to tell. The store is asked in any case.</summary>
    public Func<CancellationToken, Task<bool>> QueueHasRoom { get; init; } = static _ => Task.FromResult(true);

    /// <summary>Who may call <c>webhooks/email/{provider}</c>, by name.</summary>
    public IReadOnlyDictionary<string, IWebhook> EmailWebhooks { get; init; } = NoWebhooks;

    /// <summary>Who may call <c>webhooks/forms/{provider}</c>, by name.</summary>
    public IReadOnlyDictionary<string, IWebhook> FormWebhooks { get; init; } = NoWebhooks;

    /// <summary>For test mails; null where no mail is sent.</summary>
    public IEmailSender? Sender { get; init; }

    /// <summary>What the file provider keeps; null with any other.</summary>
    public MailFolder? MailFolder { get; init; }

    private static readonly IReadOnlyDictionary<string, IWebhook> NoWebhooks = new Dictionary<string, IWebhook>();

    internal Sessions? Sessions => field ??= Keys is null ? null : new Sessions(NewId.KeyFor(Sessions.Purpose), Keys);

    internal Receipts Receipts => field ??= new Receipts(Leads);

    internal Quarantine Quarantine => field ??= new Quarantine(Leads);

    internal IdempotencyRegister Idempotency => field ??= new IdempotencyRegister(Leads);

    internal SaveLead SaveLead => field ??= new SaveLead(Leads, Playbooks, Clock, NewId);

    /// <summary>Why this host could not live by a playbook; null when it can. A host that sets channels up at its start says so here.</summary>
    public Func<Domain.Playbooks.Playbook, string?> Fits { get; init; } = static _ => null;

    internal PublishPlaybook PublishPlaybook => field ??= new PublishPlaybook(Leads, Playbooks, Clock, Fits);

    internal AddNote AddNote => field ??= new AddNote(Leads, Playbooks, Clock, NewId);

    internal AdjustScore AdjustScore => field ??= new AdjustScore(Leads, Playbooks, Clock, NewId);

    internal AuditTrail AuditTrail => field ??= new AuditTrail(Leads);

    internal ActOnLead ActOnLead => field ??= new ActOnLead(Leads, Playbooks, Clock, NewId);

    internal ClaimLead ClaimLead => field ??= new ClaimLead(Leads, Playbooks, ActOnLead, Clock);

    internal ClaimTokens ClaimTokens => field ??= new ClaimTokens(NewId.KeyFor(ClaimTokens.Purpose));

    internal AssignLead AssignLead => field ??= new AssignLead(Leads, Playbooks, Clock, NewId);

    internal PauseClock PauseClock => field ??= new PauseClock(Leads, Playbooks, Clock);

    internal EnrolLead EnrolLead => field ??= new EnrolLead(Leads, Playbooks, Clock);

    internal RecordHit RecordHit => field ??= new RecordHit(Leads, Clock);

    internal ClickTokens ClickTokens => field ??= new ClickTokens(NewId.KeyFor(ClickTokens.Purpose));

    internal Playbooks.PlaceForOne HistoryReader { get; } = new();

    internal Preferences Preferences => field ??= new Preferences(Leads, Playbooks, Clock);

    internal TryMail TryMail => field ??= new TryMail(Leads, NewId, Clock);

    internal Unsubscribe Unsubscribe => field ??= new Unsubscribe(Leads, Clock);

    /// <summary>Null where a host cannot erase.</summary>
    public EraseLead? EraseLead { get; init; }

    internal IReadOnlyList<HygieneRun> Hygiene => field ??= [new ReviewDuplicates(Leads, MergeLeads, NewId), new ValidateLeads(Leads, Queue, Playbooks), new ArchiveInactive(Leads, Playbooks), new ReviewAccounts(Leads, NewId, Playbooks)];

    internal MergeLeads MergeLeads => field ??= new MergeLeads(Leads, Playbooks, Clock);

    internal ExplainScore ExplainScore => field ??= new ExplainScore(Leads, Playbooks, Clock);

    /// <summary>How the steps of this process are doing.</summary>
    public StepMeters Steps { get; init; } = new();

    internal UseCases.Metrics.ReadMetrics ReadMetrics => field ??= new UseCases.Metrics.ReadMetrics(Leads);

    internal RateLimits Rates { get; private init; } = new(new LimitOptions());

    private Site? _site;

    internal Site Site
    {
        get
        {
            var playbook = Playbooks.Current.Playbook;
            var site = _site;
            // Two requests may both make one; either will do.
            return ReferenceEquals(site?.Playbook, playbook) ? site! : _site = new Site(playbook);
        }
    }
}
