using System.Text.Json;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Providers;

public sealed class telling_by_file : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("leadfunctions-outbox-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private string[] Files => Directory.GetFiles(_data, "*", SearchOption.AllDirectories);

    [Fact]
    public async Task a_notification_is_a_file_of_its_day_for_programs_and_for_people()
    {
        Assert.IsType<NotifyResult.Sent>(await new FileNotifier(_data).SendAsync(Told.Ana, default));

        var file = Assert.Single(Files);
        Assert.Equal(Path.Combine(_data, "outbox", "notifications", "2026-11-23"), Path.GetDirectoryName(file));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var told = json.RootElement.GetProperty("notification").Deserialize<Notification>(JsonSerializerOptions.Web)!;
        Assert.Equal(Told.Ana with { WhyNow = told.WhyNow }, told);
        Assert.Equal(Told.Ana.WhyNow, told.WhyNow);
        Assert.Equal("band-up: Jane Doe, Globex -> Ana Ruiz <ana@acme.example>", json.RootElement.GetProperty("text")[0].GetString());
    }

    [Fact]
    public async Task sent_again_even_days_later_it_is_still_one_file()
    {
        var files = new FileNotifier(_data);
        await files.SendAsync(Told.Ana, default);
        var first = await File.ReadAllBytesAsync(Files.Single());

        Assert.IsType<NotifyResult.Sent>(await new FileNotifier(_data).SendAsync(Told.Ana with { At = Told.Ana.At.AddDays(3), Score = 99 }, default));

        Assert.True(files.Deduplicates);
        Assert.Equal(first, await File.ReadAllBytesAsync(Files.Single()));
    }

    [Fact]
    public async Task another_effect_is_another_file()
    {
        await new FileNotifier(_data).SendAsync(Told.Ana, default);
        await new FileNotifier(_data).SendAsync(Told.Ana with { EffectKey = "other" }, default);

        Assert.Equal(2, Files.Length);
    }

    [Theory]
    [InlineData("../../../etc/cron.d/x")]
    [InlineData("a/b\\c:d\0e")]
    [InlineData("")]
    public async Task the_name_is_safe_whatever_the_key(string key)
    {
        await new FileNotifier(_data).SendAsync(Told.Ana with { EffectKey = key }, default);

        Assert.Matches("^[0-9a-f]{32}\\.json$", Path.GetFileName(Assert.Single(Files)));
    }

    [Fact]
    public async Task what_a_crash_left_unfinished_is_written_anew()
    {
        await new FileNotifier(_data).SendAsync(Told.Ana, default);
        var file = Files.Single();
        File.Move(file, file + ".tmp");
        await File.WriteAllTextAsync(file + ".tmp", "{ half");

        await new FileNotifier(_data).SendAsync(Told.Ana, default);

        Assert.Equal(file, Assert.Single(Files));
        using var whole = JsonDocument.Parse(await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task a_folder_that_cannot_be_written_is_a_failure_to_try_again()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "outbox"), "in the way");

        Assert.False(Assert.IsType<NotifyResult.Failed>(await new FileNotifier(_data).SendAsync(Told.Ana, default)).ForGood);
    }
}
