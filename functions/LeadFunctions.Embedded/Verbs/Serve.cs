using System.CommandLine;
using LeadFunctions.Embedded.Hosting;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>serve</c>, and what happens without a verb: listen and run the chain until stopped.</summary>
public static class Serve
{
    public static Command Command()
    {
        var command = new Command("serve", "Take forms and page views, score, route, notify (the default)")
        {
            RunOptions.UrlsOption, RunOptions.DataOption, RunOptions.PlaybookOption,
        };
        command.SetAction((line, ct) => RunAsync(RunOptions.From(line), ct));
        return command;
    }

    /// <summary>Makes the root command serve.</summary>
    public static void AsDefault(RootCommand root)
    {
        root.Add(RunOptions.UrlsOption);
        root.Add(RunOptions.DataOption);
        root.Add(RunOptions.PlaybookOption);
        root.SetAction((line, ct) => RunAsync(RunOptions.From(line), ct));
    }

    private static async Task<int> RunAsync(RunOptions options, CancellationToken ct)
    {
        await using var app = await EmbeddedHost.OpenAsync(options, TimeProvider.System, ct: ct);
        Greeting.PrintKeys(app, options);
        await app.Web.StartAsync(ct);
        Greeting.PrintReady(options, app);
        await app.Web.WaitForShutdownAsync(ct);
        return app.ExitCode;
    }
}
