using System.Text;
using System.Text.Json;
using LeadFunctions.Http.Forms;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Http;

/// <summary>
/// Idempotency-Key of signed-in requests: the first answer is kept and given again; another body under the key is a 422, a second request while
/// the first still runs a 409. The key is claimed before and kept after, so a crash in between can cost a repeat of one action, never an answer that lies.
/// </summary>
public static class Idempotent
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(30);

    /// <param name="Status">0 while it runs.</param>
    private sealed record Kept(DateTimeOffset At, string Content, int Status, string Type, string Body, Dictionary<string, string> Headers);

    /// <param name="body">What was sent.</param>
    public static async Task<Answer> RunAsync(Call call, byte[] body, Func<Task<Answer>> act)
    {
        var key = IdempotencyKey.Of(call.Http.Request);
        if (key.Problem is { } bad)
        {
            return bad.ToAnswer();
        }

        return key.Value!.Length == 0 ? await act() : await OnceAsync(call, key.Value, call.Surface.NewId.Of("c", body), act);
    }

    private static async Task<Answer> OnceAsync(Call call, string key, string content, Func<Task<Answer>> act)
    {
        var (store, keys) = (call.Surface.Leads, call.Surface.Idempotency);
        var register = call.Surface.NewId.Of("key", Encoding.UTF8.GetBytes($"{call.Http.Request.Path}\n{call.Caller!.Role} {call.Caller.Name}\n{key}"));
        var found = await keys.FindAsync(register, call.Now, CancellationToken.None);
        if (found.Value is { } value && Before(value, call, content) is { } before)
        {
            return before;
        }

        var running = new Kept(call.Now, content, 0, "", "", []);
        if (await store.CommitAsync(new Commit { Registers = [found.Write(JsonSerializer.Serialize(running))] }, CancellationToken.None) != CommitResult.Committed)
        {
            return StillRunning.ToAnswer();
        }

        var answer = await act();
        var kept = running with
        {
            Status = answer.Status,
            Type = answer.ContentType ?? "",
            Body = Encoding.UTF8.GetString(answer.Body.Span),
            Headers = answer.Headers.ToDictionary(header => header.Key, header => header.Value),
        };
        var claimed = await keys.FindAsync(register, call.Now, CancellationToken.None);
        await store.CommitAsync(new Commit { Registers = [claimed.Write(JsonSerializer.Serialize(kept))] }, CancellationToken.None);
        return answer;
    }

    /// <returns>The answer given before; null when it is too old, or its request never came to an end.</returns>
    private static Answer? Before(string value, Call call, string content)
    {
        var kept = JsonSerializer.Deserialize<Kept>(value)!;
        var age = (call.Now - kept.At).Duration();
        if (age >= (kept.Status == 0 ? LongestRun : call.Limits.IdempotencyKept))
        {
            return null;
        }

        return kept.Content != content ? Reused.ToAnswer()
            : kept.Status == 0 ? StillRunning.ToAnswer()
            : new Answer(kept.Status, kept.Type, Encoding.UTF8.GetBytes(kept.Body)) { Headers = [.. kept.Headers] };
    }

    private static readonly Problem Reused = new(ProblemKind.IdempotencyKeyReused, "Use a new key for a new request.");

    private static readonly Problem StillRunning = new(ProblemKind.Conflict, "The first request with this key is still running.") { RetryAfter = TimeSpan.FromSeconds(1) };
}
