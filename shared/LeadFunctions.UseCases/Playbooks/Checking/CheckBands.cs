using System.Globalization;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Bands nobody can reach, and an MQL that needs nobody to have done anything.</summary>
internal static class CheckBands
{
    public static IEnumerable<Finding> In(Playbook playbook)
    {
        var (rules, bands) = (playbook.Scoring, playbook.Bands);
        if (bands[0].From > rules.Min)
        {
            yield return Finding.Warning($"thresholds.bands.{bands[0].Id}", $"scores from {rules.Min} to {bands[0].From - 1} are in no band; let the first band start at {rules.Min}");
        }

        if (rules.Fit.Count + rules.Engagement.Count + rules.State.Count == 0)
        {
            yield return Finding.Warning("scoring", "no rule gives points, so only forms that ask for a person make an MQL");
            yield break;
        }

        var most = Reach.OfScore(rules);
        foreach (var band in bands.Where(band => band.From > most))
        {
            yield return Finding.Warning($"thresholds.bands.{band.Id}", $"starts at {band.From}, and no lead can have more than {Text(most)} points");
        }

        var fit = Reach.OfFit(rules);
        if (bands.First(band => band.Id == playbook.MqlBand) is var mql && fit >= mql.From)
        {
            yield return Finding.Warning(
                "thresholds.mqlBand",
                $"fit alone reaches {Text(fit)} points and '{mql.Id}' starts at {mql.From}: somebody who only fits, and has done nothing, becomes an MQL; give the fit rules a group with a 'max' if that is not meant");
        }
    }

    private static string Text(double points) => points.ToString("0", CultureInfo.InvariantCulture);
}
