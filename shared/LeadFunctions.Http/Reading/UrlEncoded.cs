using System.Text;
using System.Text.Unicode;

namespace LeadFunctions.Http.Reading;

/// <summary>application/x-www-form-urlencoded and query strings, decoded strictly: a bad escape or bytes that are not UTF-8 are an error, not a guess.</summary>
public static class UrlEncoded
{
    /// <param name="syntax">What a malformed text is called: a bad form, or a bad query.</param>
    public static Read<Inputs> Read(ReadOnlySpan<byte> text, LimitOptions limits, ProblemKind syntax)
    {
        var inputs = new Inputs(limits);
        foreach (var range in text.Split((byte)'&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = Decode(equals < 0 ? default : pair[(equals + 1)..]);
            if (name is null || value is null)
            {
                return new Problem(syntax, "A percent escape is broken, or the text is not UTF-8.");
            }

            if (inputs.Add(name, value) is { } problem)
            {
                return problem;
            }
        }

        return inputs;
    }

    /// <returns>Null when an escape is broken or the result is not UTF-8.</returns>
    public static string? Decode(ReadOnlySpan<byte> text)
    {
        var bytes = text.Length <= 1024 ? stackalloc byte[1024] : new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                bytes[length++] = text[i] == '+' ? (byte)' ' : text[i];
            }
            else if (i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                bytes[length++] = (byte)((Hex(text[i + 1]) << 4) | Hex(text[i + 2]));
                i += 2;
            }
            else
            {
                return null;
            }
        }

        return Utf8.IsValid(bytes[..length]) ? Encoding.UTF8.GetString(bytes[..length]) : null;
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
