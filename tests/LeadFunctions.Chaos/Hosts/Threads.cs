using System.Globalization;

namespace LeadFunctions.Chaos.Hosts;

/// <summary>The threads of a host, by what they do.</summary>
public static class Threads
{
    private const string WriterName = "store-writer";

    /// <summary>The one that commits.</summary>
    /// <exception cref="RigException">There is none of that name: the engine calls it something else now.</exception>
    public static IReadOnlyCollection<int> Writer(HostProcess host)
    {
        var writers = All(host).Where(IsWriter).ToList();
        return writers.Count > 0 ? writers : throw new RigException($"the host has no thread '{WriterName}'");
    }

    /// <summary>All that may sync something else: keys, notifications.</summary>
    public static IReadOnlyCollection<int> AllButWriter(HostProcess host) => [.. All(host).Where(thread => !IsWriter(thread))];

    private static IEnumerable<int> All(HostProcess host) =>
        Directory.EnumerateDirectories($"/proc/{host.Id}/task").Select(task => int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture));

    private static bool IsWriter(int thread)
    {
        var name = $"/proc/{thread}/comm";
        return File.Exists(name) && File.ReadAllText(name).Trim() == WriterName;
    }
}
