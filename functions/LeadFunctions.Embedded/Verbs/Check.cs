using System.CommandLine;
using System.Globalization;
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
        var report = CheckPlaybook.Text(text, Path.GetFileName(fileName));
        foreach (var finding in report.Findings)
        {
            Console.WriteLine(finding);
        }

        foreach (var range in report.Ranges)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"range    {range.Of}: {range.Min?.ToString("0.###", CultureInfo.InvariantCulture) ?? "without end"} to {range.Max?.ToString("0.###", CultureInfo.InvariantCulture) ?? "without end"}"));
        }

        Console.WriteLine($"{fileName}: {Count(report.Errors, "error")}, {Count(report.Warnings, "warning")}" + (report.Playbook is { } read ? $", version {read.Version}" : ""));
        return report.Errors == 0 ? 0 : 1;
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
