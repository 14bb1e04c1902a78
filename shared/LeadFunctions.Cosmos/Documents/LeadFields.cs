using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Documents;

/// <summary>
/// What of a lead stands in its document for lists, searches and the due query; nothing else in it is indexed. What is sorted by is text of one length with the
/// lead's id behind it: one index each, unique, and exact to the tick, which a number would not be.
/// </summary>
internal static class LeadFields
{
    private const long Lowest = 1_000_000_000_000;

    public static string Score(long milli) => (milli + Lowest).ToString("D16", CultureInfo.InvariantCulture);

    public static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static void Write(Utf8JsonWriter json, Lead lead)
    {
        var (name, company) = (NameOf(lead), lead.Attribute("company"));
        json.WriteString("score", $"{Score(lead.Score.Total.Milli)}|{lead.Id}");
        json.WriteString("updated", $"{Ticks(lead.UpdatedAt)}|{lead.Id}");
        json.WriteString("created", $"{Ticks(lead.CreatedAt)}|{lead.Id}");
        json.WriteString("email", $"{lead.Email}|{lead.Id}");
        json.WriteString("search", $"{lead.Email}\n{name}\n{company}".ToLowerInvariant());
        Optional(json, "due", lead.DueAt is { } due ? Ticks(due) : null);
        Optional(json, "urgency", lead.Urgency is { } urgency ? string.Create(CultureInfo.InvariantCulture, $"{urgency:D19}|{lead.Id}") : null);
        json.WriteStartObject("row");
        json.WriteString("stage", lead.Stage.ToString());
        json.WriteString("band", lead.Score.Band);
        json.WriteString("grade", lead.Score.Grade);
        Optional(json, "name", name);
        Optional(json, "company", company);
        Optional(json, "owner", lead.Owner?.PersonId);
        Optional(json, "held", lead.Holding is { } holding ? holding.PoolId ?? "" : null);
        json.WriteEndObject();
    }

    public static LeadRow Row(JsonElement document)
    {
        var row = document.GetProperty("row");
        var (score, email) = (Of("score"), Of("email"));
        return new(
            document.GetProperty("leadId").GetString()!, email, Text(row, "name"), Text(row, "company"), Enum.Parse<Stage>(row.GetProperty("stage").GetString()!),
            row.GetProperty("band").GetString()!, (long.Parse(score, CultureInfo.InvariantCulture) - Lowest) / 1000m, row.GetProperty("grade").GetString()!,
            Text(row, "owner"), At(Of("created")), At(Of("updated")));

        string Of(string field) => document.GetProperty(field).GetString()!.Split('|')[0];
    }

    private static DateTimeOffset At(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string? NameOf(Lead lead) => lead.Attribute("name")
        ?? (string.Join(' ', new[] { lead.Attribute("firstName"), lead.Attribute("lastName") }.Where(part => part is not null)) is { Length: > 0 } name ? name : null);
}
