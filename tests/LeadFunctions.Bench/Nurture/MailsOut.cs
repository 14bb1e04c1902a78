using System.Diagnostics;
using System.Text.RegularExpressions;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Bench.Nurture;

/// <summary>Mails of runs that are due, through the real host with the file provider: step, claim, two files, record; until every queue is empty.</summary>
internal static partial class MailsOut
{
    private const int AtOnce = 500;

    public static async Task<IReadOnlyList<double>> MeasureAsync(string folder, int count, int rounds)
    {
        Directory.CreateDirectory(folder);
        var playbook = Path.Combine(folder, "bench.yaml");
        await File.WriteAllTextAsync(playbook, Unhurried().Replace(ShippedPlaybooks.Text("b2b")!, "").Replace("perMinute: 30", "perMinute: 100000", StringComparison.Ordinal));
        await using var host = await LocalHost.StartAsync(new RunOptions("http://127.0.0.1:0", Path.Combine(folder, "data"), playbook), CancellationToken.None);
        var rates = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            var rate = await RoundAsync(host, Path.Combine(folder, "data"), round, count);
            rates.AddRange(round == 0 ? [] : [rate]);
        }

        return rates;
    }

    private static async Task<double> RoundAsync(LocalHost host, string data, int round, int count)
    {
        var (engine, ids, now) = (host.App.Engine, host.App.Ids, TimeProvider.System.GetUtcNow());
        var version = host.App.Shelf.Current.Version;
        var emails = Enumerable.Range(0, count).Select(index => $"r{round}-{Runs.EmailOf(index)}").ToList();
        foreach (var some in emails.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(email => engine.Store.CommitAsync(new Commit { Lead = Runs.Of(ids.LeadIdOf(email), email, now, now, version) with { DueAt = null } }, default)));
        }

        var before = Written(data);
        var started = Stopwatch.GetTimestamp();
        foreach (var some in emails.Chunk(AtOnce))
        {
            await engine.Queue.EnqueueAsync([.. some.Select(email => new Outgoing(new Message.NurtureDue(ids.LeadIdOf(email), [])))], default);
        }

        await host.DrainAsync(null, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return Written(data) - before == count ? count / took : throw new InvalidOperationException($"{Written(data) - before} mails were written, not {count}.");
    }

    private static int Written(string data) => Directory.Exists(Path.Combine(data, "outbox", "mail")) ? Directory.EnumerateFiles(Path.Combine(data, "outbox", "mail"), "*.eml", SearchOption.AllDirectories).Count() : 0;

    /// <summary>No hours and no caps: they are not what is measured.</summary>
    [GeneratedRegex("^  (hours|caps): .*\n", RegexOptions.Multiline)]
    private static partial Regex Unhurried();
}
