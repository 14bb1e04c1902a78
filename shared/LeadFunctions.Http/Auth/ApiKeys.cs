using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Auth;

/// <summary>A key as the host keeps it.</summary>
/// <param name="Name">Of a rep the person's id in the playbook.</param>
public sealed record ApiKey(Role Role, string Name, string Key);

/// <summary>Bearer keys. Only their SHA-256 stays in memory; every comparison takes the same time, and all keys are compared.</summary>
public sealed class ApiKeys(IEnumerable<ApiKey> keys)
{
    /// <summary>Bytes that name a key without being one.</summary>
    public const int MarkLength = 16;

    private const string Scheme = "Bearer ";
    private const int LongestKey = 512;

    private readonly (byte[] Hash, Caller Caller)[] _keys =
        [.. keys.Select(key => (SHA256.HashData(Encoding.UTF8.GetBytes(key.Key)), new Caller(key.Role, key.Name)))];

    public Caller? Authenticate(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        return header.Count == 1 && header[0] is { Length: <= LongestKey } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? Find(value.AsSpan(Scheme.Length).Trim())
            : null;
    }

    /// <returns>The mark of a key that is one of these; null when it is none.</returns>
    public byte[]? MarkOf(string key)
    {
        var hash = key.Length <= LongestKey ? SHA256.HashData(Encoding.UTF8.GetBytes(key)) : [];
        return Array.Find(_keys, known => CryptographicOperations.FixedTimeEquals(hash, known.Hash)).Hash?[..MarkLength];
    }

    /// <summary>Whose key has this mark; null when it is gone.</summary>
    public Caller? Marked(ReadOnlySpan<byte> mark)
    {
        foreach (var (hash, caller) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(mark, hash.AsSpan(0, MarkLength)))
            {
                return caller;
            }
        }

        return null;
    }

    private Caller? Find(ReadOnlySpan<char> key)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(LongestKey)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(key, bytes)], hash);
        Caller? found = null;
        foreach (var (known, caller) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, known) ? caller : found;
        }

        return found;
    }
}
