using System.CommandLine;
using System.Diagnostics;
using LeadFunctions.Embedded.Demo;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases.Ports;
using Spectre.Console;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>demo</c>: a company with ninety days behind it, a sample website, and visitors who keep coming; everything there is to see has something true to show.</summary>
public static class Demo
{
    private static readonly Option<string> Data = new("--data") { Description = "The data folder", DefaultValueFactory = _ => "./data/demo" };
    private static readonly Option<int> Days = new("--days") { Description = "Days of history to play first, once; 0 for none", DefaultValueFactory = _ => 90 };
    private static readonly Option<int> Visitors = new("--visitors") { Description = "How many people come by then; 0 for only you", DefaultValueFactory = _ => 40 };
    private static readonly Option<double> Speed = new("--speed") { Description = "How fast time passes then: 60 makes a minute a second", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Another number, another history", DefaultValueFactory = _ => 1 };

    private const int WideEnough = 160;

    public static Command Command()
    {
        var command = new Command("demo", "A company with a history, a sample site, and what becomes of its visitors") { RunOptions.UrlsOption, RunOptions.PlaybookOption, Data, Days, Visitors, Speed, Seed };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken ct)
    {
        var options = new RunOptions(line.GetValue(RunOptions.UrlsOption)!, Path.GetFullPath(line.GetValue(Data)!), line.GetValue(RunOptions.PlaybookOption)!) { OwnTraffic = true };
        var (seed, now) = (line.GetValue(Seed), TimeProvider.System.GetUtcNow());
        var clock = new DemoClock(now);
        await PlayAsync(options, line.GetValue(Days), seed, ct);
        clock.Run(line.GetValue(Speed));
        clock.JumpTo(TimeProvider.System.GetUtcNow());
        await using var app = await EmbeddedHost.OpenAsync(options, clock, ct: ct);
        SampleSite.Map(app.Web);
        Greeting.PrintKeys(app, options);
        await app.Web.StartAsync(ct);
        Greeting.PrintReady(options, app);
        Console.WriteLine($"The sample site is at {options.Urls}/site/ : open it, look around, ask for a demo.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, app.Web.Lifetime.ApplicationStopping);
        var shown = new Feed(app.Engine.Store, app.Playbook, TimeProvider.System.GetUtcNow()).RunAsync(stop.Token);
        await VisitAsync(options, clock, (line.GetValue(Visitors), seed), stop.Token);
        await app.Web.WaitForShutdownAsync(ct);
        await shown;
        return app.ExitCode;
    }

    /// <summary>Once: a folder that has leads has its history.</summary>
    private static async Task PlayAsync(RunOptions options, int days, int seed, CancellationToken ct)
    {
        var until = TimeProvider.System.GetUtcNow();
        var clock = new DemoClock(until.AddDays(-days));
        if (days <= 0)
        {
            return;
        }

        await using var host = await LocalHost.StartAsync(options with { Silent = true, PublicUrl = Address(options) }, clock, ct);
        if ((await host.App.Engine.Store.ListAsync(new LeadQuery(Limit: 1), ct)).Items.Count > 0)
        {
            Console.WriteLine($"{options.DataFolder} has a history already; delete it for another.");
            return;
        }

        var (started, shown) = (Stopwatch.GetTimestamp(), DateTimeOffset.MinValue);
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, WideEnough);
        AnsiConsole.MarkupLineInterpolated($"Playing {days} days of a company through the real pipeline. Mails are files under [bold]{Path.Combine(options.DataFolder, "outbox", "mail")}[/].");
        using var http = Website.Client(host.Client.BaseAddress!);
        await new History(host, http, clock, (options.DataFolder, seed)).PlayAsync(until, new Now<DateTimeOffset>(at =>
        {
            if (at - shown > TimeSpan.FromDays(7))
            {
                Console.WriteLine($"  {at:yyyy-MM-dd}  ({Stopwatch.GetElapsedTime(started).TotalSeconds:0} s)");
                shown = at;
            }
        }), ct);
        Console.WriteLine($"Played in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s.");
    }

    private static async Task VisitAsync(RunOptions options, TimeProvider clock, (int People, int Seed) visitors, CancellationToken ct)
    {
        using var http = Website.Client(new Uri(Address(options)));
        await new Simulation(new Website(http, new Dictionary<string, string>(), clock), clock, visitors.Seed).RunAsync(visitors.People, ct);
    }

    private static string Address(RunOptions options) =>
        options.Urls.Split(';')[0].Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal);

    /// <summary>Progress told at once, on the caller's thread.</summary>
    private sealed class Now<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
