using LeadFunctions.Embedded.Hosting;

namespace LeadFunctions.Embedded.Verbs;

/// <summary>What a person sees when the host starts.</summary>
public static class Greeting
{
    /// <summary>Keys are shown once, when they are made.</summary>
    public static void PrintKeys(EmbeddedApp app, RunOptions options)
    {
        if (!app.NewKeys)
        {
            return;
        }

        Console.WriteLine($"New keys, shown once and kept in {Path.Combine(options.DataFolder, "keys.json")}:");
        foreach (var key in app.Keys)
        {
            Console.WriteLine($"  {key.Role.ToString().ToLowerInvariant(),-8} {key.Name,-14} {key.Key}");
        }
    }

    public static void PrintReady(RunOptions options, EmbeddedApp app) =>
        Console.WriteLine($"LeadFunctions is ready at {options.Urls} (playbook {app.Playbook.Name} {app.Playbook.Version}, data in {options.DataFolder}). Ctrl+C stops it.");
}
