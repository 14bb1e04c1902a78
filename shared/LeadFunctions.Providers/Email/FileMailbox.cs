using System.Buffers;
using System.Globalization;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>
/// Reads the folder that <see cref="FileEmail"/> writes: <c>YYYY-MM-DD/HASH.eml</c>. A page looks through the names of a day or two and reads only the files it
/// shows. An id is a day and a hash and nothing else, so nothing from outside becomes a path.
/// </summary>
public sealed class FileMailbox(string dataFolder)
{
    private const int DayLength = 10;
    private const int HashLength = 32;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private readonly string _folder = Path.Combine(dataFolder, "outbox", "mail");

    public MailFolder Folder => new(ListAsync, FindAsync);

    /// <exception cref="BadCursorException">The cursor is not one of ours.</exception>
    public async Task<Page<KeptMail>> ListAsync(string? cursor, int limit, CancellationToken ct)
    {
        if (cursor is not null && !IsId(cursor))
        {
            throw new BadCursorException();
        }

        var found = new List<KeptMail>();
        foreach (var day in Days().Where(day => cursor is null || string.CompareOrdinal(day, cursor[..DayLength]) <= 0))
        {
            foreach (var id in day == cursor?[..DayLength] ? Ids(day).SkipWhile(id => id != cursor).Skip(1) : Ids(day))
            {
                if (found.Count == limit)
                {
                    return new Page<KeptMail>(found, found[^1].Id);
                }

                found.AddRange(await FindAsync(id, ct) is { } mail ? [mail] : []);
            }
        }

        return new Page<KeptMail>(found, null);
    }

    public async Task<KeptMail?> FindAsync(string id, CancellationToken ct)
    {
        if (!IsId(id))
        {
            return null;
        }

        var path = Path.Combine(_folder, id[..DayLength], id[(DayLength + 1)..] + ".eml");
        if (!File.Exists(path))
        {
            return null;
        }

        return KeptFile.Read(await File.ReadAllTextAsync(path, ct)) is { } kept ? new KeptMail(id, kept.At, kept.Mail) : null;
    }

    private IEnumerable<string> Days() => Directory.Exists(_folder)
        ? Directory.EnumerateDirectories(_folder).Select(folder => Path.GetFileName(folder)).Where(IsDay).OrderDescending(StringComparer.Ordinal)
        : [];

    /// <summary>Newest first; those of one instant by name.</summary>
    private IEnumerable<string> Ids(string day) => new DirectoryInfo(Path.Combine(_folder, day)).EnumerateFiles("*.eml")
        .OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => day + "-" + Path.GetFileNameWithoutExtension(file.Name)).Where(IsId);

    private static bool IsId(string id) =>
        id.Length == DayLength + 1 + HashLength && IsDay(id[..DayLength]) && id[DayLength] == '-' && id.AsSpan(DayLength + 1).IndexOfAnyExcept(Hex) < 0;

    private static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
