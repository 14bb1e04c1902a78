namespace LeadFunctions.Flow.Tests.Inbound;

/// <summary>Payloads as providers sent or documented them.</summary>
public static class Samples
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Inbound", "samples");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>Names with their folder, in order; without those that are no bodies.</summary>
    public static IEnumerable<string> Of(params string[] folders) =>
        from folder in folders
        from path in Directory.EnumerateFiles(Path.Combine(Folder, folder)).Order(StringComparer.Ordinal)
        let name = Path.GetFileName(path)
        where name is not "vectors.json" && !name.EndsWith(".pem", StringComparison.Ordinal) && !name.StartsWith("awsdocs_sns_http", StringComparison.Ordinal)
            && !name.Contains("schema", StringComparison.Ordinal) && !name.EndsWith("handshake.http.txt", StringComparison.Ordinal) && !name.EndsWith("headers.txt", StringComparison.Ordinal)
            && !name.EndsWith("request.txt", StringComparison.Ordinal) && name != "DERIVED_vector.json"
        select folder + "/" + name;

    /// <summary>What a table beside the tests expects of each sample: the lines under its name.</summary>
    public static IReadOnlyDictionary<string, string> Table(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inbound", file)).Split("\n## ").Skip(1).ToDictionary(entry => entry[..entry.IndexOf('\n', StringComparison.Ordinal)], entry => entry[(entry.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim());
}
