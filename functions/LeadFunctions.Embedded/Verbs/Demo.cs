using System.CommandLine;
using LeadFunctions.Embedded.Demo;
using LeadFunctions.Embedded.Hosting;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>demo</c>: the host with a sample website and simulated visitors, so that a newcomer sees leads scored and routed within a minute.</summary>
public static class Demo
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "The data folder", DefaultValueFactory = _ => "./data/demo" };
        var visitors = new Option<int>("--visitors") { Description = "How many people come by; 0 for only you", DefaultValueFactory = _ => 40 };
        var command = new Command("demo", "A sample site, simulated visitors, and what becomes of them") { RunOptions.UrlsOption, data, RunOptions.PlaybookOption, visitors };
        command.SetAction((line, ct) => RunAsync(
            new RunOptions(line.GetValue(RunOptions.UrlsOption)!, Path.GetFullPath(line.GetValue(data)!), line.GetValue(RunOptions.PlaybookOption)!), line.GetValue(visitors), ct));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, int visitors, CancellationToken ct)
    {
        await using var app = await EmbeddedHost.OpenAsync(options with { OwnTraffic = true }, TimeProvider.System, ct: ct);
        SampleSite.Map(app.Web);
        Greeting.PrintKeys(app, options);
        await app.Web.StartAsync(ct);
        Greeting.PrintReady(options, app);
        Console.WriteLine($"The sample site is at {options.Urls}/site/ : open it, look around, ask for a demo.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, app.Web.Lifetime.ApplicationStopping);
        var feed = new Feed(app.Engine.Store, app.Playbook);
        var shown = feed.RunAsync(stop.Token);
        await new Simulation(options.Urls, TimeProvider.System).RunAsync(visitors, stop.Token);
        await app.Web.WaitForShutdownAsync(ct);
        await shown;
        return app.ExitCode;
    }
}
