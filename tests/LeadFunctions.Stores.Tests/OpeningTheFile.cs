using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

public sealed class opening_the_file : EngineTest
{
    private const int Leads = 200;

    [Fact]
    public async Task a_second_process_is_refused_with_a_clear_message_and_the_first_goes_on()
    {
        var engine = Open();

        var error = Assert.Throws<StoreInUseException>(() => Open());

        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
        Assert.Empty(await engine.Store.DueAsync(Given.Noon, 1, default));
    }

    [Fact]
    public void a_path_that_cannot_be_used_is_said_so()
    {
        File.WriteAllText(Folder["file"], "in the way");

        var error = Assert.Throws<StorageException>(() => new RunningEngine(Path.Combine(Folder["file"], "leads.db")));

        Assert.Contains("cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task it_can_be_opened_again_after_it_was_closed()
    {
        var first = Open();
        await first.Store.CommitAsync(new Commit { Lead = Given.Lead("ada") }, default);
        await first.DisposeAsync();

        Assert.False(File.Exists(Folder["leads.db-wal"]));
        Assert.NotNull(await Open().Store.FindLeadAsync("ld_ada", default));
    }

    [Fact]
    public async Task a_closed_store_says_so()
    {
        var engine = Open();
        await engine.DisposeAsync();

        await Assert.ThrowsAsync<StorageException>(() => engine.EnqueueAsync(new Message.LeadDue("ld_ada")));
        await Assert.ThrowsAsync<StorageException>(() => engine.Store.CommitAsync(new Commit { Lead = Given.Lead("ada") }, default));
        await Assert.ThrowsAsync<StorageException>(() => engine.Store.FindLeadAsync("ld_ada", default));
    }

    [Fact]
    public void the_leavings_of_a_crash_while_it_was_made_are_no_obstacle()
    {
        File.WriteAllText(Folder["leads.db.new"], "half a file");

        Open();
    }

    [Theory]
    [InlineData("this is a letter, not a database, and it is longer than a page header so that nobody takes it for an empty file ........")]
    [InlineData("")]
    public void a_file_that_is_not_a_store_is_refused_and_left_as_it_is(string content)
    {
        File.WriteAllText(Folder.File, content);

        Assert.Throws<CorruptStoreException>(() => Open());

        Assert.Equal(content, File.ReadAllText(Folder.File));
    }

    [Fact]
    public void a_database_of_another_application_is_refused_and_left_as_it_is()
    {
        using (var connection = Sqlite.Raw.Connection.Open(Folder.File, readOnly: false, cacheKilobytes: 100))
        {
            connection.Execute("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");
        }

        var error = Assert.ThrowsAny<StorageException>(() => Open());

        Assert.Contains("not one of LeadFunctions", error.Message, StringComparison.Ordinal);
        using var after = Sqlite.Raw.Connection.Open(Folder.File, readOnly: false, cacheKilobytes: 100);
        Assert.Equal(1, after.Number("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task a_file_of_a_newer_version_is_refused()
    {
        await Open().DisposeAsync();
        using (var connection = Sqlite.Raw.Connection.Open(Folder.File, readOnly: false, cacheKilobytes: 100))
        {
            connection.Execute("PRAGMA user_version=99");
        }

        Assert.Contains("newer", Assert.ThrowsAny<StorageException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_missing_log_after_a_crash_is_noticed_and_can_be_accepted()
    {
        using var copy = await CrashedAsync();
        File.Delete(copy["leads.db-wal"]);

        var error = Assert.Throws<CorruptStoreException>(() => Open(at: copy));

        Assert.Contains("-wal", error.Message, StringComparison.Ordinal);
        Assert.Throws<CorruptStoreException>(() => Open(at: copy));
        Open(at: copy, change: options => options with { AcceptMissingLog = true });
    }

    [Fact]
    public async Task a_log_without_its_file_is_no_empty_store()
    {
        using var copy = await CrashedAsync();
        File.Delete(copy.File);

        Assert.Contains("missing", Assert.Throws<CorruptStoreException>(() => Open(at: copy)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(copy.File));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(4096)]
    [InlineData(40_000)]
    public async Task a_file_cut_short_is_never_served(int length)
    {
        var path = await FilledAsync();
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(length);
        }

        Assert.ThrowsAny<StorageException>(() => Open());
        Assert.Equal(length, new FileInfo(path).Length);
    }

    [Fact]
    public async Task a_changed_byte_anywhere_is_noticed_or_harmless_but_nothing_wrong_is_served()
    {
        const int seed = 20_260_301;
        var good = await File.ReadAllBytesAsync(await FilledAsync());
        var random = new Random(seed);
        var noticed = 0;
        for (var round = 0; round < 150; round++)
        {
            using var folder = new TempFolder();
            var bytes = good.ToArray();
            var at = round < 100 ? round : random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(folder.File, bytes);
            Assert.True(await WrongAsync(folder) is var wrong && wrong is null, $"Byte {at} changed (seed {seed}): {wrong}");
            noticed += _noticed;
        }

        Assert.True(noticed > 20, $"Only {noticed} were noticed: the test changes nothing that matters.");
    }

    [Fact]
    public async Task a_page_of_zeroes_is_noticed_or_harmless_but_nothing_wrong_is_served()
    {
        var good = await File.ReadAllBytesAsync(await FilledAsync());
        for (var page = 0; page < good.Length / 4096; page++)
        {
            using var folder = new TempFolder();
            var bytes = good.ToArray();
            bytes.AsSpan(page * 4096, 4096).Clear();
            await File.WriteAllBytesAsync(folder.File, bytes);
            Assert.Null(await WrongAsync(folder));
        }
    }

    private int _noticed;

    /// <summary>Opens and reads everything by key. Null when all that was served is right; errors are fine and are counted.</summary>
    private async Task<string?> WrongAsync(TempFolder folder)
    {
        _noticed = 0;
        try
        {
            await using var engine = new RunningEngine(folder.File);
            for (var number = 0; number < Leads; number++)
            {
                var lead = await engine.Store.FindLeadAsync($"ld_{number}", default);
                if (lead is null || lead.Attribute("note") != Note(number) || (await engine.Store.KnownActivitiesAsync(lead.Id, [$"s{number}"], default)).Count != 1)
                {
                    return $"lead {number} was served as {lead}";
                }
            }
        }
        catch (StorageException)
        {
            _noticed = 1;
        }

        return null;
    }

    private async Task<TempFolder> CrashedAsync()
    {
        var engine = Open();
        await engine.EnqueueAsync(Given.Arrived("ld_ada", "s1"));
        return Folder.AfterCrash();
    }

    private async Task<string> FilledAsync()
    {
        var engine = Open();
        await Task.WhenAll(Enumerable.Range(0, Leads).Select(number => engine.Store.CommitAsync(
            new Commit { Lead = Given.Lead($"{number}") with { Attributes = Given.Attributes(("note", Note(number))) }, Activities = [Given.Received($"s{number}")] }, default)));
        await engine.DisposeAsync();
        return Folder.File;
    }

    private static string Note(int number) => string.Concat(Enumerable.Repeat($"note {number} ", 30));
}
