using System.Globalization;
using System.Text;

namespace LeadFunctions.Domain.Identity;

/// <summary>People's names: kept as given except for blanks and what cannot be seen. Nothing is capitalised: McDonald and van Gogh know better.</summary>
public static class PersonName
{
    private const int Longest = 100;

    /// <returns>One line without outer or doubled blanks, at most 100 characters; null when nothing is left.</returns>
    public static string? Normalise(string? raw)
    {
        var name = new StringBuilder();
        foreach (var rune in (raw ?? "").EnumerateRunes())
        {
            var blank = Rune.IsWhiteSpace(rune);
            if (blank ? name.Length > 0 && name[^1] != ' ' : IsVisible(rune) && name.Length + rune.Utf16SequenceLength <= Longest)
            {
                name.Append(blank ? " " : rune.ToString());
            }
        }

        var text = name.ToString().TrimEnd();
        return text.Length > 0 ? text : null;
    }

    /// <summary>A full name in two parts: <c>Ana Maria Silva</c> is Ana Maria and Silva, and so is <c>Silva, Ana Maria</c>.</summary>
    /// <returns>The last name is empty when there is one word only.</returns>
    public static (string First, string Last) Split(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0)
        {
            return (name[(comma + 1)..].Trim(), name[..comma].Trim());
        }

        var blank = name.LastIndexOf(' ');
        return blank < 0 ? (name, "") : (name[..blank], name[(blank + 1)..]);
    }

    // Joiners (U+200C, U+200D) are part of names in some scripts; other format characters turn or hide text.
    private static bool IsVisible(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator);
}
