using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LeadFunctions.Sqlite.Raw;

/// <summary>
/// CRC-32C of a stored document together with its key, because SQLite has no checksums of its own: a flipped bit in a page would be served as data.
/// </summary>
internal static class Checksum
{
    public static long Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> document) => Add(Add(~0u, key), document);

    public static long Of(string key, ReadOnlySpan<byte> document)
    {
        Span<byte> small = stackalloc byte[512];
        return Of(key.Length <= small.Length / 3 ? small[..Encoding.UTF8.GetBytes(key, small)] : Encoding.UTF8.GetBytes(key), document);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }
}
