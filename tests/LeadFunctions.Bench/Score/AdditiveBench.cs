using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Bench.Score;

/// <summary>The 40-rule additive score here and in the other engines, on the same leads; all must come to the same checksum.</summary>
internal static class AdditiveBench
{
    private const int ZenLeads = 20_000;
    private const int JsonRulesLeads = 10_000;
    private const int PeerRounds = 3;

    /// <returns>False when an engine got other scores than ours.</returns>
    public static async Task<bool> RunAsync(int count, int rounds, Dictionary<string, double> figures)
    {
        if (Peers.Folder() is not { } folder)
        {
            Console.WriteLine("40-rule score skipped: not run from the source tree, so peers/rules.json is not there");
            return true;
        }

        var model = AdditiveScore.Model(await File.ReadAllTextAsync(Path.Combine(folder, "rules.json")));
        var leads = AdditiveScore.Leads(count);
        var scores = Ours(model, leads, rounds, figures);
        var (results, skipped) = await Peers.RunAsync(
            folder, leads.Select(AdditiveScore.Json), Math.Min(ZenLeads, count), Math.Min(JsonRulesLeads, count), PeerRounds);
        if (skipped is not null)
        {
            Console.WriteLine("other engines skipped: " + skipped);
        }

        figures["ratioToZen"] = Ratio(results, "zen", figures["leadsPerSecond"]);
        figures["ratioToJsonRulesEngine"] = Ratio(results, "json-rules-engine", figures["leadsPerSecond"]);
        var agreed = results.Select(result => Agrees(result, scores)).ToArray();
        return agreed.All(one => one);
    }

    /// <returns>The points of each lead.</returns>
    private static long[] Ours(ScoringModel model, Dictionary<string, object>[] leads, int rounds, Dictionary<string, double> figures)
    {
        ScoringInput[] inputs = [.. leads.Select(lead => new ScoringInput(AdditiveScore.Facts(lead), [], [], default))];
        var byName = Measured.Of(rounds, () => Measured.Sum(inputs, lead => model.Score(lead, B2bLeads.Now).Total.Milli));
        var columns = new AdditiveColumns(model);
        var typed = leads.Select(TypedLead.Of).ToArray();
        var byColumn = Measured.Of(rounds, () => Measured.Sum(typed, columns.Score));
        if (byColumn.Checksum != byName.Checksum)
        {
            throw new InvalidOperationException($"scores by column and by name differ: {byColumn.Checksum} and {byName.Checksum}");
        }

        Console.WriteLine($"40-rule additive score, {leads.Length:N0} leads here; the slower engines get the first so many and are compared per lead");
        Figures.Row("LeadFunctions, from an object with properties", byColumn.Rates(leads.Length), "leads/s");
        Figures.Row("LeadFunctions, from texts by name", byName.Rates(leads.Length), "leads/s");
        figures["leadsPerSecond"] = Figures.Median(byColumn.Rates(leads.Length));
        figures["leadsPerSecondByName"] = Figures.Median(byName.Rates(leads.Length));
        return [.. typed.Select(lead => columns.Score(lead) / 1000)];
    }

    /// <summary>Against the engine's best mode; 0 when it did not run.</summary>
    private static double Ratio(IEnumerable<PeerResult> results, string engine, double ours)
    {
        var best = results.Where(result => result.Engine == engine).Select(result => Figures.Median(result.Rates)).DefaultIfEmpty(0).Max();
        return best == 0 ? 0 : ours / best;
    }

    private static bool Agrees(PeerResult result, long[] scores)
    {
        var expected = scores.Take(result.Leads).Select((score, i) => score * ((i % 97) + 1)).Sum();
        Figures.Row($"{result.Engine}, {result.Mode} ({result.Leads:N0})", result.Rates, "leads/s");
        Console.WriteLine($"  checksum {result.Checksum} {(result.Checksum == expected ? "agrees" : $"DIFFERS from {expected}")}");
        return result.Checksum == expected;
    }
}
