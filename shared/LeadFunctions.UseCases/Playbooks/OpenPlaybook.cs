namespace LeadFunctions.UseCases.Playbooks;

/// <summary>A playbook by shipped name or by file. Only the host reads files, so it hands in how.</summary>
public static class OpenPlaybook
{
    /// <param name="nameOrPath"><c>b2b</c>, or a path to a YAML file.</param>
    /// <param name="readFile">Path to text; null when there is no such file.</param>
    public static PlaybookReading Load(string nameOrPath, Func<string, string?> readFile)
    {
        if (ShippedPlaybooks.Text(nameOrPath) is { } shipped)
        {
            return ReadPlaybook.FromYaml(shipped, nameOrPath + ".yaml");
        }

        return readFile(nameOrPath) is { } text
            ? ReadPlaybook.FromYaml(text, Path.GetFileName(nameOrPath))
            : new PlaybookReading(null, [new PlaybookError(nameOrPath, 1, 1, "", $"there is no such file, and no shipped playbook of that name; shipped: {string.Join(", ", ShippedPlaybooks.Names)}")]);
    }
}
