using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Sqlite;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Flow.Tests.Support;

/// <summary>
/// One company's whole chain on a real engine and its own file. Time moves when told; the channels remember whom they told what.
/// Nothing runs before <see cref="Start"/> or the first <see cref="RunToRestAsync"/>.
/// </summary>
public sealed partial class Company : IServiceProvider, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<Posted> _posted = new();
    private readonly IEnricher _enricher;
    private CancellationTokenSource _stop = new();
    private SqliteEngine _engine;
    private Dictionary<Type, object> _handlers;
    private Task? _running;

    /// <param name="playbook">Default: the shipped <c>b2b</c> without its clocks, which would give up leads that a test leaves lying.</param>
    /// <param name="channels">Default: what the playbook asks for, each told apart by <see cref="Channel"/>.</param>
    public Company(Playbook? playbook = null, IEnricher? enricher = null, IReadOnlyList<INotifier>? channels = null)
    {
        var rules = playbook is null ? Rules.B2bBook : Rules.Book(playbook);
        Shelf = new PlaybookShelf([new Published(Clock.GetUtcNow().AddDays(-1000), rules)]);
        Channels = channels ?? [.. rules.Playbook.Notifications.Channels.Select(name => new Channel(name))];
        _enricher = enricher ?? new KnowsNothing();
        Open();
    }

    public ManualClock Clock { get; } = new();

    public NewId Ids { get; } = new(new byte[32]);

    /// <summary>Where answers are fetched that came without.</summary>
    public Answering Meta { get; } = new();

    public PlaybookShelf Shelf { get; }

    public IReadOnlyList<INotifier> Channels { get; }

    public ILeadStore Store => _engine.Store;

    public IMessageQueue Queue => _engine.Queue;

    public ExplainScore Explain { get; private set; }

    public SiteLinks Site => new(() => "https://leads.example", new ClaimTokens(Ids.KeyFor("claim-link")));

    /// <summary>Mails to leads go here.</summary>
    public MailBag Sender { get; } = new();

    private BounceWatch Watch => field ??= new BounceWatch(Clock);

    public Briefing Briefing { get; private set; }

    /// <summary>What the endpoints of webhooks answer; by default everything is delivered.</summary>
    public Func<Posted, WebhookResult> Endpoint { get; set; } = _ => new WebhookResult.Delivered();

    public DateTimeOffset Now => Clock.GetUtcNow();

    public Playbook Playbook => Shelf.Current.Playbook;

    /// <summary>Everything the playbook's own channels sent, in order.</summary>
    public IReadOnlyList<Notification> Told => [.. Channels.OfType<Channel>().SelectMany(channel => channel.Sent)];

    /// <summary>Every post to a webhook, also those that failed.</summary>
    public IReadOnlyList<Posted> Posts => [.. _posted];

    public object? GetService(Type serviceType) => _handlers.GetValueOrDefault(serviceType);

    /// <summary>The step that handles a kind of message, to be called by hand.</summary>
    public IHandle<TMessage> Step<TMessage>()
        where TMessage : Message => _handlers.Values.OfType<IHandle<TMessage>>().Single();

    public void Start() => _running ??= _engine.RunAsync(this, _stop.Token);

    /// <summary>
    /// Until nothing waits and nothing is being handled, seen twice: the steps are counted one after another, and a message may go from one not
    /// counted yet to one counted before. What is scheduled for later stays so.
    /// </summary>
    public async Task RunToRestAsync()
    {
        Start();
        for (var (tries, quiet) = (0, 0); quiet < 2; tries++)
        {
            Assert.True(tries < 12_000, "The chain did not come to rest within a minute.");
            quiet = (await Queue.FiguresAsync(default)).All(step => step.Waiting + step.InFlight == 0) ? quiet + 1 : 0;
            if (quiet < 2)
            {
                await Task.Delay(quiet == 1 ? 1 : 5);
            }
        }
    }

    /// <summary>The process ends and another one starts on the same file; the world around it goes on.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        (_stop, _running) = (new CancellationTokenSource(), null);
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    [MemberNotNull(nameof(_engine), nameof(_handlers), nameof(Explain), nameof(Briefing))]
    private void Open()
    {
        _engine = SqliteEngine.Open(new SqliteOptions { Path = _folder.File, Draw = () => 0.5 }, Clock, NullLoggerFactory.Instance);
        Explain = new ExplainScore(Store, Shelf, Clock);
        Briefing = new Briefing(Shelf, Explain, Site, Clock);
        _handlers = HandlersOn(Store, Briefing);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await (_running ?? Task.CompletedTask);
        await _engine.DisposeAsync();
        _stop.Dispose();
    }

    private Task<WebhookResult> PostAsync(WebhookEndpoint to, string eventId, string body, CancellationToken ct)
    {
        var posted = new Posted(to.Id, eventId, body, Now);
        _posted.Enqueue(posted);
        return Task.FromResult(Endpoint(posted));
    }

    /// <summary>The company's steps on some store; its channels, playbooks and clock are the same.</summary>
    public Dictionary<Type, object> HandlersOn(ILeadStore store, Briefing briefing) => Handlers(store, briefing).ToDictionary(handler => handler.GetType());

    /// <summary>Named like the properties that they stand before: a step added here runs on the store it is given.</summary>
    private object[] Handlers(ILeadStore Store, Briefing Briefing) =>
    [
        new ApplySignal(Store, Shelf, Clock),
        new JoinLeads(Store, Shelf, Clock),
        new FollowVisitor(Store, Clock),
        new JoinVisitor(Store, Clock),
        new EnrichLead(Store, Shelf, _enricher, Clock),
        new RouteLead(Store, Shelf, Clock),
        new DecayLead(Store, Shelf, Clock),
        new WatchSla(Store, Shelf, Clock),
        new NurtureStep(Store, Shelf, Clock),
        new SendMail(Store, Shelf, new MailRoom(Sender, Ids, Site, Watch), Clock),
        new ApplyEmailEvent(Store, Ids, Watch, Clock),
        new SubmitAnswers(Store, Shelf, Ids, Clock),
        new FetchAnswers(new AnswerSources([Meta])),
        new Notify(Store, new NotifierSet(Channels), Briefing),
        new SendDigest(Store, new NotifierSet(Channels), Briefing),
        new SyncCrm(Store, Shelf, PostAsync, Clock),
        new CountLead(Store, Clock),
    ];
}

/// <summary>What an outside system was sent.</summary>
public sealed record Posted(string Endpoint, string EventId, string Body, DateTimeOffset At);
