using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>What cells of leads and visitors hold, as text and back.</summary>
internal static class Values
{
    public static string Text(Lead lead) => JsonSerializer.Serialize(lead, WireJson.Default.Lead);

    public static string Text(Visitor visitor) => JsonSerializer.Serialize(visitor, WireJson.Default.Visitor);

    public static Lead? Lead(Cell cell) => cell.Value is null ? null : JsonSerializer.Deserialize(cell.Value, WireJson.Default.Lead);

    public static Visitor? Visitor(Cell cell) => cell.Value is null ? null : JsonSerializer.Deserialize(cell.Value, WireJson.Default.Visitor);
}
