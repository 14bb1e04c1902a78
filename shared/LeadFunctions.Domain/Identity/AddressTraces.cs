using System.Globalization;
using System.Text;

namespace LeadFunctions.Domain.Identity;

/// <summary>How addresses may be written wherever they turn up: plain, in JSON, in a URL, in base64, in any case. For finding them, and for taking them out.</summary>
public sealed class AddressTraces
{
    private const string Instead = "erased";

    private AddressTraces(IReadOnlyList<string> emails, IReadOnlyList<string> folded, IReadOnlyList<string> exact) => (Emails, Folded, Exact) = (emails, folded, exact);

    /// <summary>As they were given.</summary>
    public IReadOnlyList<string> Emails { get; }

    /// <summary>Lower-case; to be looked for in lower-cased text.</summary>
    public IReadOnlyList<string> Folded { get; }

    /// <summary>Base64, where case matters.</summary>
    public IReadOnlyList<string> Exact { get; }

    /// <param name="emails">Normalised.</param>
    public static AddressTraces Of(IEnumerable<string> emails)
    {
        IReadOnlyList<string> given = [.. emails.Distinct()];
        var written = given.SelectMany(Written).Distinct().ToList();
        return new AddressTraces(
            given,
            [.. written.SelectMany(one => new[] { one, Json(one), Percent(one), Percent(one).Replace("%40", "@", StringComparison.Ordinal), one.Replace("@", "%40", StringComparison.Ordinal) }).Select(Folds).Distinct()],
            [.. written.SelectMany(Base64).Distinct()]);
    }

    public bool AreIn(string text)
    {
        var folded = Folds(text);
        return Folded.Any(one => folded.Contains(one, StringComparison.Ordinal)) || Exact.Any(one => text.Contains(one, StringComparison.Ordinal));
    }

    public string Redact(string text)
    {
        var clean = Exact.Aggregate(text, (left, one) => left.Replace(one, Instead, StringComparison.Ordinal));
        return Folded.OrderByDescending(one => one.Length).Aggregate(clean, (left, one) => left.Replace(one, Instead, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>An address is kept in ASCII; somebody may have typed the domain as it looks.</summary>
    private static IEnumerable<string> Written(string email)
    {
        yield return email;
        if (email.Contains("xn--", StringComparison.Ordinal))
        {
            var at = email.LastIndexOf('@');
            yield return email[..(at + 1)] + new IdnMapping().GetUnicode(email[(at + 1)..]);
        }
    }

    private static string Json(string text) => string.Concat(text.Select(sign => sign is '+' or '&' or '<' or '>' or '\'' or '"' || sign > 126 ? $"\\u{(int)sign:x4}" : sign.ToString()));

    private static string Percent(string text) => Uri.EscapeDataString(text);

    /// <summary>At each of the three places that it may have within a group, without the signs that depend on its neighbours.</summary>
    private static IEnumerable<string> Base64(string text)
    {
        for (var before = 0; before < 3; before++)
        {
            byte[] bytes = [.. new byte[before], .. Encoding.UTF8.GetBytes(text)];
            var whole = bytes.Length * 8 / 6;
            var skipped = before == 0 ? 0 : before + 1;
            yield return Convert.ToBase64String(bytes)[skipped..whole];
        }
    }

    private static string Folds(string text) => text.ToLowerInvariant();
}
