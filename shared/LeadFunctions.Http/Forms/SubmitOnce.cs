using System.Text;
using System.Text.Json;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Http.Forms;

/// <summary>
/// Makes repeats of one submission one submission. What was accepted is remembered under the Idempotency-Key, or for a minute under the content,
/// in the commit that carries the signal; so it holds over parallel requests, restarts and minute borders.
/// </summary>
public sealed class SubmitOnce(Surface surface, DateTimeOffset now)
{
    private const int Tries = 16;

    /// <param name="Id">Of the submission: the signal's id.</param>
    /// <param name="Content">Keyed hash of what was sent.</param>
    private sealed record Accepted(string Id, string Content, DateTimeOffset At);

    /// <param name="scope">The form.</param>
    /// <param name="key">Idempotency-Key, or empty.</param>
    /// <param name="content">Everything that was sent, in a form that is equal for equal submissions.</param>
    /// <param name="message">From the submission's id to what is sent on.</param>
    /// <returns>The id of this submission or of the one it repeats; a 422 when the key was used for another content.</returns>
    public async Task<Read<string>> RunAsync(string scope, string key, string content, Func<string, Message> message)
    {
        var contentId = surface.NewId.Of("c", Encoding.UTF8.GetBytes(scope + "\n" + content));
        var register = key.Length > 0 ? surface.NewId.Of("key", Encoding.UTF8.GetBytes(scope + "\n" + key)) : contentId;
        var kept = key.Length > 0 ? surface.Limits.IdempotencyKept : surface.Limits.DoubleSubmit;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var found = await surface.Idempotency.FindAsync(register, now, CancellationToken.None);
            if (found.Value is { } value && JsonSerializer.Deserialize<Accepted>(value) is { } before && (now - before.At).Duration() < kept)
            {
                return before.Content == contentId ? before.Id : Reused;
            }

            // Not random, so that a commit that went through without our hearing of it is recognised downstream as well.
            var id = surface.NewId.Of("f", Encoding.UTF8.GetBytes($"{found.Key}\n{found.Current?.Version ?? 0}\n{now.UtcTicks / kept.Ticks}"));
            var accepted = JsonSerializer.Serialize(new Accepted(id, contentId, now));
            var commit = new Commit { Registers = [found.Write(accepted)], Messages = [new(message(id))] };
            if (await surface.Leads.CommitAsync(commit, CancellationToken.None) == CommitResult.Committed)
            {
                return id;
            }
        }

        return new Problem(ProblemKind.Conflict, "The same submission is being handled right now.");
    }

    private static readonly Problem Reused = new(ProblemKind.IdempotencyKeyReused, "Use a new key for a new submission.");
}
