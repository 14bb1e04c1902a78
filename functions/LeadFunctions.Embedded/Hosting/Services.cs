using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
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
        services.AddSingleton<RouteLead>().AddSingleton<DecayLead>().AddSingleton<Notify>();
        services.AddSingleton<ActOnLead>().AddSingleton<SaveLead>().AddSingleton<AddNote>().AddSingleton<AdjustScore>().AddSingleton<AssignLead>().AddSingleton<ExplainScore>();
        services.AddSingleton<RunDueLeads>().AddSingleton<DrainHolding>().AddSingleton<IdempotencyRegister>();
        services.AddSingleton(provider => Channels.Notifiers(options, shelf, provider.GetRequiredService<IConfiguration>(), clock));
        services.AddSingleton(provider => Channels.Enricher(shelf, provider.GetRequiredService<IConfiguration>(), clock));
        services.AddSingleton<TelemetryExport>();
        services.AddHostedService<EngineWorker>().AddHostedService<Timers>();
    }
}
