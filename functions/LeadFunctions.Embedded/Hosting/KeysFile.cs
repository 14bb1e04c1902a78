using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Http.Auth;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>
/// The keys of this installation, in <c>DIR/keys.json</c> (mode 600): <c>{"keys":[{"role","name","key"}]}</c>. Made at first start:
/// one admin, one service, and one for each manager and rep of the playbook, by their person id. Edit the file and restart to add or revoke.
/// </summary>
public static class KeysFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <returns>The keys, and whether they were made just now (then they are worth printing, once).</returns>
    public static (IReadOnlyList<ApiKey> Keys, bool New) OpenOrCreate(string dataFolder, Playbook playbook)
    {
        var path = Path.Combine(dataFolder, "keys.json");
        if (File.Exists(path))
        {
            return (Read(path), false);
        }

        var keys = new KeyList([
            Make(Role.Admin, "admin"),
            Make(Role.Service, "website"),
            .. playbook.People.Select(person => Make(person.Role == "manager" ? Role.Manager : Role.Rep, person.Id)),
        ]);
        Write(path, keys);
        return (keys.Keys, true);
    }

    public static IReadOnlyList<ApiKey> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), KeysJson.Default.KeyList)?.Keys
                ?? throw new SetupException($"{path} has no keys.");
        }
        catch (JsonException broken)
        {
            throw new SetupException($"{path} is not valid JSON: line {broken.LineNumber + 1}.");
        }
    }

    /// <summary>Written beside, synced and renamed: a crash leaves the old file or the new one, never half of one.</summary>
    private static void Write(string path, KeyList keys)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, keys, KeysJson.Default.KeyList);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: false);
    }

    private static ApiKey Make(Role role, string name) => new(role, name, "lf_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
}

public sealed record KeyList(IReadOnlyList<ApiKey> Keys);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, Converters = [typeof(LowerCaseRole)])]
[JsonSerializable(typeof(KeyList))]
internal sealed partial class KeysJson : JsonSerializerContext;

/// <summary>Roles as people write them: <c>admin</c>.</summary>
internal sealed class LowerCaseRole() : JsonStringEnumConverter<Role>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
