using System.Diagnostics;
using LeadFunctions.Domain;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Bench.Score;

/// <summary>
/// <c>score [leads] [events] [rounds]</c>: the shipped b2b model over many leads on one core, and a 40-rule additive score beside other rule engines.
/// Goals: at least 10 M events/s, 0 bytes per event, 100 times zen-engine and json-rules-engine.
/// </summary>
internal static class ScoreBench
{
    private const int ZenLeads = 20_000;
    private const int JsonRulesLeads = 10_000;

    public static async Task<int> RunAsync(string[] args)
    {
        int Argument(int index, int otherwise) => args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
        var (leads, events, rounds) = (Argument(0, 100_000), Argument(1, 1_000_000), Argument(2, 7));
        var figures = B2b(leads, events, rounds);
        return await AdditiveAsync(leads, rounds, figures) ? Finish(figures) : 1;
    }

    private static Dictionary<string, double> B2b(int leads, int events, int rounds)
    {
        var model = ScoringModel.Compile(B2bLeads.Playbook());
        var inputs = B2bLeads.Make(leads, events);
        var prepared = inputs.Select(model.Prepare).ToArray();
        Func<PreparedLead, long> score = lead => model.Score(lead, B2bLeads.Now).Total.Milli;
        var scored = Measure(rounds, () => Sum(prepared, score));
        var replayed = Measure(rounds, () => Sum(inputs, lead => model.Score(lead, B2bLeads.Now).Total.Milli));
        Points[] watch = [.. new long[] { 16, 36, 56, 76 }.Select(Points.Whole)];
        var next = Measure(Math.Min(rounds, 3), () => Sum(inputs, lead => model.NextChange(lead, B2bLeads.Now, watch)?.ToUnixTimeSeconds() ?? 0));
        if (scored.Checksum != replayed.Checksum)
        {
            throw new InvalidOperationException($"prepared and replayed scores differ: {scored.Checksum} and {replayed.Checksum}");
        }

        Console.WriteLine($"b2b playbook, {leads:N0} leads, {events:N0} events, one core, {rounds} rounds; median [least .. most]");
        Figures.Row("score prepared leads", scored.Rates(events), "events/s");
        Figures.Row("  allocated", [scored.Bytes / (double)events], "bytes/event");
        Figures.Row("score from facts and ledger (order, dedupe, look up)", replayed.Rates(events), "events/s");
        Figures.Row("next change", next.Rates(leads), "leads/s");
        return new()
        {
            ["eventsPerSecond"] = Figures.Median(scored.Rates(events)),
            ["allocatedPerEvent"] = scored.Bytes / (double)events,
            ["replayedEventsPerSecond"] = Figures.Median(replayed.Rates(events)),
            ["nextChangesPerSecond"] = Figures.Median(next.Rates(leads)),
        };
    }

    /// <returns>False when an engine got other scores than ours.</returns>
    private static async Task<bool> AdditiveAsync(int count, int rounds, Dictionary<string, double> figures)
    {
        if (Peers.Folder() is not { } folder)
        {
            Console.WriteLine("40-rule score skipped: not run from the source tree, so peers/rules.json is not there");
            return true;
        }

        var model = AdditiveScore.Model(await File.ReadAllTextAsync(Path.Combine(folder, "rules.json")));
        var leads = AdditiveScore.Leads(count);
        ScoringInput[] inputs = [.. leads.Select(lead => new ScoringInput(AdditiveScore.Facts(lead), [], [], default))];
        var byName = Measure(rounds, () => Sum(inputs, lead => model.Score(lead, B2bLeads.Now).Total.Milli));
        var columns = new AdditiveColumns(model);
        var typed = leads.Select(TypedLead.Of).ToArray();
        var ours = Measure(rounds, () => Sum(typed, columns.Score));
        if (ours.Checksum != byName.Checksum)
        {
            throw new InvalidOperationException($"scores by column and by name differ: {ours.Checksum} and {byName.Checksum}");
        }

        Console.WriteLine($"40-rule additive score, {count:N0} leads here, fewer in the slower engines; leads/s");
        Figures.Row("LeadFunctions, from an object with properties", ours.Rates(count), "leads/s");
        Figures.Row("LeadFunctions, from texts by name in a dictionary", byName.Rates(count), "leads/s");
        figures["leadsPerSecond"] = Figures.Median(ours.Rates(count));
        figures["leadsPerSecondByName"] = Figures.Median(byName.Rates(count));

        var (results, skipped) = await Peers.RunAsync(folder, leads.Select(AdditiveScore.Json), Math.Min(ZenLeads, count), Math.Min(JsonRulesLeads, count), 3);
        if (skipped is not null)
        {
            Console.WriteLine("other engines skipped: " + skipped);
        }

        foreach (var result in results)
        {
            Figures.Row($"{result.Engine}, {result.Mode} ({result.Leads:N0})", result.Rates, "leads/s");
        }

        Ratio("ratioToZen", "zen");
        Ratio("ratioToJsonRulesEngine", "json-rules-engine");
        return results.All(SameScores);

        void Ratio(string figure, string engine)
        {
            var best = results.Where(result => result.Engine == engine).Select(result => Figures.Median(result.Rates)).DefaultIfEmpty(double.NaN).Max();
            figures[figure] = double.IsNaN(best) ? 0 : figures["leadsPerSecond"] / best;
        }

        bool SameScores(PeerResult result)
        {
            var expected = inputs.Take(result.Leads).Select((lead, i) => model.Score(lead, B2bLeads.Now).Total.Milli / 1000 * ((i % 97) + 1)).Sum();
            Console.WriteLine($"checksum of {result.Engine}, {result.Mode}: {result.Checksum} {(result.Checksum == expected ? "agrees" : $"DIFFERS from {expected}")}");
            return result.Checksum == expected;
        }
    }

    private static int Finish(Dictionary<string, double> figures)
    {
        Figures.Last(figures);
        return 0;
    }

    /// <summary>One round to warm up, then the measured ones; bytes are those of the last round.</summary>
    private static Measured Measure(int rounds, Func<long> run)
    {
        var seconds = new List<double>();
        var (checksum, bytes) = (run(), 0L);
        for (var round = 0; round < rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            checksum = run();
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return new(seconds, bytes, checksum);
    }

    private static long Sum<T>(T[] all, Func<T, long> score)
    {
        var sum = 0L;
        foreach (var one in all)
        {
            sum += score(one);
        }

        return sum;
    }

    private sealed record Measured(List<double> Seconds, long Bytes, long Checksum)
    {
        public double[] Rates(double each) => [.. Seconds.Select(second => each / second)];
    }
}
