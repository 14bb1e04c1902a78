using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http.Auth;
using LeadFunctions.Providers.Email;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The whole embedded host and every file of its data folder.</summary>
public sealed class erasing_a_person : IAsyncLifetime, IDisposable
{
    private const string Canary = "canary.bird+cage@feather-and-song.example";
    private const string Too = "canary.two@feather-and-song.example";
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-").FullName;
    private EmbeddedApp _app = null!;
    private HttpClient _client = null!;
    private bool _runs;

    private ILeadStore Store => _app.Engine.Store;

    private string Id => _app.Ids.LeadIdOf(Canary);

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task G_2_leaves_no_byte_of_the_address_in_any_file_and_every_figure_as_it_was()
    {
        await LiveAsync();
        Assert.True(Traces() is { Count: > 3 }, string.Join(", ", Traces()));
        var figures = await FiguresAsync();

        var counted = await (await SendAsync(HttpMethod.Delete, $"api/leads/{Id}?dryRun=true")).JsonAsync();
        Assert.Equal("would-erase", counted.GetProperty("status").GetString());
        Assert.NotNull(await Store.FindLeadAsync(Id, default));

        var erased = await (await SendAsync(HttpMethod.Delete, $"api/leads/{Id}")).JsonAsync();
        await QuietAsync();

        Assert.Equal("erased", erased.GetProperty("status").GetString());
        Assert.True(erased.GetProperty("files").GetInt32() >= 2);
        Assert.Equal(figures, await FiguresAsync());
        Assert.Empty(Traces());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, $"api/leads/{Id}")).StatusCode);
        Assert.True((await new Suppressions(Store).FindAsync(Id, default)).Suppression.Blocks);
        await StopAsync();
        Assert.Empty(Traces());
        await StartAsync();
    }

    [Fact]
    public async Task takes_the_leads_merged_into_it_along()
    {
        await PostAsync("api/forms/newsletter", $$"""{"email":"{{Canary}}"}""");
        await PostAsync("api/forms/newsletter", $$"""{"email":"{{Too}}"}""");
        await QuietAsync();
        await SendAsync(HttpMethod.Post, $"api/leads/{Id}/merge", $$"""{"with":"{{_app.Ids.LeadIdOf(Too)}}"}""");
        await QuietAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Delete, $"api/leads/{_app.Ids.LeadIdOf(Too)}")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Delete, $"api/leads/{Id}")).StatusCode);

        Assert.Null(await Store.FindLeadAsync(_app.Ids.LeadIdOf(Too), default));
        Assert.DoesNotContain(Files(), file => Holds(file, Too));
    }

    [Fact]
    public async Task G_2_is_undone_by_no_late_message_and_no_file_but_by_the_person()
    {
        await PostAsync("api/forms/newsletter", $$"""{"email":"{{Canary}}"}""");
        await QuietAsync();
        await SendAsync(HttpMethod.Delete, $"api/leads/{Id}");

        var late = new Signal("late", "demo-request", DateTimeOffset.UtcNow.AddHours(-1), SignalSource.Form("demo"));
        var old = new Signal("row-1", "import", DateTimeOffset.UtcNow.AddHours(1), SignalSource.Import);
        await _app.Engine.Queue.EnqueueAsync([new Outgoing(new Message.SignalArrived(Id, Canary, [late, old]))], default);
        await QuietAsync();
        Assert.Null(await Store.FindLeadAsync(Id, default));

        await PostAsync("api/forms/demo", $$"""{"email":"{{Canary}}"}""");
        await QuietAsync();
        await _app.Web.Services.GetRequiredService<FinishErasures>().RunAsync(DateTimeOffset.UtcNow, default);
        Assert.NotNull(await Store.FindLeadAsync(Id, default));
    }

    [Fact]
    public async Task G_3_is_honoured_by_an_older_backup_that_is_put_back()
    {
        await LiveAsync();
        var copy = Path.Combine(_folder, "..", Path.GetFileName(_folder) + ".copy");
        StoreCopy.Create(Path.Combine(_folder, "leads.db"), copy);
        try
        {
            Assert.True(Holds(copy, Canary));
            await SendAsync(HttpMethod.Delete, $"api/leads/{Id}");
            await PostAsync("api/forms/newsletter", """{"email":"after@example.com"}""");
            await QuietAsync();
            Assert.Throws<StoreInUseException>(() => StoreCopy.Restore(copy, Path.Combine(_folder, "leads.db")));
            await StopAsync();

            StoreCopy.Restore(copy, Path.Combine(_folder, "leads.db"));
            await StartAsync();
            await _app.Web.Services.GetRequiredService<FinishErasures>().RunAsync(DateTimeOffset.UtcNow, default);
            await QuietAsync();

            Assert.Null(await Store.FindLeadAsync(Id, default));
            Assert.Null(await Store.FindLeadAsync(_app.Ids.LeadIdOf("after@example.com"), default));
            Assert.NotNull(await Store.FindLeadAsync(_app.Ids.LeadIdOf("other@example.com"), default));
            // The host's own timer may be at it as well.
            for (var until = DateTime.UtcNow.AddSeconds(20); Traces().Count > 0 && DateTime.UtcNow < until; await Task.Delay(50))
            {
            }

            Assert.Empty(Traces());
        }
        finally
        {
            File.Delete(copy);
        }
    }

    [Fact]
    public async Task a_damaged_copy_is_not_put_back()
    {
        await PostAsync("api/forms/newsletter", """{"email":"other@example.com"}""");
        await QuietAsync();
        var (store, copy) = (Path.Combine(_folder, "leads.db"), Path.Combine(_folder, "copy.db"));
        StoreCopy.Create(store, copy);
        await StopAsync();
        var before = await File.ReadAllBytesAsync(store);
        var bytes = await File.ReadAllBytesAsync(copy);
        Random.Shared.NextBytes(bytes.AsSpan(4096 * 2, 4096));
        await File.WriteAllBytesAsync(copy, bytes);

        Assert.Throws<StorageException>(() => StoreCopy.Restore(copy, store));
        await File.WriteAllTextAsync(copy, "not a store");
        Assert.Throws<StorageException>(() => StoreCopy.Restore(copy, store));

        Assert.Equal(before, await File.ReadAllBytesAsync(store));
        await StartAsync();
    }

    /// <summary>The canary gets everywhere: form, browser, mail, note, notification, dead letter, schedule, quarantine, another lead's timeline.</summary>
    private async Task LiveAsync()
    {
        await PostAsync("api/track", $$"""{"visitorId":"browser-canary","id":"view-1","url":"https://www.example.com/pricing?e={{Uri.EscapeDataString(Canary)}}"}""");
        await PostAsync("api/forms/demo", $$"""{"email":"{{Canary}}","name":"Canary Bird","title":"CEO","company":"Feather","consent":"on","visitorId":"browser-canary","remarks":"write to {{Canary.ToUpperInvariant()}}"}""");
        await PostAsync("api/forms/newsletter", """{"email":"other@example.com"}""");
        await QuietAsync();
        await SendAsync(HttpMethod.Post, $"api/leads/{_app.Ids.LeadIdOf("other@example.com")}/note", $$"""{"text":"knows {{Canary}}"}""");
        await new Quarantine(Store).KeepAsync(new Quarantined("sendgrid", "e1", "new", DateTimeOffset.UtcNow, Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + Canary + "y"))), DateTimeOffset.UtcNow, default);
        await new FileEmail(_folder, TimeProvider.System).SendAsync(
            new EmailMessage($"mail:{Id}:new-lead:1:welcome", new Mailbox("us@example.com"), new Mailbox(Canary, "Canary Bird"), "Hello", $"Dear {Canary}", $"<p>Dear {Canary}</p>"), default);
        await _app.Engine.Queue.EnqueueAsync(
        [
            new Outgoing(new Message.NotificationDue(Id, "notify:x", "nobody", "assigned", "carrier-pigeon", Text: "call " + Canary)),
            new Outgoing(new Message.WebhookDue("crm", "evt_1", "lead.created", $$"""{"email":"{{Canary}}"}"""), DateTimeOffset.UtcNow.AddDays(1)),
        ], default);
        await QuietAsync();
    }

    /// <summary>Without the instant at which they were asked for.</summary>
    private async Task<string> FiguresAsync() =>
        Regex.Replace(await (await SendAsync(HttpMethod.Get, "api/metrics")).EnsureSuccessStatusCode().Content.ReadAsStringAsync(), "\"\\d{4}-\\d\\d-\\d\\dT[^\"]*\"", "", RegexOptions.NonBacktracking);

    private List<string> Traces() => [.. Files().Where(file => Holds(file, Canary))];

    /// <summary>All; but the file by which a running host keeps others out can only be read when it has stopped.</summary>
    private IEnumerable<string> Files() =>
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Where(file => !_runs || !file.EndsWith(".lock", StringComparison.Ordinal));

    /// <summary>Written here once more, and not with the code under test.</summary>
    private static bool Holds(string file, string address)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        var text = Encoding.Latin1.GetString(bytes.ToArray());
        var local = address[..address.IndexOf('@', StringComparison.Ordinal)];
        string[] folded = [address, local, address.Replace("+", "\\u002B", StringComparison.Ordinal), address.Replace("+", "%2B", StringComparison.Ordinal).Replace("@", "%40", StringComparison.Ordinal), address.Replace("@", "%40", StringComparison.Ordinal)];
        var base64 = Enumerable.Range(0, 3).Select(before => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + address))[4..^4]);
        return folded.Any(one => text.Contains(one, StringComparison.OrdinalIgnoreCase)) || base64.Any(one => text.Contains(one, StringComparison.Ordinal));
    }

    private async Task StartAsync()
    {
        _app = await EmbeddedHost.OpenAsync(new RunOptions("http://127.0.0.1:0", _folder, "b2b") { OwnTraffic = true, Quiet = true }, TimeProvider.System);
        await _app.Web.StartAsync();
        _runs = true;
        var address = _app.Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _client = new HttpClient { BaseAddress = new Uri(address) };
        _client.DefaultRequestHeaders.Authorization = new("Bearer", _app.Keys.First(key => key.Role == Role.Admin).Key);
    }

    private async Task StopAsync()
    {
        _client.Dispose();
        await _app.Web.StopAsync();
        await _app.DisposeAsync();
        _runs = false;
    }

    private Task<HttpResponseMessage> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await _client.SendAsync(request);
    }

    private async Task QuietAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await _app.Engine.Queue.FiguresAsync(timeout.Token)).Any(step => step.Waiting + step.InFlight > 0))
        {
            await Task.Delay(5, timeout.Token);
        }
    }
}
