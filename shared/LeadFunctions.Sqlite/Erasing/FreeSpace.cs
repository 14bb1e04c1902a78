using System.Buffers.Binary;

namespace LeadFunctions.Sqlite.Erasing;

/// <summary>
/// The bytes of a page of the file that no row holds. <c>secure_delete</c> wipes a row where it lay when it was deleted, but not the copy that stayed behind when
/// its page was once split; it stays in one of these gaps until something else is written there. They may be overwritten at any time: nobody reads them.
/// Source: sqlite.org/fileformat2.html, 1.6. Two or three bytes between rows, too few for a block, are not kept account of and stay.
/// </summary>
internal static class FreeSpace
{
    /// <summary>The first page begins with the file's own header.</summary>
    private const int FileHeader = 100;

    private const int BlockHeader = 4;

    /// <returns>Whether there was anything. A page that holds no rows of a table or index is left alone: SQLite wipes those as a whole when it frees them.</returns>
    public static bool Wipe(Span<byte> page, bool isFirst)
    {
        var start = isFirst ? FileHeader : 0;
        var header = page[start] switch { 2 or 5 => 12, 10 or 13 => 8, _ => 0 };
        var (rowsEnd, rows) = (start + header + (2 * Number(page, start + 3)), Number(page, start + 5));
        if (header == 0 || rowsEnd > rows || rows > page.Length)
        {
            return false;
        }

        var found = Zero(page[rowsEnd..rows]);
        for (var (block, least) = (Number(page, start + 1), rows); block >= least && block + BlockHeader <= page.Length;)
        {
            var end = block + Number(page, block + 2);
            if (end < block + BlockHeader || end > page.Length)
            {
                break;
            }

            found |= Zero(page[(block + BlockHeader)..end]);
            (block, least) = (Number(page, block), end);
        }

        return found;
    }

    private static bool Zero(Span<byte> gap)
    {
        var found = gap.ContainsAnyExcept((byte)0);
        if (found)
        {
            gap.Clear();
        }

        return found;
    }

    private static int Number(ReadOnlySpan<byte> page, int at) => BinaryPrimitives.ReadUInt16BigEndian(page[at..]);
}
