using LeadFunctions.UseCases.Erasing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// The safety net of <see cref="EraseLead"/>: goes on with what a crash interrupted, and for a day looks again whether something that was under way when the
/// lead was erased has written about it since.
/// </summary>
/// <param name="erasers">One; none where the host cannot erase.</param>
public sealed class FinishErasures(ILeadStore leads, IEnumerable<EraseLead> erasers) : ITimed
{
    private static readonly TimeSpan LooksAgainFor = TimeSpan.FromDays(1);

    public async Task<string> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (erasers.FirstOrDefault() is not { } erase)
        {
            return "this host cannot erase";
        }

        var (finished, looked) = (0, 0);
        foreach (var (leadId, entry) in await ErasureList.AllAsync(leads, ct))
        {
            var open = entry.State != ErasedLead.Done;
            if (open || entry.At > now - LooksAgainFor)
            {
                await erase.ResumeAsync(leadId, entry, ct);
                (finished, looked) = open ? (finished + 1, looked) : (finished, looked + 1);
            }
        }

        return $"{finished} erasures finished, {looked} looked at again";
    }
}
