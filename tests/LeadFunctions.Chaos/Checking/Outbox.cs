using System.Text.Json;
using LeadFunctions.Chaos.Hosts;

namespace LeadFunctions.Chaos.Checking;

/// <summary>What the people in sales found in their folder.</summary>
public static class Outbox
{
    /// <returns>The effect key that each notification carries; a key is there as often as there are files with it.</returns>
    public static IReadOnlyList<string> EffectKeys(DataFolder data) =>
        Directory.Exists(data.Notifications) ? [.. Directory.EnumerateFiles(data.Notifications, "*.json", SearchOption.AllDirectories).Select(EffectKey)] : [];

    private static string EffectKey(string file)
    {
        using var notification = JsonDocument.Parse(File.ReadAllText(file));
        return notification.RootElement.GetProperty("notification").GetProperty("effectKey").GetString()!;
    }
}
