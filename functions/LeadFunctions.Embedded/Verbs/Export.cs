using System.CommandLine;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases.Export;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>export FILE.csv</c>: every lead as a line, safe to open in a spreadsheet.</summary>
public static class Export
{
    public static Command Command()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write; must not exist" };
        var command = new Command("export", "Write all leads as CSV") { file, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction((line, ct) => RunAsync(line.GetValue(file)!, RunOptions.Local(line), ct));
        return command;
    }

    private static async Task<int> RunAsync(string path, RunOptions options, CancellationToken ct)
    {
        if (File.Exists(path))
        {
            throw new SetupException($"{path} is there already.");
        }

        await using var app = await EmbeddedHost.OpenAsync(options with { Quiet = true }, TimeProvider.System, ct: ct);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        Console.WriteLine($"{await new ExportLeads(app.Engine.Store).RunAsync(file, _ => true, mark: true, ct)} leads in {path}");
        return 0;
    }
}
