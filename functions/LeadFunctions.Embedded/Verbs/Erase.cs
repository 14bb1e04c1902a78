using System.CommandLine;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>erase LEAD</c>: everything of a lead goes, from the store, its log, and the folders beside it.</summary>
public static class Erase
{
    public static Command Command()
    {
        var lead = new Argument<string>("LEAD") { Description = "A lead's id or email" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be erased" };
        var command = new Command("erase", "Erase a person, everywhere") { lead, dryRun, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction((line, ct) => RunAsync(line.GetValue(lead)!, line.GetValue(dryRun), RunOptions.Local(line), ct));
        return command;
    }

    private static async Task<int> RunAsync(string lead, bool dryRun, RunOptions options, CancellationToken ct)
    {
        await using var host = await LocalHost.StartAsync(options, ct);
        await host.DrainAsync(null, ct);
        var id = EmailAddress.Normalise(lead) is { } email ? host.App.Ids.LeadIdOf(email) : lead;
        var (report, no) = await host.App.Web.Services.GetRequiredService<EraseLead>().RunAsync(new ActionRequest(id, "erase"), dryRun, ct);
        if (report is null)
        {
            Console.Error.WriteLine(no is ActionResult.Refused refused ? refused.Reason : "No such lead.");
            return 1;
        }

        await host.DrainAsync(null, ct);
        Console.WriteLine($"{(dryRun ? "would erase" : "erased")} {id}: {report.Activities} timeline entries, {report.Visitors} browsers, {report.Messages} messages, {report.Registers} notes, {report.Files} files, {report.Mentions} mentions elsewhere");
        return 0;
    }
}
