using System.Text;
using System.Text.RegularExpressions;

namespace LeadFunctions.Providers.Email;

/// <summary>Text in the header of a mail: what is not plain ASCII as encoded words (RFC 2047), long lines folded at blanks (RFC 5322), and back.</summary>
internal static partial class HeaderText
{
    private const int MostLine = 76;

    // A multiple of three, so that only the last word of a text ends in padding; with its frame a word has 64 signs.
    private const int MostBytes = 39;

    /// <param name="value">One line; <see cref="Words"/> of what may be anything.</param>
    public static string Line(string name, string value)
    {
        var (line, rest, from) = (new StringBuilder(), $"{name}: {value}", name.Length + 2);
        while (rest.Length > MostLine && Blank(rest, from) is var cut and > 0)
        {
            line.Append(rest, 0, cut).Append("\r\n");
            (rest, from) = (rest[cut..], 1);
        }

        return line.Append(rest).Append("\r\n").ToString();
    }

    public static string Words(string text) =>
        text.All(letter => letter is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal) ? text : Encoded(text);

    /// <summary>What <see cref="Words"/> was made of.</summary>
    public static string Decoded(string words) => EncodedWord().Replace(Between().Replace(words, "$1"), word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));

    private static string Encoded(string text)
    {
        var (words, bytes, count) = (new List<string>(), new byte[MostBytes], 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (count + rune.Utf8SequenceLength > MostBytes)
            {
                words.Add(Word(bytes.AsSpan(0, count)));
                count = 0;
            }

            count += rune.EncodeToUtf8(bytes.AsSpan(count));
        }

        return string.Join(' ', [.. words, Word(bytes.AsSpan(0, count))]);
    }

    private static string Word(ReadOnlySpan<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String(bytes)}?=";

    /// <summary>The last blank that a line may end before, else the first one after that; never one of several, as a line of blanks is none.</summary>
    private static int Blank(string text, int from)
    {
        var found = 0;
        for (var at = from; at < text.Length - 1 && (at <= MostLine || found == 0); at++)
        {
            found = text[at] == ' ' && text[at - 1] != ' ' && text[at + 1] != ' ' ? at : found;
        }

        return found;
    }

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/]*=*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=) +(?==\?)")]
    private static partial Regex Between();
}
