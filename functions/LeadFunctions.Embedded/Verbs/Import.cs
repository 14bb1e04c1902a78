using System.CommandLine;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases.Import;
using Spectre.Console;

namespace LeadFunctions.Embedded.Verbs;

/// <summary>
/// <c>import FILE.csv --map MAPPING.yaml</c>: streams a CSV through the real chain. Bad rows are reported and skipped; a stopped import goes on where it was,
/// and a repeated one changes nothing. With an outcome column it prints how well the scores tell successes apart.
/// </summary>
public static class Import
{
    public static Command Command()
    {
        var file = new Argument<string>("CSV") { Description = "The file, with a header line" };
        var map = new Option<string?>("--map") { Description = "How its columns become leads (YAML); default: columns named like attributes" };
        var command = new Command("import", "Bring in leads from a CSV file") { file, map, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction((line, ct) => RunAsync(
            line.GetValue(file)!, line.GetValue(map),
            new RunOptions("http://127.0.0.1:0", Path.GetFullPath(line.GetValue(RunOptions.DataOption)!), line.GetValue(RunOptions.PlaybookOption)!), ct));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? map, RunOptions options, CancellationToken ct)
    {
        var mapping = ReadMapping(map);
        using var rows = File.Exists(file) ? CsvRows.Open(file) : throw new SetupException($"No file '{file}'.");
        var started = TimeProvider.System.GetTimestamp();
        await using var host = await LocalHost.StartAsync(options, ct);
        var import = new CsvImport(host.App.Engine.Queue, host.App.Engine.Store, host.App.Ids, TimeProvider.System);
        ImportReport report = null!;
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var reading = progress.AddTask("Reading");
            report = await import.RunAsync(rows, mapping, share => reading.Value = share * 100, ct);
            reading.Value = 100;
            await WaitAsync(host, progress.AddTask("Scoring and routing"), ct);
        });

        Print(report, TimeProvider.System.GetElapsedTime(started));
        await PrintLiftAsync(host, mapping, report, ct);
        return 0;
    }

    private static ImportMapping ReadMapping(string? map)
    {
        try
        {
            return map is null ? new ImportMapping { Email = "{email}", ByHeader = true } : ImportMapping.FromYaml(File.ReadAllText(map));
        }
        catch (FormatException wrong)
        {
            throw new SetupException($"{map}: {wrong.Message}");
        }
        catch (FileNotFoundException)
        {
            throw new SetupException($"No mapping file '{map}'.");
        }
    }

    private static async Task WaitAsync(LocalHost host, ProgressTask task, CancellationToken ct)
    {
        var most = 1L;
        await host.DrainAsync(
            waiting =>
            {
                most = Math.Max(most, waiting);
                task.Value = 100.0 * (most - waiting) / most;
            },
            ct);
        task.Value = 100;
    }

    private static void Print(ImportReport report, TimeSpan took)
    {
        foreach (var error in report.Errors.Take(20))
        {
            Console.WriteLine($"  line {error.Line}: {error.Reason}");
        }

        Console.WriteLine($"{report.Accepted} rows in, {report.Skipped} done before, {report.ErrorCount} bad, in {took.TotalSeconds:0.0} s");
    }

    private static async Task PrintLiftAsync(LocalHost host, ImportMapping mapping, ImportReport report, CancellationToken ct)
    {
        if (mapping.Outcome is null || report.Outcomes.Count == 0)
        {
            return;
        }

        var scored = new List<(decimal Score, bool Success)>();
        foreach (var (leadId, success) in report.Outcomes)
        {
            if (await host.App.Engine.Store.FindLeadAsync(leadId, ct) is { } lead)
            {
                scored.Add((lead.Score.Total.ToDecimal(), success));
            }
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("tenth", "leads", "score", $"{mapping.Outcome.Column} = {mapping.Outcome.Is}", "lift");
        foreach (var tenth in Lift.ByDecile(scored))
        {
            table.AddRow($"{tenth.Number}", $"{tenth.Leads}", $"{tenth.From:0.#} - {tenth.To:0.#}", $"{tenth.Rate:P1}", $"{tenth.Lift:0.00}");
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"AUC {Lift.Auc(scored):0.000} over {scored.Count} leads, {scored.Count(one => one.Success)} with the outcome");
    }
}
