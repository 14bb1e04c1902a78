using System.Text;
using LeadFunctions.Sqlite.Erasing;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Stores.Tests.Support;

namespace LeadFunctions.Stores.Tests;

/// <summary>What lies between the rows of a file, on files that SQLite wrote.</summary>
public sealed class wiping_free_space : IDisposable
{
    private const string Word = "canary";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void leaves_nothing_of_deleted_rows_though_splits_left_copies_and_every_other_row_as_it_was(int seed)
    {
        var before = Written(new Random(seed));
        Assert.Contains(Word, Bytes(), StringComparison.Ordinal);

        using (var file = new PageFile(_folder.File))
        {
            file.Dirty(default).ToList().ForEach(file.Wipe);
            Assert.Empty(file.Dirty(default));
        }

        Assert.DoesNotContain(Word, Bytes(), StringComparison.Ordinal);
        using var again = Connection.Open(_folder.File, readOnly: false, cacheKilobytes: 100);
        Assert.Equal("ok", again.Text("PRAGMA integrity_check"));
        Assert.Equal(before, Content(again));
    }

    [Fact]
    public void of_pages_that_are_no_pages_breaks_nothing()
    {
        var random = new Random(7);
        for (var page = new byte[PageFile.PageSize]; random.Next(100_000) > 0;)
        {
            random.NextBytes(page);
            page[0] = (byte)random.Next(16);
            FreeSpace.Wipe(page, isFirst: false);
        }
    }

    /// <summary>Rows of all lengths, inserted everywhere, changed and deleted, as the store does it; those with the word are all gone in the end.</summary>
    private string Written(Random random)
    {
        using var connection = Connection.Open(_folder.File, readOnly: false, cacheKilobytes: 100);
        connection.Execute("PRAGMA page_size=4096; PRAGMA secure_delete=ON; CREATE TABLE rows (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID; CREATE TABLE other (n INTEGER PRIMARY KEY, text TEXT); CREATE INDEX other_text ON other (text); BEGIN");
        for (var number = 0; number < 6000; number++)
        {
            var text = number % 9 == 0 ? Word + new string('c', random.Next(200)) : new string('x', random.Next(10, 600));
            connection.Execute($"INSERT OR REPLACE INTO rows VALUES ('{random.Next():x8}', '{text}'); INSERT INTO other VALUES ({random.Next()}, '{text[..Math.Min(40, text.Length)]}') ON CONFLICT DO NOTHING");
        }

        connection.Execute($"COMMIT; DELETE FROM rows WHERE text LIKE '{Word}%'; DELETE FROM other WHERE text LIKE '{Word}%'");
        return Content(connection);
    }

    private static string Content(Connection connection) =>
        connection.Text("SELECT (SELECT group_concat(id || text) FROM (SELECT * FROM rows ORDER BY id)) || (SELECT group_concat(n || text) FROM (SELECT * FROM other ORDER BY text, n))")!;

    private string Bytes() => Encoding.Latin1.GetString(File.ReadAllBytes(_folder.File));
}
