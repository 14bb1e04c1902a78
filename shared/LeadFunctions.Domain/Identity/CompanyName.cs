using System.Text;

namespace LeadFunctions.Domain.Identity;

/// <summary>Company names in a form that finds likely duplicates: <c>ACME, Inc.</c> and <c>Acme Corp</c> are both <c>acme</c>. A hint, never an identity.</summary>
public static class CompanyName
{
    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp", "ltd", "limited", "plc", "pte", "pty", "pvt", "gmbh", "ag", "kg", "ug", "ohg",
        "se", "sa", "sas", "sarl", "srl", "spa", "sl", "bv", "nv", "ab", "as", "asa", "oy", "oyj", "aps", "kk", "kft", "zrt", "sro", "doo",
    };

    /// <returns>Lower-case words without punctuation and without legal forms at the end; the words themselves when nothing else is left.</returns>
    public static string Key(string raw)
    {
        var words = Words(raw);
        var count = words.Count;
        while (count > 1 && LegalForms.Contains(words[count - 1]))
        {
            count--;
        }

        return string.Join(' ', words.Take(count));
    }

    private static List<string> Words(string raw)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in raw)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (c is not ('.' or '\'' or '\u2019') && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
