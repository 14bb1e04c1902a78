namespace LeadFunctions.Chaos.Hosts;

/// <summary>Programs of the machine that a verb may need.</summary>
public static class Tools
{
    /// <returns>Its path, or null when it is not installed.</returns>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
