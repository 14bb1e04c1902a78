using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>The leads that changed since a run looked the last time, and no others: from the latest change back to where the last run began.</summary>
public sealed class ChangedLeads(ILeadStore leads, string register)
{
    private const int PageSize = 200;

    /// <summary>The key under which the register remembers when the last run began.</summary>
    public const string Mark = "since";

    /// <returns>How many were looked at.</returns>
    public async Task<int> EachAsync(DateTimeOffset now, Func<Lead, Task> look, CancellationToken ct)
    {
        var mark = await leads.FindRegisterAsync(register, Mark, ct);
        var since = mark is null ? DateTimeOffset.MinValue : JsonSerializer.Deserialize(mark.Value, WireJson.Default.DateTimeOffset);
        var looked = 0;
        for (string? cursor = null; ;)
        {
            var page = await leads.ListAsync(new LeadQuery(Sort: "-updated", Limit: PageSize, Cursor: cursor), ct);
            foreach (var row in page.Items.Where(row => row.UpdatedAt >= since))
            {
                looked++;
                if (await leads.FindLeadAsync(row.Id, ct) is { MergedInto: null } lead)
                {
                    await look(lead);
                }
            }

            if ((cursor = page.Next) is null || page.Items[^1].UpdatedAt < since)
            {
                await leads.CommitAsync(new Commit { Registers = [new RegisterWrite(register, Mark, JsonSerializer.Serialize(now, WireJson.Default.DateTimeOffset), mark?.Version ?? 0)] }, ct);
                return looked;
            }
        }
    }
}
