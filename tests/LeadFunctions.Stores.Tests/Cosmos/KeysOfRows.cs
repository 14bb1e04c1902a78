using System.Text;
using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Cosmos.Registers;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

public sealed class keys_of_rows
{
    private static readonly string[] Odd = ["", "a", "a.b", "a/b", "a\\b", "#?%&'\"$<>[]", "\0\u001f ~}|", "größe", "\ud83d\ude00", "clock:ld_1:1700", "!", "~", "..", "A", "a a"];

    [Fact]
    public void come_back_as_they_were_and_hold_nothing_that_a_row_key_may_not()
    {
        foreach (var key in Many())
        {
            var row = KeyText.Encode(key);
            Assert.Equal(key, KeyText.Decode(row));
            Assert.DoesNotContain(row, one => one is < '!' or > '~' || "/\\#?%".Contains(one, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void are_in_the_order_of_the_keys()
    {
        var keys = Many().Distinct().ToArray();
        Assert.Equal(
            keys.OrderBy(key => Encoding.UTF8.GetBytes(key), Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other))),
            keys.OrderBy(KeyText.Encode, StringComparer.Ordinal));
    }

    [Fact]
    public async Task too_long_and_values_too_large_for_one_part_are_kept_whole()
    {
        using var world = new CosmosWorld();
        var store = world.Open();
        var (key, random) = (new string('ü', 400), new Random(1));
        var value = string.Concat(Enumerable.Range(0, 100_000).Select(_ => (char)('a' + random.Next(26))));

        Assert.Equal(CommitResult.Committed, await store.CommitAsync(new Commit { Registers = [new("effects", key, value, 0), new("effects", key + "!", "2", 0)] }, default));

        Assert.Equal(value, (await store.FindRegisterAsync("effects", key, default))!.Value);
        Assert.Equal([key, key + "!"], (await store.ListRegisterAsync("effects", null, 10, default)).Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void of_a_page_are_recognised_and_others_hardly_ever_taken_for_them()
    {
        string[] ids = [.. Enumerable.Range(0, 40).Select(number => $"signal-{number}")];
        var filter = IdFilter.Of(ids);

        Assert.All(ids, id => Assert.True(IdFilter.MayHave(filter, id)));
        Assert.InRange(Enumerable.Range(0, 20_000).Count(number => IdFilter.MayHave(filter, $"other-{number}")), 0, 40);
    }

    private static IEnumerable<string> Many()
    {
        var random = new Random(7);
        return Odd.Concat(Enumerable.Range(0, 2000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => (char)random.Next(1, 0x2ff)))));
    }
}
