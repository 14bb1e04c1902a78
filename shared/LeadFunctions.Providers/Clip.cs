using System.Globalization;
using System.Text;

namespace LeadFunctions.Providers;

/// <summary>Text cut to what a format takes: between characters as people see them, never inside an escape, and visibly.</summary>
internal static class Clip
{
    public const char Cut = '…';

    /// <param name="most">UTF-16 units of the escaped text.</param>
    /// <param name="escape">Of a part, by itself.</param>
    public static string To(string text, int most, Func<string, string> escape)
    {
        var whole = escape(text);
        if (whole.Length <= most)
        {
            return whole;
        }

        var clipped = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var next = escape(elements.GetTextElement());
            if (clipped.Length + next.Length + 1 > most)
            {
                break;
            }

            clipped.Append(next);
        }

        return clipped.Append(Cut).ToString();
    }

    public static string To(string text, int most) => To(text, most, static same => same);
}
