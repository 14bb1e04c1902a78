using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Http;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>From a trigger to the route of its name: the surface both hosts have does the rest, who may call included.</summary>
public sealed class HttpDoor(CloudHost host)
{
    private static readonly Dictionary<string, Route> ByName = Routes.All.ToDictionary(route => route.Name, StringComparer.Ordinal);

    private static readonly Answer NotNow =
        new Problem(ProblemKind.StorageUnavailable, "Nothing was stored. Try again later.") { RetryAfter = TimeSpan.FromSeconds(5) }.ToAnswer();

    /// <param name="name">Of the function, which is the route's.</param>
    /// <param name="value">What stands in the braces of its pattern, if the host tells with the call; the worker's own routing knows it as well.</param>
    public async Task<IResult> AnswerAsync(string name, HttpRequest request, string? value = null)
    {
        World world;
        try
        {
            world = await host.OpenAsync(request.HttpContext.RequestAborted);
        }
        catch (StorageException)
        {
            return NotNow;
        }

        var route = ByName[name];
        var told = value ?? (route.ValueName is { } part ? request.RouteValues[part] as string : null);
        return await Dispatch.AnswerAsync(world.Surface, route, told ?? "", request.HttpContext) ?? Results.Empty;
    }
}
