using System.Text;

namespace LeadFunctions.Domain.Identity;

/// <summary>
/// Telephone numbers as <c>+</c> and digits (E.164), so that one number is one text. Knows calling codes and trunk prefixes of the countries below and no
/// numbering plans: it says what a number is, not whether it rings.
/// </summary>
public static class PhoneNumber
{
    /// <summary>Country, calling code, and the trunk prefix that national numbers are written with.</summary>
    private const string CallingCodes = """
        US 1 1, CA 1 1, MX 52, BR 55 0, AR 54 0, CL 56, CO 57, PE 51 0, GB 44 0, IE 353 0, DE 49 0, AT 43 0, CH 41 0, FR 33 0,
        BE 32 0, NL 31 0, LU 352, ES 34, PT 351, IT 39, DK 45, NO 47, SE 46 0, FI 358 0, IS 354, PL 48, CZ 420, SK 421 0,
        HU 36 06, RO 40 0, BG 359 0, GR 30, HR 385 0, SI 386 0, UA 380 0, TR 90 0, IL 972 0, AE 971 0, SA 966 0, ZA 27 0,
        NG 234 0, KE 254 0, EG 20 0, IN 91 0, PK 92 0, CN 86 0, HK 852, TW 886 0, JP 81 0, KR 82 0, SG 65, MY 60 0, TH 66 0,
        VN 84 0, PH 63 0, ID 62 0, AU 61 0, NZ 64 0
        """;

    private static readonly Dictionary<string, (string Code, string Trunk)> Countries = CallingCodes
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(entry => entry.Split(' '))
        .ToDictionary(entry => entry[0], entry => (entry[1], entry.Length > 2 ? entry[2] : ""), StringComparer.Ordinal);

    /// <param name="country">Two-letter code a number without one is read in; null when nothing is known.</param>
    /// <returns>Null when it is no number, or a national one of a country we do not know.</returns>
    public static string? Normalise(string raw, string? country = null)
    {
        if (Digits(raw) is not { Length: > 0 } digits)
        {
            return null;
        }

        if (digits[0] == '+')
        {
            return Checked(digits[1..].Replace("+", "", StringComparison.Ordinal));
        }

        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            return Checked(digits[2..]);
        }

        return country is not null && Countries.TryGetValue(country, out var known) ? Checked(known.Code + National(digits, known)) : null;
    }

    private static string National(string digits, (string Code, string Trunk) country)
    {
        // North America's trunk prefix is also its code: eleven digits with it, ten without.
        var hasTrunk = country.Trunk.Length > 0 && digits.StartsWith(country.Trunk, StringComparison.Ordinal) && (country.Code != "1" || digits.Length == 11);
        return hasTrunk ? digits[country.Trunk.Length..] : digits;
    }

    private static string? Checked(string digits) => digits.Length is >= 8 and <= 15 && digits[0] != '0' ? "+" + digits : null;

    /// <summary>A leading + and the digits; an extension is cut off. Null when there is anything else than digits and how people group them.</summary>
    private static string? Digits(string raw)
    {
        var text = raw.Trim();
        var extension = text.AsSpan().IndexOfAny("xX#;");
        var end = text.IndexOf("ext", StringComparison.OrdinalIgnoreCase) is >= 0 and var word ? word : extension >= 0 ? extension : text.Length;
        // "(0)" after a country code is the trunk prefix that is not dialled from abroad.
        var number = text.StartsWith('+') ? text[..end].Replace("(0)", "", StringComparison.Ordinal) : text[..end];
        var digits = new StringBuilder();
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c) || (c == '+' && digits.Length == 0))
            {
                digits.Append(c);
            }
            else if (c is not (' ' or '-' or '.' or '/' or '(' or ')' or '\u00A0' or '\u2010' or '\u2011' or '\u2013'))
            {
                return null;
            }
        }

        return digits.ToString();
    }
}
