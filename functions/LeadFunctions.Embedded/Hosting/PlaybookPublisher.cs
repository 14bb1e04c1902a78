using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>
/// The playbook file at start. The first one begins the history; one that was edited since the last start comes into force like any other version; the same as
/// at the last start changes nothing, so that what was published meanwhile stays in force.
/// </summary>
public static class PlaybookPublisher
{
    private const string Author = "file";

    public static async Task<PlaybookShelf> OpenShelfAsync(ILeadStore store, string text, Playbook playbook, DateTimeOffset now, CancellationToken ct)
    {
        var versions = new PlaybookVersions(store);
        var (known, seen) = (await versions.ListAsync(ct), await versions.FileAsync(ct));
        if (known.Count == 0)
        {
            await CommitAsync(store, PlaybookVersions.First(text, playbook.Version, Author, playbook.Name + " as it was at the start", now), playbook.Version, seen, ct);
        }
        else if (seen is null ? known[^1].Version != playbook.Version : PlaybookVersions.VersionOf(seen) != playbook.Version)
        {
            var shelf = await versions.ShelfAsync(ct, playbook);
            await PublishAsync(store, shelf, text, playbook, new Fixed(now), ct);
            await CommitAsync(store, null, playbook.Version, seen, ct);
            return shelf;
        }

        return await versions.ShelfAsync(ct, playbook);
    }

    private static async Task PublishAsync(ILeadStore store, PlaybookShelf shelf, string text, Playbook playbook, TimeProvider clock, CancellationToken ct)
    {
        var request = new PublishRequest(text, playbook.Name + ".yaml", Author, "the file was edited") { Override = "started with this file" };
        switch (await new PublishPlaybook(store, shelf, clock, _ => null).RunAsync(request, ct))
        {
            case PublishResult.Refused refused:
                throw new SetupException(string.Join(Environment.NewLine, refused.Report.Findings.Where(finding => finding.IsError)));
            case PublishResult.Published or PublishResult.Unchanged:
                return;
            case var other:
                throw new SetupException($"The playbook could not be published: {other}");
        }
    }

    private static Task<CommitResult> CommitAsync(ILeadStore store, RegisterWrite? first, string version, RegisterEntry? seen, CancellationToken ct) =>
        store.CommitAsync(new Commit { Registers = [.. first is null ? [] : (RegisterWrite[])[first], PlaybookVersions.FileWrite(version, seen)] }, ct);

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
