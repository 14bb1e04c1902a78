using System.CommandLine;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Verbs;

/// <summary>
/// <c>publish FILE --reason WHY</c>: a text comes into force, for whoever opens the data folder next. <c>--rollback VERSION</c> brings an older one back.
/// Code 1 when it does not.
/// </summary>
public static class Publish
{
    private static readonly Option<string> Reason = new("--reason") { Description = "Why, for the history", Required = true };
    private static readonly Option<string?> Override = new("--override") { Description = "Why although the backtest says no, or without one" };
    private static readonly Option<string?> Rollback = new("--rollback") { Description = "Bring this version back, instead of a file" };
    private static readonly Option<string> Author = new("--author") { Description = "Who", DefaultValueFactory = _ => Environment.UserName };
    private static readonly Option<bool> Shadow = new("--shadow") { Description = "Score beside the version in force, decide nothing" };

    public static Command Command()
    {
        var file = new Argument<string?>("FILE") { Description = "The playbook", DefaultValueFactory = _ => null };
        var command = new Command("publish", "Bring a playbook into force") { file, Reason, Author, Override, Shadow, Rollback, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction((line, ct) => RunAsync(line.GetValue(file), line, ct));
        return command;
    }

    private static async Task<int> RunAsync(string? file, ParseResult line, CancellationToken ct)
    {
        var options = new RunOptions("http://127.0.0.1:0", Path.GetFullPath(line.GetValue(RunOptions.DataOption)!), line.GetValue(RunOptions.PlaybookOption)!);
        await using var app = await EmbeddedHost.OpenAsync(options with { Quiet = true }, TimeProvider.System, ct: ct);
        var store = app.Web.Services.GetRequiredService<ILeadStore>();
        var request = await RequestAsync(file, line, store, ct);
        var publish = new PublishPlaybook(store, app.Shelf, TimeProvider.System, playbook => Channels.WhyNot(playbook, app.Web.Services));
        return Print(await publish.RunAsync(request, ct));
    }

    private static async Task<PublishRequest> RequestAsync(string? file, ParseResult line, ILeadStore store, CancellationToken ct)
    {
        var (author, reason) = (line.GetValue(Author)!, line.GetValue(Reason)!);
        if (line.GetValue(Rollback) is { } version)
        {
            var old = await new PlaybookVersions(store).FindAsync(version, ct) ?? throw new SetupException($"There never was a version {version}; `versions` lists those there were.");
            return new PublishRequest(old.Text, version, author, reason) { Rollback = true };
        }

        var (text, name) = PlaybookFile.Find(file ?? throw new SetupException("Give a file, or --rollback VERSION."));
        return new PublishRequest(text, Path.GetFileName(name), author, reason) { Override = line.GetValue(Override), Shadow = line.GetValue(Shadow) };
    }

    private static int Print(PublishResult result)
    {
        var (text, code) = result switch
        {
            PublishResult.Published done => ($"{done.Before} -> {done.Text.Version}, in force since {done.Text.From:u}" + string.Concat(done.Changes.Select(change => $"{Environment.NewLine}  {change.Words}")) + Affected(done.Tested), 0),
            PublishResult.Shadowed shadow => ($"{shadow.Text.Version} scores in the shadow", 0),
            PublishResult.Unchanged same => ($"{same.Version} is in force already", 0),
            PublishResult.Unreadable bad => (string.Join(Environment.NewLine, bad.Report.Findings), 1),
            PublishResult.Refused bad => (string.Join(Environment.NewLine, bad.Report.Findings.Where(finding => finding.IsError)), 1),
            PublishResult.Stale stale => ($"somebody published {stale.Current} meanwhile", 1),
            PublishResult.NotHere not => (not.Why, 1),
            PublishResult.NotBacktested => ("it changes who becomes an MQL: run `backtest` first, or say --override WHY", 1),
            PublishResult.OverCapacity over => (over.Why + "; change it, or say --override WHY", 1),
            _ => throw new InvalidOperationException("a result nobody knows"),
        };
        Console.WriteLine(text);
        return code;
    }

    private static string Affected(Backtested? tested) => tested is null ? ""
        : $"{Environment.NewLine}by the backtest {tested.Up} leads rise to MQL by this and {tested.Down} fall below, each at its next touch or due time";
}
