using System.Reflection;

namespace LeadFunctions.UseCases.Playbooks;

/// <summary>The playbooks that come with the product.</summary>
public static class ShippedPlaybooks
{
    public static readonly IReadOnlyList<string> Names = ["b2b", "handbook", "blank"];

    /// <summary>The text of a shipped playbook; null when there is none of that name.</summary>
    public static string? Text(string name) => Names.Contains(name, StringComparer.Ordinal) ? Resource($"playbooks/{name}.yaml") : null;

    /// <summary>The JSON Schema that editors complete and check playbooks with.</summary>
    public static string Schema() => Resource("playbooks/playbook.schema.json");

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
