using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Leads that would be put away while something still waits to be done about them.</summary>
internal static class CheckHygiene
{
    private const string Key = "hygiene.archiveAfter";

    public static IEnumerable<Finding> In(Playbook playbook)
    {
        var after = playbook.Hygiene.ArchiveAfter;
        foreach (var sequence in playbook.Sequences.Where(sequence => sequence.Entry.InactiveFor >= after))
        {
            yield return Finding.Error(
                "archive-too-soon", Key, $"leads are archived after {Text(after)} of silence and enter '{sequence.Id}' after {Text(sequence.Entry.InactiveFor!.Value)}, so nobody ever does; write a longer time");
        }

        if (after <= playbook.RecycleCooldown)
        {
            yield return Finding.Warning(
                "archive-too-soon", Key, $"leads are archived after {Text(after)} of silence, and whoever was given back to marketing rests for {Text(playbook.RecycleCooldown)}; write a longer time");
        }
    }

    private static string Text(TimeSpan time) => $"{time.TotalDays:0.#} days";
}
