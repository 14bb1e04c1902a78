using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadFunctions.Chaos.Checking;
using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Mail;
using LeadFunctions.UseCases.Playbooks;
using Activity = LeadFunctions.Domain.Leads.Activity;
using Finding = LeadFunctions.Chaos.Checking.Finding;

namespace LeadFunctions.Chaos.Verbs;

/// <summary>
/// SIGKILL while mails go out to a provider that lies: between claim, call and record, again and again on the same data. At the end no mail was taken on twice,
/// each that was claimed is sent or unknown, and each unknown one is on its timeline (reliability.md I-6).
/// </summary>
public sealed partial class MailLoop(int cycles, int seed)
{
    private const int LeadsPerCycle = 25;
    private readonly Random _random = new(seed);
    private int _leads;

    public async Task<int> RunAsync()
    {
        Console.WriteLine($"kill -9 while mails go out, {cycles} times, seed {seed}");
        var watch = Stopwatch.StartNew();
        var run = new RunFolder("mail");
        var data = run.NextData() with { Playbook = System.IO.Path.Combine(run.Path, "mail.yaml") };
        await File.WriteAllTextAsync(data.Playbook, Unhurried().Replace(ShippedPlaybooks.Text("b2b")!, "").Replace("perMinute: 30", "perMinute: 100000", StringComparison.Ordinal));
        using var provider = new LyingProvider(seed);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            using var host = await HostProcess.StartAsync(data, Environment(provider));
            await SubmitAsync(host);
            await Task.Delay(_random.Next(30, 1200));
            await host.KillAsync();
            Progress.Show("mail", cycle, cycles);
        }

        provider.Honest = true;
        using var last = await HostProcess.StartAsync(data, Environment(provider));
        using var admin = new Admin(last);
        var backlog = await admin.QuietAsync();
        var (effects, told) = (data.Registers("effects"), data.Timeline().OfType<Activity.Mailed>().ToList());
        List<Finding> findings = [.. MailChecks.Of(effects, told, provider.Taken, _leads), .. backlog.Open + backlog.Dead == 0 ? [] : new[] { new Finding(Harm.Stuck, backlog.ToString()) }];
        findings.AddRange(Unnoticed(effects, told, provider));
        await last.StopAsync();
        return Tell(run, findings, provider, told, watch);
    }

    /// <summary>The checks must see forged evidence, or they see nothing.</summary>
    private IEnumerable<Finding> Unnoticed(IReadOnlyDictionary<string, string> effects, List<Activity.Mailed> told, LyingProvider provider)
    {
        var sent = effects.First(effect => effect.Key.StartsWith("mail:", StringComparison.Ordinal) && effect.Value == "\"sent\"");
        var twice = provider.Taken.ToDictionary(one => one.Key, one => one.Value + 1);
        var claimed = new Dictionary<string, string>(effects) { [sent.Key] = "\"claimed\"" };
        List<Activity.Mailed> silent = [.. told.Where(one => one.Id != sent.Key)];
        (string What, bool Seen)[] forged =
        [
            ("a mail taken on twice", MailChecks.Of(effects, told, twice, _leads).Any(finding => finding.Harm == Harm.Doubled)),
            ("a claim left open", MailChecks.Of(claimed, told, provider.Taken, _leads).Any(finding => finding.Harm == Harm.Stuck)),
            ("a mail no timeline knows", MailChecks.Of(effects, silent, provider.Taken, _leads).Any(finding => finding.Harm == Harm.Wrong)),
            ("a mail nobody took on", MailChecks.Of(effects, told, new Dictionary<string, int>(), _leads).Any(finding => finding.Harm == Harm.Lost)),
        ];
        return forged.Where(one => !one.Seen).Select(one => new Finding(Harm.Wrong, "the checks did not notice " + one.What));
    }

    private static int Tell(RunFolder run, List<Finding> findings, LyingProvider provider, List<Activity.Mailed> told, Stopwatch watch)
    {
        Console.WriteLine("  the provider " + string.Join(", ", provider.Moods.OrderBy(mood => mood.Key, StringComparer.Ordinal).Select(mood => $"{mood.Key} {mood.Value} times")));
        foreach (var finding in findings.Take(20))
        {
            Console.WriteLine($"  {finding.Harm}: {finding.What}");
        }

        if (findings.Count == 0)
        {
            run.Remove();
        }
        else
        {
            Console.WriteLine("  data and host output are kept: " + run.Path);
        }

        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, int>
        {
            ["mails"] = told.Count,
            ["sent"] = told.Count(one => one.Outcome == "sent"),
            ["unknown"] = told.Count(one => one.Outcome == "unknown"),
            ["doubled"] = findings.Count(finding => finding.Harm == Harm.Doubled),
            ["lost"] = findings.Count(finding => finding.Harm == Harm.Lost),
            ["stuck"] = findings.Count(finding => finding.Harm == Harm.Stuck),
            ["wrong"] = findings.Count(finding => finding.Harm == Harm.Wrong),
            ["seconds"] = (int)watch.Elapsed.TotalSeconds,
        }));
        return findings.Count == 0 ? 0 : 1;
    }

    /// <summary>People who say yes to mail, so that each gets one at once. A 2xx is a promise; a host that is dying makes none.</summary>
    private async Task SubmitAsync(HostProcess host)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        for (var number = 0; number < LeadsPerCycle; number++)
        {
            using var answer = await http.PostAsJsonAsync("api/forms/newsletter", new { email = $"m{seed}-{_leads}@mail-{_leads}.example", name = "Kim Known", consent = "yes" });
            _leads += answer.IsSuccessStatusCode ? 1 : 0;
        }
    }

    private static Dictionary<string, string> Environment(LyingProvider provider) => new()
    {
        ["LEADFUNCTIONS_Email__Provider"] = "postmark",
        ["LEADFUNCTIONS_Email__From"] = "hello@example.com",
        ["LEADFUNCTIONS_Email__Postmark__Token"] = "token",
        ["LEADFUNCTIONS_Email__Postmark__Url"] = provider.Url,
        ["LEADFUNCTIONS_Outbound__AllowPrivate"] = "true",
    };

    /// <summary>No hours and no caps: mails go at once.</summary>
    [GeneratedRegex("^  (hours|caps): .*\n", RegexOptions.Multiline)]
    private static partial Regex Unhurried();
}
