using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>targets</c>: figures to reach, as text for people and as bounds for comparing.</summary>
internal static class ReadTargets
{
    public static IReadOnlyList<Target> From(Section document) => document.Each("targets", PlaybookKeys.Target, section =>
    {
        var target = new Target(
            section.Define("metric", "target"), section.Text("name"), section.Text("formula"), section.Text("benchmark"),
            section.Number("min", -1e12, 1e12), section.Number("max", -1e12, 1e12), section.Text("unit"));
        if (target.Min > target.Max)
        {
            section.Reader.Errors.Add(section.At, "'min' must not be more than 'max'");
        }

        return target;
    });
}
