using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Lists;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Playbooks.Publishing;

/// <summary>Every version that was ever in force, as stored, and the shelf made of them. Another process may have published: <see cref="RefreshAsync"/>.</summary>
public sealed class PlaybookVersions(ILeadStore leads)
{
    private const string ShadowKey = "playbook-shadow";
    private const string FileKey = "playbook-file";

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<PublishedText>> ListAsync(CancellationToken ct) =>
        [.. (await leads.ListRegisterAsync(RegisterNames.Playbooks, null, int.MaxValue, ct)).Select(entry => Read(entry.Value))];

    /// <summary>The latest of that name; null when there never was one.</summary>
    public async Task<PublishedText?> FindAsync(string version, CancellationToken ct) => (await ListAsync(ct)).LastOrDefault(text => text.Version == version);

    public async Task<PublishedText?> ShadowAsync(CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Deployment, ShadowKey, ct) is { } entry ? Read(entry) : null;

    /// <summary>The version of the file that the host was started with last time.</summary>
    public async Task<RegisterEntry?> FileAsync(CancellationToken ct) => await leads.FindRegisterAsync(RegisterNames.Deployment, FileKey, ct);

    /// <param name="read">A version that was read already, so that it need not be again.</param>
    public async Task<PlaybookShelf> ShelfAsync(CancellationToken ct, Playbook? read = null)
    {
        var shelf = new PlaybookShelf([.. (await ListAsync(ct)).Select(text => new Published(text.From, text.Version == read?.Version ? Rulebook(read) : Rulebook(text)))]);
        shelf.Shadow = await ShadowAsync(ct) is { } shadow ? Rulebook(shadow) : null;
        return shelf;
    }

    /// <summary>Puts on the shelf what was published elsewhere since it was filled.</summary>
    /// <returns>How many versions are new.</returns>
    public async Task<int> RefreshAsync(PlaybookShelf shelf, CancellationToken ct)
    {
        var last = shelf.Versions[^1].From;
        var fresh = (await leads.ListRegisterAsync(RegisterNames.Playbooks, KeyOf(last), int.MaxValue, ct)).Select(entry => Read(entry.Value)).ToList();
        fresh.ForEach(text => shelf.Publish(new Published(text.From, shelf.Version(text.Version) ?? Rulebook(text))));
        var shadow = await ShadowAsync(ct);
        shelf.Shadow = shadow is null ? null : shelf.Shadow?.Version == shadow.Version ? shelf.Shadow : Rulebook(shadow);
        return fresh.Count;
    }

    public static Rulebook Rulebook(Playbook playbook) => new(playbook, ScoringModel.Compile(playbook), new DomainKnowledge(KnownLists.Domains, playbook.Domains));

    /// <exception cref="PlaybookLostException">A stored text was valid when it was published; a newer reader still reads it.</exception>
    public static Rulebook Rulebook(PublishedText text)
    {
        var reading = ReadPlaybook.FromYaml(text.Text, text.Version);
        return Rulebook(reading.Playbook ?? throw new PlaybookLostException(text.Version, string.Join("; ", reading.Errors)));
    }

    internal static string KeyOf(DateTimeOffset from) => from.ToUnixTimeMilliseconds().ToString("D15", CultureInfo.InvariantCulture);

    internal static RegisterWrite Write(PublishedText text) =>
        new(RegisterNames.Playbooks, KeyOf(text.From), JsonSerializer.Serialize(text, WireJson.Default.PublishedText), 0);

    internal async Task<RegisterWrite> ShadowWriteAsync(PublishedText? text, CancellationToken ct)
    {
        var known = await leads.FindRegisterAsync(RegisterNames.Deployment, ShadowKey, ct);
        return new(RegisterNames.Deployment, ShadowKey, text is null ? null : JsonSerializer.Serialize(text, WireJson.Default.PublishedText), known?.Version ?? 0);
    }

    /// <summary>The text that a history begins with.</summary>
    public static RegisterWrite First(string text, string version, string author, string reason, DateTimeOffset now) =>
        Write(new PublishedText(version, now, text) { Author = author, Reason = reason });

    /// <summary>The version that <see cref="FileAsync"/> found.</summary>
    public static string VersionOf(RegisterEntry file) => JsonSerializer.Deserialize(file.Value, WireJson.Default.String)!;

    public static RegisterWrite FileWrite(string version, RegisterEntry? known) =>
        new(RegisterNames.Deployment, FileKey, JsonSerializer.Serialize(version, WireJson.Default.String), known?.Version ?? 0);

    private static PublishedText Read(RegisterEntry entry) => JsonSerializer.Deserialize(entry.Value, WireJson.Default.PublishedText)!;
}

/// <summary>A version that is in the register and cannot be read any more: the data is damaged, or of a newer build.</summary>
public sealed class PlaybookLostException(string version, string why) : Exception($"The stored playbook version {version} cannot be read: {why}");
