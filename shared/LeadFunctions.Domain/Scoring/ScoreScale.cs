using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// From sums to a score: group clamps, then the total's clamp, band and grade. Sums come as two cells per bucket, [fit, engagement and state];
/// bucket 0 is the ungrouped rules, bucket 1 + i the playbook's group i.
/// </summary>
internal sealed class ScoreScale
{
    private readonly Band[] _bands;
    private readonly long[] _fitGrades;
    private readonly long[] _engagementGrades;
    private readonly string[] _grades;

    public ScoreScale(Playbook playbook)
    {
        var scoring = playbook.Scoring;
        Groups = [.. scoring.Groups];
        var fitOnly = Groups.Select(group =>
            scoring.Fit.Any(rule => rule.Group == group.Id)
            && !scoring.Engagement.Any(rule => rule.Group == group.Id)
            && !scoring.State.Any(rule => rule.Group == group.Id)).ToArray();
        if (scoring.Min > scoring.Max || Groups.Any(group => group.Min > group.Max))
        {
            throw new ArgumentException("A range of points has its least above its most.", nameof(playbook));
        }

        Clamps = [.. Groups.Select((group, i) => new Clamp((group.Min * 1000L) ?? long.MinValue, (group.Max * 1000L) ?? long.MaxValue, fitOnly[i]))];
        Total = new(scoring.Min * 1000L, scoring.Max * 1000L, false);
        _bands = [.. playbook.Bands.OrderBy(band => band.From)];
        _fitGrades = [.. scoring.FitGrades.Select(bound => bound * 1000L).OrderDescending()];
        _engagementGrades = [.. scoring.EngagementGrades.Select(bound => bound * 1000L).OrderDescending()];
        _grades = [.. from fit in Enumerable.Range(0, _fitGrades.Length + 1)
                      from engagement in Enumerable.Range(1, _engagementGrades.Length + 1)
                      select $"{(char)('A' + fit)}{engagement}"];
    }

    public ScoreGroup[] Groups { get; }

    public Clamp[] Clamps { get; }

    public Clamp Total { get; }

    /// <summary>Cells a caller must provide.</summary>
    public int Cells => 2 * (Clamps.Length + 1);

    /// <summary>Lower bounds at which the band changes, lowest first: every band's but the first's, which has no lower neighbour.</summary>
    public IEnumerable<long> Bounds => _bands.Skip(1).Select(band => band.From * 1000L);

    public ScoreNumbers Finish(ReadOnlySpan<long> cells, long adjusted)
    {
        long fit = cells[0], engagement = cells[1];
        for (var i = 0; i < Clamps.Length; i++)
        {
            long fitPart = cells[(2 * i) + 2], otherPart = cells[(2 * i) + 3];
            var correction = Clamps[i].Correction(fitPart + otherPart);
            fit += fitPart + (Clamps[i].IsFit ? correction : 0);
            engagement += otherPart + (Clamps[i].IsFit ? 0 : correction);
        }

        var all = fit + engagement + adjusted;
        var total = all + Total.Correction(all);
        return new(new(fit), new(engagement), new(total), BandOf(total));
    }

    /// <summary>The id of a band by its index; empty for a playbook without bands.</summary>
    public string BandId(int band) => _bands.Length == 0 ? "" : _bands[band].Id;

    public string Grade(in ScoreNumbers numbers) =>
        _grades[(Step(_fitGrades, numbers.Fit.Milli) * (_engagementGrades.Length + 1)) + Step(_engagementGrades, numbers.Engagement.Milli)];

    private int BandOf(long total)
    {
        var band = _bands.Length - 1;
        while (band > 0 && total < _bands[band].From * 1000L)
        {
            band--;
        }

        return Math.Max(band, 0);
    }

    /// <summary>How many bounds the value misses before it reaches one; bounds fall.</summary>
    private static int Step(long[] bounds, long value)
    {
        var step = 0;
        while (step < bounds.Length && value < bounds[step])
        {
            step++;
        }

        return step;
    }
}
