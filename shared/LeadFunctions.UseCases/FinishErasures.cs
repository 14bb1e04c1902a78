using LeadFunctions.UseCases.Erasing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// The safety net of <see cref="EraseLead"/>: goes on with what a crash interrupted, and for a day looks again whether something that was under way when the
/// lead was erased has written about it since. Shortly after midnight it asks for every lead that was ever erased, which a backup may have brought back.
/// </summary>
public sealed class FinishErasures(ILeadStore leads, EraseLead erase) : ITimed
{
    private static readonly TimeSpan LooksAgainFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(10);

    public async Task<string> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        var (finished, looked) = (0, 0);
        foreach (var (leadId, entry) in await ErasureList.AllAsync(leads, ct))
        {
            var open = entry.State != ErasedLead.Done;
            if (open || entry.At > now - LooksAgainFor || (now.TimeOfDay < AfterMidnight && await IsBackAsync(leadId, entry, ct)))
            {
                await erase.ResumeAsync(leadId, entry, ct);
                (finished, looked) = open ? (finished + 1, looked) : (finished, looked + 1);
            }
        }

        return $"{finished} erasures finished, {looked} looked at again";
    }

    private async Task<bool> IsBackAsync(string leadId, ErasedLead entry, CancellationToken ct) =>
        await leads.FindLeadAsync(leadId, ct) is { } lead && lead.CreatedAt <= entry.At;
}
