using System.Text.Json;
using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;

namespace LeadFunctions.Chaos.Checking;

/// <summary>Parts of a host's file, read beside it.</summary>
public static class ReadBeside
{
    public static IReadOnlyDictionary<string, string> Registers(this DataFolder data, string register)
    {
        using var database = Gather.Open(data);
        return Gather.Rows(database, "SELECT register, key, value FROM registers", row => (Register: row.GetString(0), Key: row.GetString(1), Value: row.GetString(2)))
            .Where(row => row.Register == register).ToDictionary(row => row.Key, row => row.Value);
    }

    public static IReadOnlyList<Activity> Timeline(this DataFolder data)
    {
        using var database = Gather.Open(data);
        return Gather.Rows(database, "SELECT doc FROM activities", row => JsonSerializer.Deserialize(row.GetString(0), WireJson.Default.Activity)!);
    }
}
