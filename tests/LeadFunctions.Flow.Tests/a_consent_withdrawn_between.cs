using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>Somebody takes a consent back at the worst moment: after it was read for a mail, before the mail is claimed.</summary>
public sealed class a_consent_withdrawn_between
{
    private const string Jane = "jane@acme-corp.example";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task stops_the_mail_at_the_first_try_and_at_a_later_one(bool later)
    {
        await using var company = new Company();
        var due = await Mailable.DueAsync(company, Jane);
        var store = new Meddled(company.Store);
        var step = new SendMail(store, company.Shelf, new MailRoom(company.Sender, company.Ids, company.Site, new ComplaintWatch(company.Store)), company.Clock);
        if (later)
        {
            company.Sender.Answer = _ => (new EmailResult.Failed("busy"), false);
            Assert.IsType<Outcome.RetryLater>(await step.HandleAsync([due], default));
            company.Sender.Answer = _ => null;
        }

        store.Before = async () =>
        {
            var lead = await company.LeadAsync(Jane);
            await company.Store.CommitAsync(new Commit { Lead = lead with { Consents = [new ConsentGiven("marketing", false, "v1", company.Now, "test")] } }, default);
        };
        Assert.IsType<Outcome.RetryLater>(await step.HandleAsync([due], default));
        await step.HandleAsync([due], default);

        Assert.Empty(company.Sender.Taken);
    }

    /// <summary>The store, where something else is committed just before the next commit.</summary>
    private sealed class Meddled(ILeadStore store) : ILeadStore
    {
        public Func<Task>? Before { get; set; }

        public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken ct)
        {
            var before = Before;
            Before = null;
            await (before?.Invoke() ?? Task.CompletedTask);
            return await store.CommitAsync(commit, ct);
        }

        public Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct) => store.FindLeadAsync(leadId, ct);

        public Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct) => store.FindVisitorAsync(visitorId, ct);

        public Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct) => store.KnownActivitiesAsync(leadId, ids, ct);

        public Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct) => store.ActivitiesAsync(leadId, cursor, limit, ct);

        public Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct) => store.LedgerAsync(leadId, ct);

        public Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct) => store.ListAsync(query, ct);

        public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) => store.DueAsync(now, limit, ct);

        public Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct) => store.FindRegisterAsync(register, key, ct);

        public Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct) =>
            store.ListRegisterAsync(register, afterKey, limit, ct);
    }
}
