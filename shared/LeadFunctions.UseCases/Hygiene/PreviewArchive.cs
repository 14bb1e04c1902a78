namespace LeadFunctions.UseCases.Hygiene;

/// <summary>A week before leads are archived: how many it would be, so that somebody can still say something.</summary>
public sealed class PreviewArchive(ArchiveInactive archive) : ITimed
{
    public async Task<string> RunAsync(DateTimeOffset now, CancellationToken ct) => string.Join("; ", (await archive.RunAsync(dryRun: true, "system", now, ct)).Lines);
}
