using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Lists;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>
/// The playbook versions that were ever in force, from the <c>playbooks</c> register. The deployed one is published only where there is none: with several
/// instances, old and new ones side by side would else take turns. After that a version is published through the API.
/// </summary>
public static class PlaybookHistory
{
    public static async Task<PlaybookShelf> OpenAsync(ILeadStore store, string firstText, DateTimeOffset now, CancellationToken ct)
    {
        for (; ; )
        {
            if (await ReadAsync(store, null, ct) is { Count: > 0 } kept)
            {
                return new PlaybookShelf(kept);
            }

            var first = new PublishedText(Read(firstText).Version, now, firstText);
            var write = new RegisterWrite(RegisterNames.Playbooks, KeyOf(now), JsonSerializer.Serialize(first, PublishedJson.Default.PublishedText), 0);
            // Of two instances that start at once both may write; the list then has the same playbook twice, which changes nothing.
            _ = await store.CommitAsync(new Commit { Registers = [write] }, ct);
        }
    }

    public static async Task<IReadOnlyList<Published>> ReadAsync(ILeadStore store, string? afterKey, CancellationToken ct) =>
    [
        .. (await store.ListRegisterAsync(RegisterNames.Playbooks, afterKey, int.MaxValue, ct))
            .Select(entry => JsonSerializer.Deserialize(entry.Value.Value, PublishedJson.Default.PublishedText)!)
            .Select(version => new Published(version.From, Read(version.Text))),
    ];

    public static string KeyOf(DateTimeOffset from) => from.ToUnixTimeMilliseconds().ToString("D15", CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It cannot be read; says everything that is wrong with it.</exception>
    private static Rulebook Read(string text)
    {
        var reading = ReadPlaybook.FromYaml(text, "playbook.yaml");
        return reading.Playbook is { } playbook
            ? new Rulebook(playbook, ScoringModel.Compile(playbook), new DomainKnowledge(KnownLists.Domains, playbook.Domains))
            : throw new FormatException(string.Join(Environment.NewLine, reading.Errors));
    }
}

/// <summary>A playbook version as kept in the register, by either host.</summary>
public sealed record PublishedText(string Version, DateTimeOffset From, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PublishedText))]
internal sealed partial class PublishedJson : JsonSerializerContext;
