using System.Diagnostics;
using LeadFunctions.Cosmos;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Steps;

/// <summary>One turn of a step on messages of one key, within its time, measured; whatever it throws becomes a reason to try again.</summary>
internal sealed class StepHandling(FlowStep step, StepTurn turns, TimeProvider clock)
{
    /// <summary>Of one use case, whose calls to providers take at most 10 s each.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>What is to become of all of them; null when one of several is at fault and each must be handled alone to find it.</returns>
    public async Task<Fate?> RunAsync(IReadOnlyList<Message> messages, CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        using var trace = StepMeters.Trace(step.Name, messages.Count);
        var fate = await FateAsync(messages, stopping);
        if (fate is not null)
        {
            StepMeters.Handled(step.Name, fate, messages.Count, started);
        }

        return fate;
    }

    private async Task<Fate?> FateAsync(IReadOnlyList<Message> messages, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return Fate.Of(await turns.RunAsync(step, messages, either.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception cause) when (cause is StorageException or QueueFullException)
        {
            return new Fate.Again(Fate.ReasonOf(cause), Blameless: true);
        }
        catch (Exception cause)
        {
            return messages.Count > 1 ? null : new Fate.Again(cause is OperationCanceledException ? "time limit of the step" : Fate.ReasonOf(cause));
        }
    }
}
