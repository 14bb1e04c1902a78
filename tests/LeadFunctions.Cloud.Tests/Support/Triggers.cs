using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>A function of the app, as the Functions host finds it: by its attributes.</summary>
public sealed record Trigger(string Name, MethodInfo Method)
{
    public static readonly IReadOnlyList<Trigger> All =
    [
        .. typeof(Hosting.CloudHost).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("LeadFunctions.Cloud", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Select(method => (Method: method, method.GetCustomAttribute<FunctionAttribute>()?.Name))
            .Where(found => found.Name is not null)
            .Select(found => new Trigger(found.Name!, found.Method)),
    ];

    public HttpTriggerAttribute? Http => Find<HttpTriggerAttribute>();

    public ServiceBusTriggerAttribute? Queue => Find<ServiceBusTriggerAttribute>();

    public TimerTriggerAttribute? Timer => Find<TimerTriggerAttribute>();

    private T? Find<T>()
        where T : Attribute => Method.GetParameters().Select(parameter => parameter.GetCustomAttribute<T>()).FirstOrDefault(found => found is not null);
}
