using System.Text.Json;

namespace LeadFunctions.Chaos.Hosts;

/// <summary>Where a host keeps what it keeps. The outbox belongs to the outside world: what lies there was sent.</summary>
public sealed record DataFolder(string Path)
{
    public string Playbook { get; init; } = "b2b";

    public string Outbox => System.IO.Path.Combine(Path, "outbox");

    public string Notifications => System.IO.Path.Combine(Outbox, "notifications");

    public string Keys => System.IO.Path.Combine(Path, "keys.json");

    public string HostLog => Path + ".host.log";

    /// <summary>The one SQLite file in it.</summary>
    public string Database => Directory.EnumerateFiles(Path, "*.db").Single();

    public string AdminKey()
    {
        using var keys = JsonDocument.Parse(File.ReadAllText(Keys));
        return keys.RootElement.GetProperty("keys").EnumerateArray().First(key => key.GetProperty("role").GetString() == "admin").GetProperty("key").GetString()!;
    }
}
