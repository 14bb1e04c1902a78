using System.Text;

namespace LeadFunctions.Domain.Identity;

/// <summary>Job titles in a form that whole-word conditions match: <c>V.P.  of Sales</c> becomes <c>VP of Sales</c>.</summary>
public static class JobTitle
{
    public static string Normalise(string raw)
    {
        var title = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (title.Length > 0 && title[^1] != ' ')
                {
                    title.Append(' ');
                }
            }
            else if (!IsDotOfInitials(raw, i))
            {
                // Typographic hyphens are hyphens: co‑founder.
                title.Append(c is >= '\u2010' and <= '\u2015' ? '-' : c);
            }
        }

        return title.ToString().TrimEnd();
    }

    /// <summary>True of the dots in C.E.O. and V.P., not of those in "Sr. Manager" or "asst.".</summary>
    private static bool IsDotOfInitials(string text, int i) =>
        text[i] == '.' && i > 0 && char.IsLetter(text[i - 1]) && (i == 1 || !char.IsLetter(text[i - 2]))
        && ((i + 2 < text.Length && char.IsLetter(text[i + 1]) && text[i + 2] == '.') || (i > 1 && text[i - 2] == '.'));
}
