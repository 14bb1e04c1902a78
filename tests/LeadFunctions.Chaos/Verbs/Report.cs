using System.Text.Json;
using LeadFunctions.Chaos.Checking;
using LeadFunctions.Chaos.Hosts;

namespace LeadFunctions.Chaos.Verbs;

/// <summary>How a verb ends: the table, the test of the tester, one line of JSON, the exit code. A bad run's data stays for reading.</summary>
public static class Report
{
    /// <param name="failures">What went wrong beside the verdict.</param>
    /// <param name="figures">The verb's own, for the last line.</param>
    /// <returns>0 when all is well, else 1.</returns>
    public static int Of(RunFolder run, Verdict verdict, IReadOnlyList<string> failures, Dictionary<string, object> figures)
    {
        verdict.Print();
        var missed = verdict.IsGood ? Controls.Missed(verdict.Evidence) : [];
        Console.WriteLine(verdict.IsGood ? $"  {"forgeries noticed",-26}{Controls.Count - missed.Count,8}  of {Controls.Count}" : "  forgeries not tried, the evidence is bad enough");
        var failed = (string[])[.. failures, .. missed.Select(forgery => "the checks did not notice " + forgery)];
        foreach (var failure in failed)
        {
            Console.WriteLine("  FAILED: " + failure);
        }

        var good = verdict.IsGood && failed.Length == 0;
        if (good)
        {
            run.Remove();
        }
        else
        {
            Console.WriteLine($"  data, host output and ledger are kept: {run.Path}");
        }

        figures["acked"] = Verdict.AckedForms(verdict.Evidence.Sent);
        figures["lost"] = verdict.Count(Harm.Lost);
        figures["doubled"] = verdict.Count(Harm.Doubled);
        figures["stuck"] = verdict.Count(Harm.Stuck);
        figures["wrong"] = verdict.Count(Harm.Wrong) + failed.Length;
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return good ? 0 : 1;
    }
}
