using System.Globalization;
using System.Text;

namespace LeadFunctions.Providers;

/// <summary>Text from outside as one harmless line: no control characters (terminal escapes, line breaks), no invisible or direction-changing ones.</summary>
internal static class PlainText
{
    public static string Line(string? text, int most = 500)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (line.Length >= most)
            {
                line.Append('…');
                break;
            }

            var kind = Rune.GetUnicodeCategory(rune);
            line.Append(kind is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }
}
