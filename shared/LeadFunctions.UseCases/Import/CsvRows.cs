using System.Security.Cryptography;
using CsvHelper;

namespace LeadFunctions.UseCases.Import;

/// <summary>A CSV file as a stream of rows (column to text): quoted fields, line breaks in them, ragged rows. The file's hash names the import.</summary>
public sealed class CsvRows : IDisposable
{
    private static readonly CsvReaderOptions Options = new() { MaxRecordSize = 1_000_000, TrackLineNumbers = true };
    private readonly CsvReader _csv;
    private readonly long _length;

    private CsvRows(CsvReader csv, long length, string hash) => (_csv, _length, Hash) = (csv, length, hash);

    /// <summary>First 16 hex digits of the content's SHA-256.</summary>
    public string Hash { get; }

    /// <summary>How much of the file is read, 0 to 1.</summary>
    public double Share => _length == 0 ? 1 : (double)_csv.ByteOffset / _length;

    /// <summary>The line the current row starts on, from 1.</summary>
    public long Line => _csv.LineNumber;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static CsvRows Open(string path)
    {
        using var bytes = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
        return new CsvRows(CsvReader.FromFile(path, Options), bytes.Length, hash);
    }

    /// <summary>Whether the header line names a column.</summary>
    public bool Has(string column) => _csv.Headers.Any(header => NameOf(header).Equals(column, StringComparison.OrdinalIgnoreCase));

    /// <returns>The next row; null at the end.</returns>
    /// <exception cref="CsvFormatException">What comes next is not CSV, or longer than a record may be.</exception>
    public IReadOnlyDictionary<string, string>? Next()
    {
        if (!_csv.Read())
        {
            return null;
        }

        var row = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var column = 0; column < _csv.Headers.Count; column++)
        {
            row.TryAdd(NameOf(_csv.Headers[column]), _csv.GetString(column));
        }

        return row;
    }

    public void Dispose() => _csv.Dispose();

    /// <summary>A byte order mark belongs to the file, not to its first column.</summary>
    private static string NameOf(string header) => header.Trim().TrimStart('\ufeff');
}
