using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

internal sealed record Thresholds(IReadOnlyList<Band> Bands, string MqlBand, int Hysteresis, TimeSpan RecycleCooldown);

/// <summary><c>thresholds</c>: the bands, lowest first, and what crossing them needs.</summary>
internal static class ReadThresholds
{
    public const string Kind = "band";

    public static Thresholds From(Section document) =>
        document.One("thresholds", PlaybookKeys.Thresholds, Thresholds) ?? new Thresholds([], "", 0, TimeSpan.Zero);

    private static Thresholds Thresholds(Section section)
    {
        var bands = section.Each("bands", PlaybookKeys.Band, band => new Band(
            band.Define("id", Kind), band.Text("name"), band.Whole("from", 0, -10_000, 10_000), band.Text("action")));
        CheckOrder(section, bands);
        return new Thresholds(
            bands, section.Use("mqlBand", Kind) ?? "", section.Whole("hysteresis", 5, 0, 1_000), section.Duration("recycleCooldown") ?? TimeSpan.FromDays(30));
    }

    private static void CheckOrder(Section section, IReadOnlyList<Band> bands)
    {
        if (section.Find("bands") is not YamlList list)
        {
            return;
        }

        if (list.Items.Count == 0)
        {
            section.Reader.Errors.Add(list, "at least one band is needed");
        }

        for (var i = 1; i < bands.Count && bands.Count == list.Items.Count; i++)
        {
            if (bands[i].From <= bands[i - 1].From)
            {
                section.Reader.Errors.Add(
                    (list.Items[i] as YamlMap)?.Find("from") ?? list.Items[i], $"bands go up: 'from' must be more than {bands[i - 1].From}, where '{bands[i - 1].Id}' starts");
            }
        }
    }
}
