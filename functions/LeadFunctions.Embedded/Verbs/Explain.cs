using System.CommandLine;
using System.Globalization;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases;
using Spectre.Console;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>explain LEAD</c>: every line behind a lead's score, now or at any other instant.</summary>
public static class Explain
{
    public static Command Command()
    {
        var lead = new Argument<string>("LEAD") { Description = "A lead's id or email" };
        var at = new Option<string?>("--at") { Description = "An instant, past or future (ISO 8601); default now" };
        var command = new Command("explain", "The lines behind a lead's score") { lead, at, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction((line, ct) => RunAsync(line.GetValue(lead)!, line.GetValue(at), line, ct));
        return command;
    }

    private static async Task<int> RunAsync(string lead, string? at, ParseResult line, CancellationToken ct)
    {
        var options = new RunOptions("http://127.0.0.1:0", Path.GetFullPath(line.GetValue(RunOptions.DataOption)!), line.GetValue(RunOptions.PlaybookOption)!);
        var instant = At(at);
        await using var app = await EmbeddedHost.OpenAsync(options with { Quiet = true }, TimeProvider.System, ct: ct);
        var id = EmailAddress.Normalise(lead) is { } email ? app.Web.Services.GetRequiredService<NewId>().LeadIdOf(email) : lead;
        if (await app.Web.Services.GetRequiredService<ExplainScore>().RunAsync(id, instant, ct) is not { } card)
        {
            Console.Error.WriteLine("No such lead.");
            return 1;
        }

        Print(card);
        return 0;
    }

    private static DateTimeOffset At(string? text)
    {
        if (text is null)
        {
            return TimeProvider.System.GetUtcNow();
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw new SetupException($"'{text}' is not an instant: write 2026-12-24T12:00:00Z.");
    }

    private static void Print(ScoreCard card)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("points", "rule", "why").AddColumn("when");
        table.Columns[0].RightAligned();
        foreach (var line in card.Lines)
        {
            table.AddRow(
                Markup.Escape(line.Points.ToString()), Markup.Escape(line.Rule), Markup.Escape(line.Why),
                line.EventAt?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "");
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"total {card.Total} = fit {card.Fit} + engagement {card.Engagement} (and the lines above), grade {card.Grade}, band {card.Band}, at {card.At:u}, playbook {card.PlaybookVersion}");
    }
}
