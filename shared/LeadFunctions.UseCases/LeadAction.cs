using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>What became of a person's action on a lead. An everyday "no" is one of these, not an exception.</summary>
public abstract record ActionResult
{
    private ActionResult()
    {
    }

    public sealed record Applied(Lead Lead) : ActionResult;

    public sealed record NotFound : ActionResult;

    /// <summary>The lead's state forbids it; a 409.</summary>
    public sealed record Refused(string Reason) : ActionResult
    {
        /// <summary>What the caller could do instead.</summary>
        public IReadOnlyList<string> Allowed { get; init; } = [];
    }

    /// <summary>Something must be said first; a 409 that names it. What was said may have been kept.</summary>
    public sealed record Incomplete(Lead Lead, IReadOnlyList<string> Missing, bool Kept) : ActionResult;

    /// <summary>The caller's version is not the lead's; a 412.</summary>
    public sealed record Stale : ActionResult;
}

/// <summary>Who acts, on which lead, and the version they saw if they said so.</summary>
public sealed record ActionRequest(string LeadId, string By, long? IfVersion = null);

/// <summary>Load, decide, commit, and again when somebody was faster: how every action on a lead runs.</summary>
public static class LeadAction
{
    /// <summary>Of so many who act at one desk at the same instant, one comes through at each try.</summary>
    private const int Tries = 40;

    /// <param name="decide">From the lead as it is now to what to commit, or a refusal.</param>
    public static Task<ActionResult> RunAsync(
        ILeadStore leads, ActionRequest request, Func<Lead, Task<(Commit? Commit, string? Refusal)>> decide, CancellationToken ct) =>
        AnswerAsync(
            leads,
            request,
            async lead =>
            {
                var (commit, refusal) = await decide(lead);
                return new ActionAnswer(commit, commit is null ? new ActionResult.Refused(refusal ?? "not now") : null);
            },
            ct);

    /// <param name="decide">From the lead as it is now to what to commit and what to answer then; without an answer, that it was applied.</param>
    public static async Task<ActionResult> AnswerAsync(ILeadStore leads, ActionRequest request, Func<Lead, Task<ActionAnswer>> decide, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await leads.FindLeadAsync(request.LeadId, ct) is not { } lead)
            {
                return new ActionResult.NotFound();
            }

            if (request.IfVersion is { } version && version != lead.Version)
            {
                return new ActionResult.Stale();
            }

            if (lead.MergedInto is { } into)
            {
                return new ActionResult.Refused($"it is merged into {into}: act on that one");
            }

            var (commit, answer) = await decide(lead);
            if (commit is null)
            {
                return answer ?? new ActionResult.Refused("not now");
            }

            if (await leads.CommitAsync(AuditTrail.With(commit), ct) == CommitResult.Committed)
            {
                var after = (commit.Lead ?? lead) with { Version = commit.Lead is null ? lead.Version : lead.Version + 1 };
                return answer is ActionResult.Incomplete incomplete ? incomplete with { Lead = after } : answer ?? new ActionResult.Applied(after);
            }
        }

        return new ActionResult.Stale();
    }
}

/// <summary>What an action commits, if anything, and how it is answered then.</summary>
public sealed record ActionAnswer(Commit? Commit, ActionResult? Answer);
