using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>Puts a dead letter back into its queue. A second replay finds none and changes nothing.</summary>
public static class ReplayDeadLetter
{
    private static readonly Answer Replayed = new(StatusCodes.Status200OK, Answer.JsonType, "{\"status\":\"replayed\"}"u8.ToArray());

    public static async Task<Answer> RunAsync(Call call) =>
        await call.Surface.Queue.ReplayAsync(call.Value, CancellationToken.None) ? Replayed : Problem.NotFound.ToAnswer();
}
