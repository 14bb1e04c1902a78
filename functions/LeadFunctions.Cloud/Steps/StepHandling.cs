using System.Diagnostics;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Steps;

/// <summary>Runs a step's use case on messages of one key, and applies what it decided: again when somebody else changed what it had read.</summary>
internal sealed class StepHandling(FlowStep step, StepCall call, ILeadStore leads, TimeProvider clock)
{
    private const int MostConflicts = 5;

    /// <summary>Of one use case, whose provider calls take at most 10 s each.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>What is to become of all of them; null when one of several is at fault and each must be handled alone to find it.</returns>
    public async Task<Fate?> RunAsync(IReadOnlyList<Message> messages, CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        using var trace = StepMeters.Trace(step.Name, messages.Count);
        var fate = await FateAsync(messages, stopping);
        var alone = fate is Fate.Complete || messages.Count == 1 ? fate : null;
        if (alone is not null)
        {
            StepMeters.Handled(step.Name, alone, messages.Count, started);
        }

        return alone;
    }

    private async Task<Fate> FateAsync(IReadOnlyList<Message> messages, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            for (var conflicts = 0; conflicts <= MostConflicts; conflicts++)
            {
                var outcome = await call.HandleAsync(messages, either.Token);
                if (Fate.Of(outcome) is { } fate)
                {
                    return fate;
                }

                var commit = ((Outcome.Done)outcome).Commit;
                if (commit == Commit.Nothing || await leads.CommitAsync(commit, either.Token) == CommitResult.Committed)
                {
                    return new Fate.Complete("done");
                }
            }

            return new Fate.Again("others kept changing what was read");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception cause)
        {
            return cause is StorageException or QueueFullException ? new Fate.Again(Fate.ReasonOf(cause), Blameless: true)
                : cause is OperationCanceledException ? new Fate.Again("time limit of the step")
                : new Fate.Again(Fate.ReasonOf(cause));
        }
    }
}
