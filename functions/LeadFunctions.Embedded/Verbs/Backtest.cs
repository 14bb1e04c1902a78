using System.CommandLine;
using System.Globalization;
using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Ports;
using Spectre.Console;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>backtest DRAFT</c>: what a draft would have done to everything that was recorded. Code 1 when it should not be published.</summary>
public static class Backtest
{
    private static readonly Option<int> Days = new("--days") { Description = "How far back MQLs are counted", DefaultValueFactory = _ => 90 };

    public static Command Command()
    {
        var draft = new Argument<string>("DRAFT") { Description = "b2b, handbook, blank, or a file" };
        var command = new Command("backtest", "What a draft would have done") { draft, Days, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction((line, ct) => RunAsync(line.GetValue(draft)!, line, ct));
        return command;
    }

    private static async Task<int> RunAsync(string draft, ParseResult line, CancellationToken ct)
    {
        var (text, fileName) = PlaybookFile.Find(draft);
        var report = CheckPlaybook.Text(text, Path.GetFileName(fileName));
        if (report.Playbook is not { } playbook)
        {
            Console.WriteLine(string.Join(Environment.NewLine, report.Findings));
            return 1;
        }

        var options = new RunOptions("http://127.0.0.1:0", Path.GetFullPath(line.GetValue(RunOptions.DataOption)!), line.GetValue(RunOptions.PlaybookOption)!);
        await using var app = await EmbeddedHost.OpenAsync(options with { Quiet = true }, TimeProvider.System, ct: ct);
        var backtest = new BacktestPlaybook(app.Web.Services.GetRequiredService<ILeadStore>(), app.Shelf, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        var result = await AnsiConsole.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask("Reading").IsIndeterminate();
            return await backtest.RunAsync(playbook, TimeProvider.System.GetUtcNow().AddDays(-line.GetValue(Days)), null, read => task.Description = read.Read % 100 == 0 ? Words(read) : task.Description, ct);
        });

        Print(result, TimeProvider.System.GetElapsedTime(started));
        return result.Refused is null ? 0 : 1;
    }

    private static string Words(ReadSoFar read) => read.Of is { } all ? $"{read.Read:N0} of {all:N0} leads" : $"{read.Read:N0} leads";

    private static void Print(BacktestResult result, TimeSpan took)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Scored.Count:N0} leads, {result.Events:N0} events in {took.TotalSeconds:0.0} s; {result.Current} -> {result.Draft}"));
        var weeks = new Table().Border(TableBorder.Simple).AddColumns("week", "MQLs now", "MQLs by the draft");
        foreach (var week in result.Weeks)
        {
            weeks.AddRow($"{week.Week:yyyy-MM-dd}", $"{week.Current}", $"{week.Draft}");
        }

        AnsiConsole.Write(weeks);
        var flips = result.Flips;
        Console.WriteLine($"gained {flips.Gained}, lost {flips.Lost}, earlier {flips.Earlier}, later {flips.Later}, same {flips.Same}; today {flips.Up} would rise and {flips.Down} fall");
        foreach (var flip in flips.Items.Take(10))
        {
            Console.WriteLine($"  {flip.LeadId} {flip.Kind}: {flip.CurrentScore} -> {flip.DraftScore}, {flip.Why}");
        }

        foreach (var (outcome, positives, current, draft) in Quality.Of(result))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{outcome} ({positives}): AUC {current.Auc:0.000} -> {draft.Auc:0.000}, precision {current.Precision:P1} -> {draft.Precision:P1}, recall {current.Recall:P1} -> {draft.Recall:P1}"));
        }

        foreach (var pool in result.Pools.Where(pool => pool.Weeks.Count > 0))
        {
            Console.WriteLine($"{pool.Name}: at most {pool.CurrentPeak} -> {pool.DraftPeak} a week, takes {(pool.Capacity is { } most ? most.ToString(CultureInfo.InvariantCulture) : "any number")}");
        }

        foreach (var load in result.Sla.Where(load => load.DraftPeak + load.CurrentPeak > 0))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.Name}: {load.CurrentPerWeek:0.0} -> {load.DraftPerWeek:0.0} a week, {load.OutsideHours} begin outside its hours"));
        }

        Console.WriteLine(result.Refused is { } why ? "not to be published: " + why : "nothing speaks against publishing it");
    }
}
