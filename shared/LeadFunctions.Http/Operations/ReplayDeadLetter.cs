using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>Puts a dead letter back into its queue. A second replay finds none and changes nothing.</summary>
public static class ReplayDeadLetter
{
    private static readonly Answer Replayed = new(StatusCodes.Status200OK, Answer.JsonType, "{\"status\":\"replayed\"}"u8.ToArray());

    public static async Task<Answer> RunAsync(Call call)
    {
        if (!await call.Surface.Queue.ReplayAsync(call.Value, CancellationToken.None))
        {
            return Problem.NotFound.ToAnswer();
        }

        var line = AuditTrail.Line(new AuditEntry(call.Now, call.Caller!.Name, "replay", null, null), "replay:" + call.Value);
        await call.Surface.Leads.CommitAsync(new Commit { Registers = [line] }, CancellationToken.None);
        return Replayed;
    }
}
