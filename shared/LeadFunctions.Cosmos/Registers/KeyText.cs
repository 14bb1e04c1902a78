using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadFunctions.Cosmos.Registers;

/// <summary>
/// Register keys as row keys: the characters a row key may not have are escaped, and so is the one below each, which makes the escape. So keys stay readable
/// and in order. A key too long is cut and ends in its hash; then its cell says what it was. Stored: a promise.
/// </summary>
internal static class KeyText
{
    private const int Longest = 512;
    private const int Kept = 440;
    private const char Control = '!';
    private const char Rest = '~';

    /// <summary>Escape, and the character after it that it also stands for.</summary>
    private const string Pairs = "\"#$%&'./>?[\\";

    public static bool IsCut(string row) => row.Contains("~~", StringComparison.Ordinal);

    public static string Encode(string key)
    {
        var row = new StringBuilder(key.Length + 8);
        foreach (var one in Encoding.UTF8.GetBytes(key))
        {
            var pair = Pairs.IndexOf((char)one, StringComparison.Ordinal);
            _ = one switch
            {
                <= (byte)Control => row.Append(Control).Append(one.ToString("x2", CultureInfo.InvariantCulture)),
                >= (byte)Rest => row.Append(Rest).Append(one.ToString("x2", CultureInfo.InvariantCulture)),
                _ when pair >= 0 => row.Append(Pairs[pair & ~1]).Append(pair & 1),
                _ => row.Append((char)one),
            };
        }

        return row.Length <= Longest ? row.ToString() : row.ToString(0, Kept) + "~~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    public static string Decode(string row)
    {
        var bytes = new List<byte>(row.Length);
        for (var index = 0; index < row.Length; index++)
        {
            var one = row[index];
            if (one is Control or Rest)
            {
                bytes.Add(byte.Parse(row.AsSpan(index + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                index += 2;
            }
            else if (Pairs.IndexOf(one, StringComparison.Ordinal) is >= 0 and var pair)
            {
                bytes.Add((byte)Pairs[pair + row[++index] - '0']);
            }
            else
            {
                bytes.Add((byte)one);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
