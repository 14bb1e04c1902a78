namespace LeadFunctions.UseCases.Import;

/// <summary>Does a higher score mean a likelier success? Tenths of the leads by score, best first, with their success rates against the overall one.</summary>
public static class Lift
{
    /// <param name="scored">Score and whether it came to something; ties are kept in the order given.</param>
    public static IReadOnlyList<Decile> ByDecile(IReadOnlyList<(decimal Score, bool Success)> scored)
    {
        var overall = scored.Count == 0 ? 0 : scored.Count(one => one.Success) / (double)scored.Count;
        var ranked = scored.OrderByDescending(one => one.Score).ToList();
        return [.. Enumerable.Range(0, 10).Select(tenth =>
        {
            var part = ranked[(ranked.Count * tenth / 10)..(ranked.Count * (tenth + 1) / 10)];
            var rate = part.Count == 0 ? 0 : part.Count(one => one.Success) / (double)part.Count;
            return new Decile(tenth + 1, part.Count, part.Count == 0 ? 0 : part[^1].Score, part.Count == 0 ? 0 : part[0].Score, rate, overall == 0 ? 0 : rate / overall);
        })];
    }

    /// <summary>Chance that a random success scores above a random failure, ties half (Mann-Whitney): 0.5 says nothing, 1 says everything.</summary>
    public static double Auc(IReadOnlyList<(decimal Score, bool Success)> scored)
    {
        var successes = scored.Count(one => one.Success);
        var failures = scored.Count - successes;
        if (successes == 0 || failures == 0)
        {
            return 0.5;
        }

        double rankSum = 0;
        var below = 0;
        foreach (var tie in scored.GroupBy(one => one.Score).OrderBy(tie => tie.Key))
        {
            var size = tie.Count();
            rankSum += tie.Count(one => one.Success) * (below + ((size + 1) / 2.0));
            below += size;
        }

        return (rankSum - (successes * (successes + 1) / 2.0)) / ((double)successes * failures);
    }
}

/// <param name="Rate">Successes / leads in this tenth.</param>
/// <param name="Lift">Rate over the overall rate; above 1 in the first tenths and below 1 in the last is what a score is for.</param>
public sealed record Decile(int Number, int Leads, decimal From, decimal To, double Rate, double Lift);
