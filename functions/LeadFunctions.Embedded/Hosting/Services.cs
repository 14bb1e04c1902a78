using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Http.Auth;
using LeadFunctions.Http.Dashboard;
using LeadFunctions.Providers.Crm;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Hygiene;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>Every part of the running system, in one list.</summary>
public static class Services
{
    public static void Add(IServiceCollection services, RunOptions options, SqliteEngine engine, PlaybookShelf shelf, NewId ids, TimeProvider clock)
    {
        services.AddSingleton(clock).AddSingleton(engine).AddSingleton(shelf).AddSingleton(ids);
        services.AddSingleton<ILeadStore>(engine.Store).AddSingleton<IMessageQueue>(engine.Queue);
        services.AddSingleton<ApplySignal>().AddSingleton<FollowVisitor>().AddSingleton<JoinVisitor>().AddSingleton<EnrichLead>();
        services.AddSingleton<RouteLead>().AddSingleton<DecayLead>().AddSingleton<WatchSla>();
        services.AddSingleton<Notify>().AddSingleton<SendDigest>().AddSingleton<Briefing>().AddSingleton<SyncCrm>();
        services.AddSingleton<ApplyEmailEvent>().AddSingleton<SubmitAnswers>().AddSingleton<FetchAnswers>().AddSingleton<CountLead>().AddSingleton<RollUpFigures>().AddSingleton<BounceWatch>();
        services.AddSingleton<NurtureStep>().AddSingleton<SendMail>().AddSingleton<MailRoom>();
        services.AddSingleton<ActOnLead>().AddSingleton<SaveLead>().AddSingleton<AddNote>().AddSingleton<AdjustScore>().AddSingleton<AssignLead>().AddSingleton<ExplainScore>();
        services.AddSingleton<JoinLeads>();
        services.AddSingleton(provider => new EraseLead(engine.Store, (engine.EraseAsync, new OutboxFiles(options.DataFolder).EraseAsync), shelf, clock)).AddSingleton<FinishErasures>();
        services.AddSingleton<MergeLeads>().AddSingleton<ReviewDuplicates>().AddSingleton<ReviewAccounts>().AddSingleton<ValidateLeads>().AddSingleton<ArchiveInactive>().AddSingleton<PreviewArchive>();
        services.AddSingleton<RunTimer>().AddSingleton<RunDueLeads>().AddSingleton<DrainHolding>().AddSingleton<RequeueLeads>().AddSingleton<ForgetRegisters>();
        services.AddSingleton<ForgettingRegister, IdempotencyRegister>().AddSingleton<ForgettingRegister, Receipts>().AddSingleton<ForgettingRegister, Quarantine>();
        services.AddSingleton(provider => InboundChannels.Answers(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new SiteLinks(PublicUrl.Of(provider, options), new ClaimTokens(ids.KeyFor(ClaimTokens.Purpose))));
        services.AddSingleton(provider => Mail.Sender(options, provider.GetRequiredService<IConfiguration>(), clock));
        services.AddSingleton(provider => Channels.Notifiers(options, shelf, provider.GetRequiredService<IEmailSender>(), provider.GetRequiredService<IConfiguration>(), clock));
        services.AddSingleton(provider => Channels.Webhooks(shelf, provider.GetRequiredService<IConfiguration>(), clock));
        services.AddSingleton<SendWebhook>(provider => provider.GetRequiredService<CrmWebhooks>().SendAsync);
        services.AddSingleton(provider => Channels.Enricher(shelf, provider.GetRequiredService<IConfiguration>(), clock));
        services.AddSingleton<SignInTickets>().AddSingleton(new DashboardFiles(Path.Combine(AppContext.BaseDirectory, "dashboard")));
        services.AddSingleton<TelemetryExport>();
        services.AddHostedService<EngineWorker>().AddHostedService<Timers>();
    }
}
