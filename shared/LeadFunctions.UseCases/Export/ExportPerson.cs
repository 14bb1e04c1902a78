using System.Buffers;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Export;

/// <summary>
/// Everything that is stored about one person, for them to have (subject access): the lead, its whole timeline, its browsers, what speaks against mail. Of a
/// lead with others merged into it only what is its own: the others are asked for by their own ids.
/// </summary>
public sealed class ExportPerson(ILeadStore leads)
{
    private const int PageSize = 200;

    /// <returns>False when there is no such lead; nothing was written then.</returns>
    public async Task<bool> RunAsync(string leadId, Stream to, CancellationToken ct)
    {
        if (await leads.FindLeadAsync(leadId, ct) is not { } lead)
        {
            return false;
        }

        // By way of a buffer: the serializer flushes what it writes to, and a response may not be written to while somebody waits.
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WritePropertyName("lead"u8);
        JsonSerializer.Serialize(json, (lead.Own ?? lead) with { Absorbed = null, Own = null }, WireJson.Default.Lead);
        json.WritePropertyName("suppression"u8);
        JsonSerializer.Serialize(json, (await new Suppressions(leads).FindAsync(leadId, ct)).Suppression, WireJson.Default.Suppression);
        await VisitorsAsync(json, lead, ct);
        await TimelineAsync(json, leadId, () => SendAsync(json, buffer, to, ct), ct);
        json.WriteEndObject();
        await SendAsync(json, buffer, to, ct);
        return true;
    }

    private static async Task SendAsync(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, Stream to, CancellationToken ct)
    {
        await json.FlushAsync(ct);
        await to.WriteAsync(buffer.WrittenMemory, ct);
        buffer.ResetWrittenCount();
    }

    private async Task VisitorsAsync(Utf8JsonWriter json, Lead lead, CancellationToken ct)
    {
        json.WriteStartArray("browsers"u8);
        foreach (var id in (lead.Own ?? lead).Visitors)
        {
            // A browser that has moved on is somebody else's.
            if (await leads.FindVisitorAsync(id, ct) is { } visitor && visitor.LeadId == lead.Id)
            {
                JsonSerializer.Serialize(json, visitor with { Before = null }, WireJson.Default.Visitor);
            }
        }

        json.WriteEndArray();
    }

    private async Task TimelineAsync(Utf8JsonWriter json, string leadId, Func<Task> pageIsDone, CancellationToken ct)
    {
        json.WriteStartArray("timeline"u8);
        for (string? cursor = null; ;)
        {
            var page = await leads.ActivitiesAsync(leadId, cursor, PageSize, ct);
            foreach (var activity in page.Items)
            {
                JsonSerializer.Serialize(json, activity, WireJson.Default.Activity);
            }

            await pageIsDone();
            if ((cursor = page.Next) is null)
            {
                break;
            }
        }

        json.WriteEndArray();
    }
}
