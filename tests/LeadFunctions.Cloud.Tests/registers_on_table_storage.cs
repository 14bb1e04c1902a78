using Azure;
using Azure.Data.Tables;
using LeadFunctions.Cloud.Registers;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.UseCases.Ports;
using Moq;

namespace LeadFunctions.Cloud.Tests;

/// <summary>The table as the store needs it, with the real SDK: over Azurite where npm can install it, and with the faults no emulator makes over Moq.</summary>
public sealed class registers_on_table_storage
{
    [AzuriteFact]
    public async Task keeps_conditional_writes_to_those_who_read_the_latest()
    {
        var table = await Azurite.TableAsync();

        var first = await table.InsertAsync("effects", "k", ["one"], default);
        Assert.NotNull(first);
        Assert.Null(await table.InsertAsync("effects", "k", ["two"], default));
        var second = await table.ReplaceAsync("effects", "k", ["a", "b"], first, default);
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Null(await table.ReplaceAsync("effects", "k", ["c"], first, default));
        Assert.Equal(["a", "b"], (await table.GetAsync("effects", "k", default))!.Parts);
        Assert.Equal(second, (await table.GetAsync("effects", "k", default))!.ETag);
        Assert.False(await table.DeleteAsync("effects", "k", first, default));
        Assert.True(await table.DeleteAsync("effects", "k", second, default));
        Assert.False(await table.DeleteAsync("effects", "k", second, default));
        Assert.Null(await table.ReplaceAsync("effects", "k", ["c"], second, default));
        Assert.Null(await table.GetAsync("effects", "k", default));
    }

    [AzuriteFact]
    public async Task drops_the_parts_that_a_shorter_value_no_longer_has_and_takes_a_long_one()
    {
        var table = await Azurite.TableAsync();
        var parts = Enumerable.Range(0, 14).Select(number => new string((char)('a' + number), 32_000)).ToArray();

        var tag = await table.InsertAsync("playbooks", "long", parts, default);
        Assert.Equal(parts, (await table.GetAsync("playbooks", "long", default))!.Parts);
        await table.ReplaceAsync("playbooks", "long", ["short"], tag!, default);
        Assert.Equal(["short"], (await table.GetAsync("playbooks", "long", default))!.Parts);
    }

    [AzuriteFact]
    public async Task lists_one_partition_in_the_order_of_its_keys_from_after_one()
    {
        var table = await Azurite.TableAsync();
        foreach (var row in new[] { "b", "a", "Z", "c", "a:1", "~" })
        {
            await table.InsertAsync("timers", row, [row], default);
            await table.InsertAsync("other", row, ["other"], default);
        }

        Assert.Equal(["Z", "a", "a:1", "b", "c", "~"], (await table.ListAsync("timers", null, 100, default)).Select(row => row.Row));
        Assert.Equal(["a:1", "b"], (await table.ListAsync("timers", "a", 2, default)).Select(row => row.Row));
        Assert.Empty(await table.ListAsync("timers", "~", 10, default));
    }

    [AzuriteFact]
    public async Task lets_one_of_many_that_write_at_once_win()
    {
        var table = await Azurite.TableAsync();
        var tag = await table.InsertAsync("rotation", "pool", ["0"], default);

        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => table.ReplaceAsync("rotation", "pool", [$"{number}"], tag!, default)));

        Assert.Single(won, tag => tag is not null);
    }

    [AzuriteFact]
    public async Task carries_a_whole_lead_from_form_to_owner()
    {
        await using var world = new CloudWorld(await Azurite.TableAsync());
        var opened = await world.Host.OpenAsync(default);

        Assert.Equal("b2b", opened.Surface.Playbooks.Current.Playbook.Name);
        Assert.Single(await world.Store.ListRegisterAsync("playbooks", null, 10, default));
        var again = new CloudWorld(await Azurite.TableAsync());
        await using (again)
        {
            await again.Host.OpenAsync(default);
            Assert.NotEqual(world.Ids.LeadIdOf("ana@acme.example"), again.Ids.LeadIdOf("ana@acme.example"));
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(403)]
    [InlineData(0)]
    public async Task says_that_it_is_down_whatever_the_service_says(int status)
    {
        var client = new Mock<TableClient>();
        var fault = new RequestFailedException(status, "no");
        client.Setup(table => table.AddEntityAsync(It.IsAny<TableEntity>(), It.IsAny<CancellationToken>())).ThrowsAsync(fault);
        client.Setup(table => table.UpdateEntityAsync(It.IsAny<TableEntity>(), It.IsAny<ETag>(), TableUpdateMode.Replace, It.IsAny<CancellationToken>())).ThrowsAsync(fault);
        client.Setup(table => table.DeleteEntityAsync("p", "r", It.IsAny<ETag>(), It.IsAny<CancellationToken>())).ThrowsAsync(fault);
        client.Setup(table => table.GetEntityIfExistsAsync<TableEntity>("p", "r", It.IsAny<IEnumerable<string>>(), It.IsAny<CancellationToken>())).ThrowsAsync(fault);
        var registers = new RegisterTable(client.Object);

        await Assert.ThrowsAsync<StorageException>(() => registers.InsertAsync("p", "r", ["v"], default));
        await Assert.ThrowsAsync<StorageException>(() => registers.ReplaceAsync("p", "r", ["v"], "tag", default));
        await Assert.ThrowsAsync<StorageException>(() => registers.DeleteAsync("p", "r", "tag", default));
        await Assert.ThrowsAsync<StorageException>(() => registers.GetAsync("p", "r", default));
    }

    [Fact]
    public async Task writes_only_on_the_version_that_was_read()
    {
        var client = new Mock<TableClient>(MockBehavior.Strict);
        client.Setup(table => table.UpdateEntityAsync(It.Is<TableEntity>(entity => entity.PartitionKey == "p" && entity.RowKey == "r" && (string)entity["P0"] == "v"), new ETag("W/\"1\""), TableUpdateMode.Replace, default))
            .ReturnsAsync(new Answering(204, ("ETag", "W/\"2\"")));

        Assert.Equal("W/\"2\"", await new RegisterTable(client.Object).ReplaceAsync("p", "r", ["v"], "W/\"1\"", default));
    }
}
