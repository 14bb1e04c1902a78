using LeadFunctions.Domain;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Bench.Score;

/// <summary>
/// <c>score [leads] [events] [rounds]</c>: the shipped b2b model over many leads on one core, and a 40-rule additive score beside other rule engines.
/// Goals: at least 10 M events/s, 0 bytes per event, 100 times zen-engine and json-rules-engine.
/// </summary>
internal static class ScoreBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        int Argument(int index, int otherwise) => args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
        var (leads, events, rounds) = (Argument(0, 100_000), Argument(1, 1_000_000), Argument(2, 7));
        var figures = B2b(leads, events, rounds);
        return await AdditiveBench.RunAsync(leads, rounds, figures) ? Finish(figures) : 1;
    }

    private static Dictionary<string, double> B2b(int leads, int events, int rounds)
    {
        var model = ScoringModel.Compile(B2bLeads.Playbook());
        var inputs = B2bLeads.Make(leads, events);
        var prepared = inputs.Select(model.Prepare).ToArray();
        Func<PreparedLead, long> score = lead => model.Score(lead, B2bLeads.Now).Total.Milli;
        var scored = Measured.Of(rounds, () => Measured.Sum(prepared, score));
        var replayed = Measured.Of(rounds, () => Measured.Sum(inputs, lead => model.Score(lead, B2bLeads.Now).Total.Milli));
        Points[] watch = [.. new long[] { 16, 36, 56, 76 }.Select(Points.Whole)];
        var next = Measured.Of(Math.Min(rounds, 3), () => Measured.Sum(inputs, lead => model.NextChange(lead, B2bLeads.Now, watch)?.ToUnixTimeSeconds() ?? 0));
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

    private static int Finish(Dictionary<string, double> figures)
    {
        Figures.Last(figures);
        return 0;
    }
}
