using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>A playbook by shipped name or by file path.</summary>
public static class PlaybookFile
{
    /// <exception cref="SetupException">No such playbook, or the text has errors: all of them, each with file, line and key.</exception>
    public static (string Text, Playbook Playbook) Load(string nameOrPath)
    {
        var (text, fileName) = Find(nameOrPath);
        var reading = ReadPlaybook.FromYaml(text, fileName);
        return reading.Playbook is { } playbook
            ? (text, playbook)
            : throw new SetupException(string.Join(Environment.NewLine, reading.Errors));
    }

    /// <exception cref="SetupException">There is no such playbook.</exception>
    public static (string Text, string FileName) Find(string nameOrPath)
    {
        if (ShippedPlaybooks.Text(nameOrPath) is { } shipped)
        {
            return (shipped, nameOrPath + ".yaml");
        }

        return File.Exists(nameOrPath)
            ? (File.ReadAllText(nameOrPath), nameOrPath)
            : throw new SetupException($"No playbook '{nameOrPath}': give a file, or one of {string.Join(", ", ShippedPlaybooks.Names)}.");
    }
}
