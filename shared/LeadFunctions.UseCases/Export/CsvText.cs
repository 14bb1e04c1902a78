using System.Buffers;
using System.Globalization;

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
        // Spreadsheets skip spaces, and take the wide and small forms of a sign for the sign.
        var first = text.AsSpan().TrimStart(" \u00a0\u3000\ufeff");
        return first.Length > 0 && Plain(first[0]) is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '%' ? "'" + text : text;
    }

    // Unicode: FF01 to FF5E are the wide forms of 21 to 7E; four of the small forms start a formula. By hand, as normalisation needs ICU, which a host may lack.
    private static char Plain(char sign) => sign switch
    {
        >= '\uff01' and <= '\uff5e' => (char)(sign - 0xfee0),
        '\ufe62' => '+',
        '\ufe63' or '\u2212' => '-',
        '\ufe66' => '=',
        '\ufe6b' => '@',
        _ => sign,
    };

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(Quotable) < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
