using System.Globalization;
using System.Text;

namespace LeadFunctions.Domain.Identity;

/// <summary>
/// Domain names in ASCII (IDNA A-labels), lower case. Written without the runtime's Unicode tables of normal forms, which an
/// invariant-globalization process does not have: what would need them (look-alike forms, loose combining marks) is refused instead of guessed.
/// </summary>
public static class EmailDomain
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false };

    // Forms that stand for another letter: letterlike, super- and subscripts, ligatures, presentation forms, full width, mathematical.
    private static readonly (int From, int To)[] LookAlikes =
    [
        (0x02B0, 0x02FF), (0x0300, 0x036F), (0x1D2C, 0x1D6A), (0x2070, 0x209F), (0x2100, 0x214F), (0x2C7C, 0x2C7D), (0x3130, 0x318F), (0xA69C, 0xA69D),
        (0xF900, 0xFDFF), (0xFE70, 0xFEFF), (0xFF00, 0xFFEF), (0x1D400, 0x1D7FF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>The domain of a normalised address.</summary>
    public static string Of(string email) => EmailAddress.DomainOf(email);

    /// <summary>A domain and its parents, nearest first, without the top level: <c>a.b.co</c>, <c>b.co</c>.</summary>
    public static IEnumerable<string> WithParents(string domain)
    {
        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', StringComparison.Ordinal))
        {
            yield return domain;
            domain = domain[(dot + 1)..];
        }
    }

    /// <returns>Null unless it is a name of at least two labels that DNS can have; IP addresses are none.</returns>
    public static string? Normalise(string raw)
    {
        if (raw.Length is 0 or > 253)
        {
            return null;
        }

        var labels = raw.Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (Label(labels[i]) is not { } label)
            {
                return null;
            }

            labels[i] = label;
        }

        var domain = string.Join('.', labels);
        return labels.Length >= 2 && domain.Length <= 253 && !labels[^1].All(char.IsAsciiDigit) ? domain : null;
    }

    private static string? Label(string raw)
    {
        if (Folded(raw) is not { Length: > 0 and <= 63 } label || label[0] == '-' || label[^1] == '-')
        {
            return null;
        }

        if (!Ascii.IsValid(label))
        {
            return Encoded(label);
        }

        // Hyphens in third and fourth place mark an encoded label; it must be one that we would have written.
        return label.Length < 4 || label[2] != '-' || label[3] != '-' || IsEncoded(label) ? label : null;
    }

    private static string? Encoded(string label)
    {
        try
        {
            var ascii = Idn.GetAscii(label);
            return ascii.Length <= 63 ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsEncoded(string label)
    {
        try
        {
            var unicode = Idn.GetUnicode(label);
            return !Ascii.IsValid(unicode) && Folded(unicode) == unicode && Encoded(unicode) == label;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? Folded(string label)
    {
        var folded = new StringBuilder(label.Length);
        foreach (var rune in label.EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(rune);
            if (lower.IsAscii ? !rune.IsAscii || !IsHostCharacter(lower) : !IsPlainLetter(lower))
            {
                return null;
            }

            folded.Append(lower.ToString());
        }

        return folded.ToString();
    }

    private static bool IsHostCharacter(Rune rune) => char.IsAsciiLetterLower((char)rune.Value) || char.IsAsciiDigit((char)rune.Value) || rune.Value == '-';

    private static bool IsPlainLetter(Rune rune) => !LookAlikes.Any(range => rune.Value >= range.From && rune.Value <= range.To) && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;
}
