using System.Globalization;

namespace LeadFunctions.Domain.Identity;

/// <summary>Numbers of employees as forms and providers write them: <c>100-499</c>, <c>500+</c>, <c>1,000</c>, <c>5k - 10k</c>, <c>&lt;20</c>, <c>51 to 200 employees</c>.</summary>
public static class CompanySize
{
    private const int MostDigits = 9;
    private static readonly string[] UpTo = ["<", "less than", "fewer than", "under", "up to", "below"];

    /// <returns>The least number the text allows (at least 1 for "less than"); null when there is no number in it.</returns>
    public static int? LowerBound(string text)
    {
        var from = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (from < 0)
        {
            return null;
        }

        var before = text[..from].Trim();
        if (UpTo.Any(word => before.EndsWith(word, StringComparison.OrdinalIgnoreCase) || before.EndsWith(word + "=", StringComparison.OrdinalIgnoreCase)))
        {
            return 1;
        }

        var digits = Digits(text.AsSpan(from), out var after);
        return digits.Length > MostDigits ? null
            : int.Parse(digits, CultureInfo.InvariantCulture) is var number && after is 'k' or 'K' && number < 1_000_000 ? number * 1000
            : number;
    }

    // A separator is part of the number when exactly three digits follow: 1,000 and 1.000 and 1 000, but not "2, 3" or "1.5".
    private static string Digits(ReadOnlySpan<char> text, out char after)
    {
        var digits = new System.Text.StringBuilder();
        var i = 0;
        while (i < text.Length)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits.Append(text[i++]);
            }
            else if (text[i] is ',' or '.' or ' ' or '\'' or '\u00A0' && IsGroup(text[(i + 1)..]))
            {
                digits.Append(text.Slice(i + 1, 3));
                i += 4;
            }
            else
            {
                break;
            }
        }

        after = i < text.Length ? text[i] : ' ';
        return digits.ToString();
    }

    private static bool IsGroup(ReadOnlySpan<char> text) =>
        text.Length >= 3 && !text[..3].ContainsAnyExceptInRange('0', '9') && (text.Length == 3 || !char.IsAsciiDigit(text[3]));
}
