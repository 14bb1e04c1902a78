using System.Buffers;
using System.Globalization;
using System.Text;

namespace LeadFunctions.Domain.Identity;

/// <summary>
/// The one form of an email address that identifies a lead (semantics 9). Outer blanks are dropped; ASCII letters are folded, no others, so that the
/// Kelvin sign is no k and a dotless i no i (reliability F-21); the domain becomes ASCII. Dots and plus tags stay: they only hint at duplicates.
/// Refused: display names, quoted local parts, comments, IP literals, anything invisible, full-width or control (F-18, F-19), and what is longer than RFC 5321 allows.
/// Letters of any script are accepted before the @ (RFC 6531).
/// </summary>
public static class EmailAddress
{
    private const int MaxLocal = 64;
    private const int MaxLength = 254;
    private static readonly SearchValues<char> Atom = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~-");

    /// <param name="raw">As typed.</param>
    /// <returns>Null when it is no address we accept. Normalising twice changes nothing.</returns>
    public static string? Normalise(string? raw)
    {
        if (raw is null || raw.Length > 2 * MaxLength)
        {
            return null;
        }

        var text = raw.AsSpan().Trim(" \t");
        var at = text.LastIndexOf('@');
        if (at < 1 || Local(text[..at]) is not { } local || EmailDomain.Normalise(text[(at + 1)..].ToString()) is not { } domain)
        {
            return null;
        }

        return Encoding.UTF8.GetByteCount(local) + 1 + domain.Length <= MaxLength ? $"{local}@{domain}" : null;
    }

    /// <summary>What stands before the @ of a normalised address.</summary>
    public static string LocalPart(string email) => email[..email.LastIndexOf('@')];

    /// <summary>What stands after the @ of a normalised address.</summary>
    public static string DomainOf(string email) => email[(email.LastIndexOf('@') + 1)..];

    private static string? Local(ReadOnlySpan<char> text)
    {
        var local = string.Create(text.Length, text, static (folded, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                folded[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
            }
        });
        return Encoding.UTF8.GetByteCount(local) <= MaxLocal && IsDotAtom(local) ? local : null;
    }

    private static bool IsDotAtom(string local)
    {
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var rune in local.EnumerateRunes())
        {
            var good = rune.IsAscii ? rune.Value == '.' || Atom.Contains((char)rune.Value) : IsLetterOfAScript(rune);
            if (!good)
            {
                return false;
            }
        }

        return true;
    }

    // A lone surrogate enumerates as U+FFFD, which is a symbol.
    private static bool IsLetterOfAScript(Rune rune) => rune.Value is < 0xFF00 or > 0xFFEF && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;
}
