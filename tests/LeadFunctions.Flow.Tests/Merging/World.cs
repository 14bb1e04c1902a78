using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Merging;

/// <summary>One of two worlds in which the same happens: all steps of a company on leads in memory. What follows from a lead's change waits as long as a test wants.</summary>
internal sealed partial class World(Company company)
{
    private readonly MemoryStore _store = new();
    private readonly HashSet<Notification> _former = new(company.Told, ReferenceEqualityComparer.Instance);
    private readonly int _mailed = company.Sender.Taken.Count;
    private Dictionary<Type, object>? _steps;

    public DateTimeOffset Now => company.Now;

    private MergeLeads Merging => new(_store, company.Shelf, company.Clock);

    public Task<Lead?> FindAsync(string email) => _store.FindLeadAsync(company.Ids.LeadIdOf(email), default);

    /// <summary>The lead is looked at whenever time alone changes its score.</summary>
    public async Task PassAsync(DateTimeOffset until, IReadOnlyList<string> emails)
    {
        while (await NextAsync(emails) is { } due && due <= until)
        {
            company.WaitUntil(due > Now ? due : Now);
            foreach (var email in emails)
            {
                if (await FindAsync(email) is { MergedInto: null, ScoreDueAt: { } at } lead && at <= Now)
                {
                    await DoAsync(new Message.LeadDue(lead.Id));
                }
            }
        }

        company.WaitUntil(until);
    }

    public async Task SignalAsync(string email, params Signal[] signals)
    {
        if (signals.Length > 0)
        {
            await DoAsync(new Message.SignalArrived(company.Ids.LeadIdOf(email), email, signals));
            await SettleAsync();
        }
    }

    /// <param name="draw">Of this moment: it makes the ids.</param>
    public async Task EditAsync(string email, string title, byte draw)
    {
        await new SaveLead(_store, company.Shelf, company.Clock, Ids(draw)).RunAsync(email, "kim", new Dictionary<string, string> { ["title"] = title }, default);
        await SettleAsync();
    }

    public async Task AdjustAsync(string email, int points, byte draw)
    {
        await new AdjustScore(_store, company.Shelf, company.Clock, Ids(draw)).RunAsync(new(company.Ids.LeadIdOf(email), "kim"), points, "fair", default);
        await SettleAsync();
    }

    public async Task<ActionResult> MergeAsync(string into, string other)
    {
        var result = await Merging.MergeAsync(new(company.Ids.LeadIdOf(into), "kim"), company.Ids.LeadIdOf(other), null, default);
        await SettleAsync();
        return result;
    }

    public async Task UnmergeAsync(string into, string other)
    {
        Assert.IsType<ActionResult.Applied>(await Merging.UnmergeAsync(new(company.Ids.LeadIdOf(into), "kim"), company.Ids.LeadIdOf(other), default));
        await SettleAsync();
    }

    /// <summary>The leads and the figures follow; nobody outside notices.</summary>
    public Task SettleAsync() => RunAsync(message => message is Message.SignalArrived or Message.ShareChanged or Message.FiguresChanged);

    /// <summary>Owners are found, people told, mails sent, clocks looked at.</summary>
    public async Task ActAsync(IReadOnlyList<string> emails)
    {
        foreach (var email in emails)
        {
            _store.Waiting.AddRange([new Message.ClockDue(company.Ids.LeadIdOf(email)), new Message.NurtureDue(company.Ids.LeadIdOf(email), [])]);
        }

        await RunAsync(_ => true);
    }

    private async Task<DateTimeOffset?> NextAsync(IReadOnlyList<string> emails)
    {
        DateTimeOffset? next = null;
        foreach (var email in emails)
        {
            next = await FindAsync(email) is { MergedInto: null, ScoreDueAt: { } due } && !(next <= due) ? due : next;
        }

        return next;
    }

    /// <summary>In an order that does not depend on what else waits.</summary>
    private async Task RunAsync(Func<Message, bool> which)
    {
        for (var handled = 0; _store.Waiting.Where(which).OrderBy(Order).ThenBy(message => message.GetType().Name, StringComparer.Ordinal).ThenBy(message => message.Key, StringComparer.Ordinal).FirstOrDefault() is { } next; handled++)
        {
            Assert.True(handled < 5000, "it does not come to rest: " + next);
            _store.Waiting.Remove(next);
            await DoAsync(next);
        }
    }

    private static int Order(Message message) => message is Message.SignalArrived or Message.ShareChanged ? 0 : message is Message.FiguresChanged ? 2 : 1;

    private async Task DoAsync(Message message)
    {
        _steps ??= company.HandlersOn(_store, new Briefing(company.Shelf, new ExplainScore(_store, company.Shelf, company.Clock), company.Site, company.Clock));
        var outcome = await (message switch
        {
            Message.SignalArrived one => Step<ApplySignal>().HandleAsync([one], default),
            Message.ShareChanged one => Step<JoinLeads>().HandleAsync([one], default),
            Message.LeadDue one => Step<DecayLead>().HandleAsync([one], default),
            Message.LeadNeedsOwner one => Step<RouteLead>().HandleAsync([one], default),
            Message.ClockDue one => Step<WatchSla>().HandleAsync([one], default),
            Message.NotificationDue one => Step<Notify>().HandleAsync([one], default),
            Message.NurtureDue one => Step<NurtureStep>().HandleAsync([one], default),
            Message.MailDue one => Step<SendMail>().HandleAsync([one], default),
            Message.FiguresChanged one => Step<CountLead>().HandleAsync([one], default),
            _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message without a step here."),
        });
        Assert.False(outcome is Outcome.DeadLetter, outcome.ToString());
        if (outcome is Outcome.Done done)
        {
            Assert.Equal(CommitResult.Committed, await _store.CommitAsync(done.Commit, default));
        }
    }

    private static NewId Ids(byte draw) => new(new byte[32], bytes => bytes.Fill(draw));

    private TStep Step<TStep>() => (TStep)_steps![typeof(TStep)];
}
