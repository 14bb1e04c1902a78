using System.Globalization;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Bands nobody can reach, or come to a second time, and an MQL that needs nobody to have done anything.</summary>
internal static class CheckBands
{
    public static IEnumerable<Finding> In(Playbook playbook)
    {
        var (rules, bands) = (playbook.Scoring, playbook.Bands);
        if (bands[0].From > rules.Min)
        {
            yield return Finding.Warning("no-band", $"thresholds.bands.{bands[0].Id}", $"scores from {rules.Min} to {bands[0].From - 1} are in no band; let the first band start at {rules.Min}");
        }

        if (rules.Fit.Count + rules.Engagement.Count + rules.State.Count == 0)
        {
            yield return Finding.Warning("no-points", "scoring", "no rule gives points, so only forms that ask for a person make an MQL; add rules, or leave it so on purpose");
            yield break;
        }

        var reach = ScoreReach.Of(rules);
        foreach (var band in bands.Where(band => band.From > reach.TotalMost))
        {
            yield return Finding.Error(
                "threshold-unreachable", $"thresholds.bands.{band.Id}", $"starts at {band.From}, and no lead can have more than {Text(reach.TotalMost)} points; lower it, or give more points");
        }

        foreach (var band in bands.Skip(1).Where(band => band.From <= reach.TotalMost && band.From - playbook.Hysteresis <= rules.Min))
        {
            yield return Finding.Warning(
                "never-rearms", $"thresholds.bands.{band.Id}", $"is crossed once and never again: no score falls below {band.From - playbook.Hysteresis}, where it would count anew; make 'hysteresis' smaller than {band.From - rules.Min}");
        }

        foreach (var finding in MqlOf(playbook, reach))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> MqlOf(Playbook playbook, ScoreReach reach)
    {
        var mql = playbook.Bands.First(band => band.Id == playbook.MqlBand);
        if (mql.From <= playbook.Scoring.Min)
        {
            yield return Finding.Error("everybody-mql", "thresholds.mqlBand", $"'{mql.Id}' starts at the least score there is, so every lead is an MQL at once; name a higher band");
        }
        else if (reach.FitMost >= mql.From)
        {
            yield return Finding.Warning(
                "fit-alone-mql",
                "thresholds.mqlBand",
                $"fit alone reaches {Text(reach.FitMost)} points and '{mql.Id}' starts at {mql.From}: somebody who only fits, and has done nothing, becomes an MQL; give the fit rules a group with a 'max' if that is not meant");
        }
    }

    private static string Text(double points) => points.ToString("0", CultureInfo.InvariantCulture);
}
