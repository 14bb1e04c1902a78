using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>
/// The playbook versions that were ever in force. The deployed one is published only where there is none: with several instances, old and new ones side by side
/// would else take turns. After that a version is published through the API.
/// </summary>
public static class PlaybookHistory
{
    public static async Task<PlaybookShelf> OpenAsync(ILeadStore store, string firstText, DateTimeOffset now, CancellationToken ct)
    {
        var versions = new PlaybookVersions(store);
        while ((await versions.ListAsync(ct)).Count == 0)
        {
            var reading = ReadPlaybook.FromYaml(firstText, "playbook.yaml");
            var playbook = reading.Playbook ?? throw new FormatException(string.Join(Environment.NewLine, reading.Errors));
            var first = PlaybookVersions.First(firstText, playbook.Version, "deployment", playbook.Name + " as it was deployed first", now);
            // Of two instances that start at once both may write; the list then has the same playbook twice, which changes nothing.
            _ = await store.CommitAsync(new Commit { Registers = [first] }, ct);
        }

        return await versions.ShelfAsync(ct);
    }
}
