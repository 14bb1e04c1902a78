using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadFunctions.UseCases.Ports;

/// <summary>
/// Where the next page begins, as text that only this store can have made: the last row's sort value and tie-breaker, signed together with what they page through.
/// </summary>
public sealed class Cursors(byte[] key)
{
    private const int SignatureLength = 12;
    private const int MostCharacters = 1024;

    /// <param name="scope">What is paged: a cursor of another list is refused.</param>
    public string Write(string scope, string value, string tie)
    {
        var payload = Encoding.UTF8.GetBytes($"{value}\0{tie}");
        return Base64Url.EncodeToString([.. Sign(scope, payload), .. payload]);
    }

    /// <exception cref="BadCursorException">Not one of ours, or of another list.</exception>
    public (string Value, string Tie) Read(string scope, string cursor)
    {
        if (cursor.Length > MostCharacters || !Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor) is not { Length: > SignatureLength } bytes)
        {
            throw new BadCursorException();
        }

        var payload = bytes.AsSpan(SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureLength), Sign(scope, payload)))
        {
            throw new BadCursorException();
        }

        var parts = Encoding.UTF8.GetString(payload).Split('\0');
        return parts.Length == 2 ? (parts[0], parts[1]) : throw new BadCursorException();
    }

    private ReadOnlySpan<byte> Sign(string scope, ReadOnlySpan<byte> payload) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(scope), 0, .. payload]).AsSpan(0, SignatureLength);
}
