using System.Text.Json;
using System.Text.Json.Serialization;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Lists;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>
/// Keeps every playbook version that was ever in force in the <c>playbooks</c> register, so that the past can be explained by its own rules.
/// Starting with another text publishes it; starting with the same text changes nothing.
/// </summary>
public static class PlaybookPublisher
{
    public static async Task<PlaybookShelf> OpenShelfAsync(ILeadStore store, string text, Playbook playbook, DateTimeOffset now, CancellationToken ct)
    {
        var kept = (await store.ListRegisterAsync(RegisterNames.Playbooks, null, int.MaxValue, ct))
            .Select(entry => JsonSerializer.Deserialize(entry.Value.Value, PublishedJson.Default.PublishedText)!)
            .ToList();
        if (kept.Count == 0 || kept[^1].Version != playbook.Version)
        {
            var next = new PublishedText(playbook.Version, now, text);
            var key = now.ToUnixTimeMilliseconds().ToString("D15", System.Globalization.CultureInfo.InvariantCulture);
            await store.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Playbooks, key, JsonSerializer.Serialize(next, PublishedJson.Default.PublishedText), 0)] }, ct);
            kept.Add(next);
        }

        return new PlaybookShelf([.. kept.Select(version => new Published(version.From, version.Version == playbook.Version ? Rulebook(playbook) : Reread(version)))]);
    }

    public static Rulebook Rulebook(Playbook playbook) => new(playbook, ScoringModel.Compile(playbook), new DomainKnowledge(KnownLists.Domains, playbook.Domains));

    /// <summary>An old version's text was valid when it was published; a newer reader still reads it.</summary>
    private static Rulebook Reread(PublishedText version)
    {
        var reading = ReadPlaybook.FromYaml(version.Text, version.Version);
        return Rulebook(reading.Playbook ?? throw new SetupException($"The stored playbook version {version.Version} cannot be read: {string.Join("; ", reading.Errors)}"));
    }
}

/// <summary>A playbook version as kept in the register.</summary>
public sealed record PublishedText(string Version, DateTimeOffset From, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PublishedText))]
internal sealed partial class PublishedJson : JsonSerializerContext;
