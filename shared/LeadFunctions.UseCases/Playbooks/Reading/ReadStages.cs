using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>stages</c>: what each stage means to people. A company may show one stage of ours under two names (Suspect and Prospect are both raw).</summary>
internal static class ReadStages
{
    public static readonly string[] StageNames = [.. Enum.GetNames<Stage>().Select(name => name.ToLowerInvariant())];

    public static IReadOnlyList<StageDefinition> From(Section document) => document.Each("stages", PlaybookKeys.Stage, stage => new StageDefinition(
        StageOf(stage),
        stage.Define("name", "stage name", freeText: true),
        stage.Text("definition"),
        stage.Text("team"),
        stage.Texts("activities"),
        stage.Texts("exit"))
    {
        Checks = Checks(stage),
    });

    private static List<string> Checks(Section stage)
    {
        var checks = stage.Texts("checks");
        foreach (var unknown in checks.Except(ExitChecks.Names))
        {
            stage.Reader.Errors.Add(stage.Find("checks")!, $"there is no check '{unknown}'; {Nearest.Hint(unknown, ExitChecks.Names)}");
        }

        return [.. checks.Intersect(ExitChecks.Names)];
    }

    private static Stage StageOf(Section section)
    {
        var name = section.Text("stage");
        var index = Array.IndexOf(StageNames, name);
        if (index < 0 && name.Length > 0)
        {
            section.Reader.Errors.Add(section.Find("stage")!, $"there is no stage '{name}'; {Nearest.Hint(name, StageNames)}");
        }

        return index < 0 ? Stage.Raw : (Stage)index;
    }
}
