using System.CommandLine;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>versions</c>: what was in force since when, by whom, why. <c>versions VERSION</c>: what differs from it to the one in force.</summary>
public static class Versions
{
    public static Command Command()
    {
        var version = new Argument<string?>("VERSION") { Description = "Compare this one with the version in force", DefaultValueFactory = _ => null };
        var command = new Command("versions", "Every playbook that was in force") { version, RunOptions.DataOption, RunOptions.PlaybookOption };
        command.SetAction((line, ct) => RunAsync(line.GetValue(version), line, ct));
        return command;
    }

    private static async Task<int> RunAsync(string? version, ParseResult line, CancellationToken ct)
    {
        var options = new RunOptions("http://127.0.0.1:0", Path.GetFullPath(line.GetValue(RunOptions.DataOption)!), line.GetValue(RunOptions.PlaybookOption)!);
        await using var app = await EmbeddedHost.OpenAsync(options with { Quiet = true }, TimeProvider.System, ct: ct);
        var all = await new PlaybookVersions(app.Web.Services.GetRequiredService<ILeadStore>()).ListAsync(ct);
        Console.WriteLine(string.Join(Environment.NewLine, version is null ? all.Reverse().Select((text, i) => Line(text, i == 0)) : Differences(all, version)));
        return 0;
    }

    private static string Line(PublishedText text, bool current) =>
        $"{text.Version} since {text.From:u} by {text.Author}: {text.Reason}{(text.Override is { } why ? $" (although: {why})" : "")}{(current ? ", in force" : "")}";

    private static IEnumerable<string> Differences(IReadOnlyList<PublishedText> all, string version)
    {
        var old = all.LastOrDefault(text => text.Version == version) ?? throw new SetupException($"There never was a version {version}; `versions` lists those there were.");
        return PlaybookDiff.Of(old.Text, all[^1].Text).Select(change => change.Words).DefaultIfEmpty($"{version} is as the version in force.");
    }
}
