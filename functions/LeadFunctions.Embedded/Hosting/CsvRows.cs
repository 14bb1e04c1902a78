using System.Globalization;
using System.Security.Cryptography;
using CsvHelper;
using CsvHelper.Configuration;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>A CSV file as a stream of rows (column to text): quoted fields, line breaks in them, ragged rows. The file's hash names the import.</summary>
public sealed class CsvRows : IDisposable
{
    private readonly StreamReader _text;
    private readonly CsvReader _csv;

    private CsvRows(StreamReader text, CsvReader csv, string hash)
    {
        (_text, _csv, Hash) = (text, csv, hash);
    }

    /// <summary>First 16 hex digits of the content's SHA-256.</summary>
    public string Hash { get; }

    /// <summary>How much of the file is read, 0 to 1.</summary>
    public double Share => _text.BaseStream.Length == 0 ? 1 : (double)_text.BaseStream.Position / _text.BaseStream.Length;

    public int Line => _csv.Parser.RawRow;

    public static CsvRows Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new SetupException($"No file '{path}'.");
        }

        using (var bytes = File.OpenRead(path))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
            var text = new StreamReader(path);
            var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null, MaxFieldSize = 1_000_000 });
            return new CsvRows(text, csv, hash);
        }
    }

    /// <returns>The next row; null at the end.</returns>
    public IReadOnlyDictionary<string, string>? Next()
    {
        if (_csv.HeaderRecord is null && !(_csv.Read() && _csv.ReadHeader()))
        {
            return null;
        }

        if (!_csv.Read())
        {
            return null;
        }

        var row = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var column = 0; column < _csv.HeaderRecord!.Length; column++)
        {
            row.TryAdd(_csv.HeaderRecord[column].Trim('\uFEFF', ' '), _csv.GetField(column) ?? "");
        }

        return row;
    }

    public void Dispose()
    {
        _csv.Dispose();
        _text.Dispose();
    }
}
