using System.CommandLine;
using System.Globalization;
using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Import;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Ports;
using Spectre.Console;

namespace LeadFunctions.Embedded.Verbs;

/// <summary>
/// <c>suggest</c>: points from the history in the data folder, or from a file with outcomes (<c>--csv FILE --map MAPPING.yaml</c>), as a draft to edit.
/// Prints how well the present points, the suggested ones and a plain regression tell successes apart, over leads they did not learn from.
/// </summary>
public static class Suggest
{
    private static readonly Option<string?> Csv = new("--csv") { Description = "Learn from this file instead of the data folder" };
    private static readonly Option<string?> Map = new("--map") { Description = "How its columns become leads; must name an outcome" };
    private static readonly Option<string> Outcome = new("--outcome") { Description = "sql or won", DefaultValueFactory = _ => "sql" };
    private static readonly Option<string?> Out = new("--out") { Description = "Write the draft to this file" };

    public static Command Command()
    {
        var command = new Command("suggest", "Points from history, as a draft") { Csv, Map, Outcome, Out, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken ct)
    {
        var (text, playbook) = PlaybookFile.Load(line.GetValue(RunOptions.PlaybookOption)!);
        var histories = line.GetValue(Csv) is { } csv ? FromFile(csv, line.GetValue(Map)) : await FromDataAsync(line, ct);
        if (SuggestPoints.From(text, playbook, histories, line.GetValue(Outcome)!) is not { } suggestion)
        {
            Console.WriteLine($"{histories.Count} leads: too few came to '{line.GetValue(Outcome)}' to learn from (20 that did and 20 that did not)");
            return 1;
        }

        Print(suggestion);
        if (line.GetValue(Out) is { } file)
        {
            await File.WriteAllTextAsync(file, suggestion.Text, ct);
            Console.WriteLine($"draft written to {file}: read it, change it, `check` and `backtest` it");
        }

        return 0;
    }

    /// <summary>Each row is one lead, and its outcome came a day after.</summary>
    public static IReadOnlyList<LeadHistory> FromFile(string csv, string? map)
    {
        var mapping = map is null ? throw new SetupException("--csv needs --map, for the outcome.") : ImportMapping.FromYaml(File.ReadAllText(map));
        var outcome = mapping.Outcome ?? throw new SetupException($"{map} names no outcome.");
        var (ids, now, histories) = (new NewId(new byte[32]), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new List<LeadHistory>());
        using var rows = CsvRows.Open(csv);
        while (rows.Next() is { } row)
        {
            if (ImportRow.Read(row, mapping, ids, now).Message is { } message)
            {
                var timeline = message.Signals.Select(signal => new Domain.Leads.Activity.SignalReceived(signal.Id, signal.At, signal)).ToList();
                histories.Add(Histories.Of(message.LeadId, message.Email!, timeline) with { SqlAt = ImportRow.Succeeded(row, outcome) ? now.AddDays(1) : null });
            }
        }

        return histories;
    }

    private static async Task<IReadOnlyList<LeadHistory>> FromDataAsync(ParseResult line, CancellationToken ct)
    {
        var options = new RunOptions("http://127.0.0.1:0", Path.GetFullPath(line.GetValue(RunOptions.DataOption)!), line.GetValue(RunOptions.PlaybookOption)!);
        await using var app = await EmbeddedHost.OpenAsync(options with { Quiet = true }, TimeProvider.System, ct: ct);
        return await new Histories(app.Web.Services.GetRequiredService<ILeadStore>()).AllAsync(ct);
    }

    private static void Print(Suggestion suggestion)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("rule", "now", "suggested", "95 %", "leads", "came", "note");
        foreach (var rule in suggestion.Rules)
        {
            table.AddRow(
                Markup.Escape(rule.Rule.Id), $"{rule.Rule.Points}", $"{rule.Suggested}", rule.Low is null ? "" : $"{rule.Low} .. {rule.High}", $"{rule.Leads}", $"{rule.Positives}",
                Markup.Escape(rule.Note ?? ""));
        }

        AnsiConsole.Write(table);
        foreach (var overlap in suggestion.Overlaps)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{overlap.One} and {overlap.Other} come together ({overlap.Both} leads, correlation {overlap.Correlation:0.00}): their points are interchangeable"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{suggestion.Leads} leads, {suggestion.Positives} came to it; AUC over {SuggestPoints.Folds} folds: present points {suggestion.Auc.Current:0.000}, suggested points {suggestion.Auc.Suggested:0.000}, plain regression {suggestion.Auc.Regression:0.000}"));
    }
}
