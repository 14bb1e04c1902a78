using System.Buffers;
using System.Globalization;
using System.Text;

namespace LeadFunctions.UseCases.Export;

/// <summary>
/// Rows of CSV (RFC 4180) that a spreadsheet may open: a text that it would take for a formula gets an apostrophe before it, which shows as text. Numbers and
/// times of ours are written as they are.
/// </summary>
public static class CsvText
{
    private static readonly SearchValues<char> Quotable = SearchValues.Create(",\"\r\n;\t");

    public static string Row(IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        decimal or int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        bool flag => flag ? "true" : "false",
        _ => Quoted(Harmless(value.ToString()!)),
    };

    private static string Harmless(string text)
    {
        // Spreadsheets skip spaces and look at what the full-width signs stand for.
        var first = text.TrimStart(' ', '\u00a0', '\ufeff').Normalize(NormalizationForm.FormKC);
        return first.Length > 0 && first[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '%' ? "'" + text : text;
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(Quotable) < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
