using System.CommandLine;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>check PLAYBOOK</c>: everything that is wrong with a playbook, each with file, line and key. Code 1 when it cannot be used.</summary>
public static class Check
{
    public static Command Command()
    {
        var playbook = new Argument<string>("PLAYBOOK") { Description = "b2b, handbook, blank, or a file" };
        var command = new Command("check", "Check a playbook without starting anything") { playbook };
        command.SetAction(line => Run(line.GetValue(playbook)!));
        return command;
    }

    private static int Run(string nameOrPath)
    {
        var (text, fileName) = PlaybookFile.Find(nameOrPath);
        var reading = ReadPlaybook.FromYaml(text, fileName);
        foreach (var error in reading.Errors)
        {
            Console.WriteLine("error    " + error);
        }

        var findings = reading.Playbook is null ? [] : CheckPlaybook.Run(reading.Playbook);
        foreach (var finding in findings)
        {
            Console.WriteLine(finding);
        }

        var errors = reading.Errors.Count + findings.Count(finding => finding.IsError);
        Console.WriteLine($"{fileName}: {errors} errors, {findings.Count(finding => !finding.IsError)} warnings"
            + (reading.Playbook is { } read ? $", version {read.Version}" : ""));
        return errors == 0 ? 0 : 1;
    }
}
