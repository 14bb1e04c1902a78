using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks.Checking;

namespace LeadFunctions.UseCases.Playbooks;

/// <summary>What can be proved wrong about a playbook, without any leads (semantics 13).</summary>
public static class CheckPlaybook
{
    /// <summary>A text that reads badly has only what is wrong with its reading; one that reads well has what is wrong with its sense.</summary>
    /// <param name="file">For the findings only; nothing is opened.</param>
    public static CheckReport Text(string yaml, string file)
    {
        var reading = ReadPlaybook.FromYaml(yaml, file);
        if (reading.Playbook is not { } playbook)
        {
            return new CheckReport(null, [.. reading.Errors.Select(Unreadable)], []);
        }

        var places = new Places(yaml);
        var findings = Run(playbook).Select(finding => places.Of(finding.Key) is var (line, column) ? finding with { File = file, Line = line, Column = column } : finding);
        return new CheckReport(playbook, [.. findings.OrderByDescending(finding => finding.IsError).ThenBy(finding => finding.Line)], ScoreReach.Of(playbook.Scoring).Ranges);
    }

    /// <returns>Errors first; empty when there is nothing to say.</returns>
    public static IReadOnlyList<Finding> Run(Playbook playbook) =>
        [
            .. CheckBands.In(playbook).Concat(CheckRules.In(playbook)).Concat(CheckOverlaps.In(playbook)).Concat(CheckPages.In(playbook))
                .Concat(CheckRouting.In(playbook)).Concat(CheckTeam.In(playbook)).Concat(CheckSla.In(playbook)).Concat(CheckSequences.In(playbook))
                .Concat(CheckTexts.In(playbook)).Concat(CheckNotifications.In(playbook)).Concat(CheckHygiene.In(playbook)).OrderByDescending(finding => finding.IsError),
        ];

    private static Finding Unreadable(PlaybookError error) =>
        Finding.Error("unreadable", error.Key, error.Message.Contains("; ", StringComparison.Ordinal) ? error.Message : error.Message + "; correct this line") with { File = error.File, Line = error.Line, Column = error.Column };
}
