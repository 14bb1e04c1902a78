using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks.Checking;

namespace LeadFunctions.UseCases.Playbooks;

/// <summary>What can be proved wrong about a playbook that reads well, without any leads (semantics 13).</summary>
public static class CheckPlaybook
{
    /// <returns>Errors first; empty when there is nothing to say.</returns>
    public static IReadOnlyList<Finding> Run(Playbook playbook) =>
        [
            .. CheckBands.In(playbook).Concat(CheckRules.In(playbook)).Concat(CheckPages.In(playbook)).Concat(CheckRouting.In(playbook)).Concat(CheckSla.In(playbook))
                .Concat(CheckNotifications.In(playbook)).OrderByDescending(finding => finding.IsError),
        ];
}

/// <param name="IsError">Leads would get stuck; a warning is only surprising.</param>
/// <param name="Key">Where in the playbook: <c>routing[2]</c>, <c>scoring.fit.title-manager</c>.</param>
public sealed record Finding(bool IsError, string Key, string Message)
{
    public override string ToString() => $"{(IsError ? "error  " : "warning")}  {Key}: {Message}";

    internal static Finding Error(string key, string message) => new(true, key, message);

    internal static Finding Warning(string key, string message) => new(false, key, message);
}
