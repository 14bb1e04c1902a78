using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>Live: the process answers. Ready: the store answers and the queue takes more. Says ok or not ok, and nothing else.</summary>
public static class Health
{
    private static readonly Answer Pass = new(StatusCodes.Status200OK, "application/health+json", "{\"status\":\"pass\"}"u8.ToArray());
    private static readonly Answer Fail = new(StatusCodes.Status503ServiceUnavailable, "application/health+json", "{\"status\":\"fail\"}"u8.ToArray());

    public static Task<Answer> LiveAsync(Call call) => Task.FromResult(Pass);

    public static async Task<Answer> ReadyAsync(Call call)
    {
        try
        {
            _ = await call.Surface.Leads.FindRegisterAsync(RegisterNames.Deployment, "ready", call.Aborted);
            _ = await call.Surface.Queue.FiguresAsync(call.Aborted);
            return await call.Surface.QueueHasRoom(call.Aborted) ? Pass : Fail;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever is broken, not ready is the answer; the cause is logged where it happens.
            return Fail;
        }
    }
}
