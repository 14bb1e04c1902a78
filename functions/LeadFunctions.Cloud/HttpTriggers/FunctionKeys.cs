using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Http;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>
/// A program's way in: the Functions host checks its key (<c>x-functions-key</c>) here and nowhere else, because every other signed-in address must also take
/// people of Entra ID, who have none. It answers a bearer token for an hour.
/// </summary>
public sealed class FunctionKeys(CloudHost host, TimeProvider clock)
{
    private static readonly Answer NotNow =
        new Problem(ProblemKind.StorageUnavailable, "Try again later.") { RetryAfter = TimeSpan.FromSeconds(5) }.ToAnswer();

    [Function("service-token")]
    public async Task<IResult> ServiceToken([HttpTrigger(AuthorizationLevel.Function, "post", Route = "service-token")] HttpRequest request)
    {
        var name = request.Query["name"] is [{ Length: <= 64 } told] && Inputs.IsName(told) ? told : "service";
        try
        {
            var world = await host.OpenAsync(request.HttpContext.RequestAborted);
            var token = world.Tokens.Issue(name, clock.GetUtcNow());
            return Answer.Json(StatusCodes.Status200OK, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("token"u8, token);
                writer.WriteNumber("expiresIn"u8, (long)ServiceTokens.Lifetime.TotalSeconds);
                writer.WriteEndObject();
            });
        }
        catch (StorageException)
        {
            return NotNow;
        }
    }
}
