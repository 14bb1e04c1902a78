using System.CommandLine;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases.Metrics;
using LeadFunctions.UseCases.Reports;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>report</c>: the strategy with the current figures beside their targets.</summary>
public static class Report
{
    private static readonly Option<string> Format = new("--format") { Description = "text or markdown", DefaultValueFactory = _ => "text" };
    private static readonly Option<int> Days = new("--days") { Description = "Of leads that came in so many days", DefaultValueFactory = _ => 90 };

    public static Command Command()
    {
        Format.AcceptOnlyFromAmong("text", "markdown");
        var command = new Command("report", "The lead management strategy with the current figures") { Format, Days, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken ct)
    {
        var options = new RunOptions("http://127.0.0.1:0", Path.GetFullPath(line.GetValue(RunOptions.DataOption)!), line.GetValue(RunOptions.PlaybookOption)!) { Quiet = true };
        await using var app = await EmbeddedHost.OpenAsync(options, TimeProvider.System, ct: ct);
        var now = TimeProvider.System.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var days = Math.Clamp(line.GetValue(Days), 1, ReadMetrics.MostDays);
        var figures = await new ReadMetrics(app.Engine.Store).OfEverybodyAsync(new MetricsQuery(today.AddDays(1 - days), today), app.Playbook, now, ct);
        var report = StrategyReport.Of(app.Playbook, figures);
        Console.Write(line.GetValue(Format) == "markdown" ? ReportMarkdown.Of(report) : ReportText.Of(report));
        return 0;
    }
}
