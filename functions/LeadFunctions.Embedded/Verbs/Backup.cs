using System.CommandLine;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>: one file with everything as it was at one instant, also while the host runs; and back.</summary>
public static class Backup
{
    public static Command BackupCommand()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write the copy; must not exist" };
        var command = new Command("backup", "Copy the store, also while it is served (keys.json and the outbox are files to copy yourself)") { file, RunOptions.DataOption };
        command.SetAction(line => Told(() =>
        {
            var bytes = StoreCopy.Create(Store(line), line.GetValue(file)!);
            Console.WriteLine($"{line.GetValue(file)}: {bytes / 1e6:0.0} MB, checked");
        }));
        return command;
    }

    public static Command RestoreCommand()
    {
        var file = new Argument<string>("FILE") { Description = "A copy made by backup" };
        var replace = new Option<bool>("--replace") { Description = "Replace the store that is there: what came after the copy is lost" };
        var command = new Command("restore", "Put a copy back; who was erased since stays erased") { file, replace, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction(async (line, ct) =>
        {
            var options = RunOptions.Local(line);
            if (File.Exists(Store(line)) && !line.GetValue(replace))
            {
                throw new SetupException($"{options.DataFolder} has a store. Give --replace to lose what came after the copy, or another folder with --data.");
            }

            _ = Told(() => StoreCopy.Restore(line.GetValue(file)!, Store(line)));
            return await EraseAgainAsync(options, ct);
        });
        return command;
    }

    /// <summary>The erasure list beside the store is newer than the copy.</summary>
    private static async Task<int> EraseAgainAsync(RunOptions options, CancellationToken ct)
    {
        await using var host = await LocalHost.StartAsync(options, ct);
        var finish = host.App.Web.Services.GetRequiredService<FinishErasures>();
        Console.WriteLine("restored and checked; " + await finish.RunAsync(TimeProvider.System.GetUtcNow(), ct));
        return 0;
    }

    private static string Store(ParseResult line) => Path.Combine(Path.GetFullPath(line.GetValue(RunOptions.DataOption)!), "leads.db");

    private static int Told(Action act)
    {
        try
        {
            act();
            return 0;
        }
        catch (StorageException wrong)
        {
            throw new SetupException(wrong.Message);
        }
    }
}
