using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>Every use case there is: those of the flow and the timetable by their own lists, and of the same house what these are made of.</summary>
public static class UseCaseList
{
    /// <summary>What every one of them works with.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, ILeadStore leads, IMessageQueue queue, PlaybookShelf playbooks, NewId ids) =>
        services.AddSingleton(leads).AddSingleton(queue).AddSingleton(playbooks).AddSingleton(ids);

    /// <summary>Last, as it adds only what is not there yet.</summary>
    public static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        services.AddSingleton<ForgettingRegister, IdempotencyRegister>().AddSingleton<ForgettingRegister, Receipts>().AddSingleton<ForgettingRegister, Quarantine>();
        foreach (var useCase in Flow.Steps.Select(step => step.HandlerType).Concat(Timetable.All.Select(entry => entry.HandlerType)).Append(typeof(RunTimer)))
        {
            services.AddWithParts(useCase);
        }

        return services;
    }

    private static void AddWithParts(this IServiceCollection services, Type part)
    {
        if (part.Assembly != typeof(Flow).Assembly || part.IsInterface || part.IsAbstract || services.Any(service => service.ServiceType == part))
        {
            return;
        }

        services.AddSingleton(part);
        foreach (var parameter in part.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
        {
            services.AddWithParts(parameter.ParameterType);
        }
    }
}
