using System.Globalization;

namespace LeadFunctions.Domain.Metrics;

/// <summary>How much better than all MQLs of a playbook version those of each tenth by score did.</summary>
internal static class Lifts
{
    private sealed record AtScore(int Score, long N, long Sql, long Won);

    public static IReadOnlyList<Lift> Of(Tally leads) =>
        [.. leads.Groups().OrderBy(version => version.Key, StringComparer.Ordinal).Select(version => Of(version.Key, version.Value))];

    private static Lift Of(string version, Tally sums)
    {
        var scores = sums.Groups()
            .Select(score => new AtScore(int.Parse(score.Key, CultureInfo.InvariantCulture), score.Value["n"], score.Value["sql"], score.Value["won"]))
            .Where(score => score.N > 0).OrderBy(score => score.Score).ToList();
        var n = scores.Sum(score => score.N);
        var (sql, won) = (Formulas.Share(scores.Sum(score => score.Sql), n), Formulas.Share(scores.Sum(score => score.Won), n));
        var seen = 0L;
        var deciles = scores.GroupBy(score =>
        {
            // By the middle of those of one score: they stay together.
            var middle = seen + (score.N / 2.0);
            seen += score.N;
            return Math.Min(10, (int)(10 * middle / n) + 1);
        });
        return new Lift(version, n, sql, won, [.. deciles.Select(decile => DecileOf(decile.Key, [.. decile], sql, won))]);
    }

    private static LiftDecile DecileOf(int decile, List<AtScore> scores, double? sqlOfAll, double? wonOfAll)
    {
        var (n, sql, won) = (scores.Sum(score => score.N), scores.Sum(score => score.Sql), scores.Sum(score => score.Won));
        var (sqlShare, wonShare) = (Formulas.Share(sql, n), Formulas.Share(won, n));
        return new LiftDecile(
            decile, scores[0].Score, scores[^1].Score, n, sql, won, sqlShare, wonShare, sqlOfAll > 0 ? sqlShare / sqlOfAll : null, wonOfAll > 0 ? wonShare / wonOfAll : null);
    }
}
