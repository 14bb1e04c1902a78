using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>Every use case there is: those of the flow and the timetable by their own lists, and what they are made of.</summary>
public static class UseCaseList
{
    public static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        foreach (var useCase in Flow.Steps.Select(step => step.HandlerType).Concat(Timetable.All.Select(entry => entry.HandlerType)).Distinct())
        {
            services.AddSingleton(useCase);
        }

        services.AddSingleton<Briefing>().AddSingleton<BounceWatch>().AddSingleton<MailRoom>().AddSingleton<RunTimer>();
        services.AddSingleton<ForgettingRegister, IdempotencyRegister>().AddSingleton<ForgettingRegister, Receipts>().AddSingleton<ForgettingRegister, Quarantine>();
        return services;
    }

    /// <summary>What every one of them works with.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, ILeadStore leads, IMessageQueue queue, PlaybookShelf playbooks, NewId ids) =>
        services.AddSingleton(leads).AddSingleton(queue).AddSingleton(playbooks).AddSingleton(ids);
}
