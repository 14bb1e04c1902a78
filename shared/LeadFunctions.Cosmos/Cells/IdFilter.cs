using System.Security.Cryptography;
using System.Text;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>
/// A Bloom filter of ids, 16 bits each: says "certainly not here" without a read, and is wrong the other way once in some 2,000 times. Stored: the hashing is a
/// promise.
/// </summary>
internal static class IdFilter
{
    private const int BitsPerId = 16;
    private const int Hashes = 11;

    public static string Of(IReadOnlyList<string> ids)
    {
        var bits = new byte[Math.Max(1, ids.Count) * BitsPerId / 8];
        foreach (var id in ids)
        {
            foreach (var place in Places(id, bits.Length * 8))
            {
                bits[place >> 3] |= (byte)(1 << (place & 7));
            }
        }

        return Convert.ToBase64String(bits);
    }

    public static bool MayHave(string filter, string id)
    {
        var bits = Convert.FromBase64String(filter);
        return Places(id, bits.Length * 8).All(place => (bits[place >> 3] & (1 << (place & 7))) != 0);
    }

    private static IEnumerable<int> Places(string id, int bits)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        var (first, second) = (BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8) | 1);
        return Enumerable.Range(0, Hashes).Select(index => (int)((first + ((ulong)index * second)) % (ulong)bits));
    }
}
