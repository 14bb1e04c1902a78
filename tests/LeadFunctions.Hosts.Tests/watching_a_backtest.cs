using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;
using LeadFunctions.Http.Playbooks;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Hosts.Tests;

/// <summary>How far a backtest is, line by line, and that it ends with whoever watches.</summary>
public sealed class watching_a_backtest : IAsyncLifetime
{
    private const string Lines = "application/x-ndjson";
    private static readonly string Draft = JsonSerializer.Serialize(new { text = ShippedPlaybooks.Text("b2b")! });
    private TestHost _host = null!;

    [Fact]
    public async Task says_how_far_it_is_before_it_is_done()
    {
        using var gate = new SemaphoreSlim(0);
        _host.Engine.BeforeTimeline = gate.WaitAsync;

        using var answer = await AskAsync();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        Assert.Equal(Lines, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"read":0}""", await lines.ReadLineAsync());
        gate.Release();
        Assert.Equal("""{"read":1,"of":3}""", await lines.ReadLineAsync());
        gate.Release(2);
        var last = await LastAsync(lines);
        Assert.Equal(3, last.GetProperty("result").GetProperty("leads").GetInt32());
    }

    [Fact]
    public async Task says_the_same_in_the_end_as_without_lines()
    {
        await using var host = await RealHost.StartAsync();
        await host.PostAsync("api/forms/whitepaper", """{"email":"ana@acme.example","country":"US"}""", "application/json");
        await host.QuietAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/playbook/backtest") { Content = new StringContent(Draft, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", host.KeyOf(Http.Auth.Role.Admin));
        request.Headers.Accept.Add(new(Lines));

        var lines = (await (await host.Client.SendAsync(request)).Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var whole = await (await host.AdminAsync("POST", "api/playbook/backtest", Draft)).JsonAsync();

        Assert.Equal("""{"read":0}""", lines[0]);
        var result = JsonDocument.Parse(lines[^1]).RootElement.GetProperty("result");
        foreach (var name in new[] { "draft", "leads", "events", "mqls", "weeks", "flips", "quality", "pools", "sla", "refused" })
        {
            Assert.True(JsonElement.DeepEquals(whole.GetProperty(name), result.GetProperty(name)), name);
        }
    }

    [Fact]
    public async Task keeps_everybody_else_waiting_until_it_is_done()
    {
        using var gate = new SemaphoreSlim(0);
        _host.Engine.BeforeTimeline = gate.WaitAsync;
        using var answer = await AskAsync();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await lines.ReadLineAsync();

        foreach (var accept in new[] { Lines, "application/json" })
        {
            using var second = await AskAsync(accept);
            Assert.Equal(TimeSpan.FromSeconds(5), second.Headers.RetryAfter?.Delta);
            await second.ShouldBeProblemAsync(503);
        }

        gate.Release(3);
        Assert.True((await LastAsync(lines)).TryGetProperty("result", out _));
        gate.Release(3);
        using var next = await AskAsync("application/json");
        Assert.Equal(200, (int)next.StatusCode);
    }

    [Fact]
    public async Task ends_when_whoever_watches_goes_away()
    {
        // What the first one waits for never comes: only its going away can end it.
        var never = new TaskCompletionSource();
        _host.Engine.BeforeTimeline = ct => never.Task.WaitAsync(ct);
        var answer = await AskAsync();
        using (var lines = new StreamReader(await answer.Content.ReadAsStreamAsync()))
        {
            await lines.ReadLineAsync();
            _host.Engine.BeforeTimeline = null;
        }

        answer.Dispose();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var status = 503; status != 200; await Task.Delay(20, patience.Token))
        {
            using var next = await AskAsync("application/json");
            status = (int)next.StatusCode;
        }
    }

    [Fact]
    public async Task does_not_wait_for_whoever_reads_slowly_and_keeps_no_lines_for_them()
    {
        for (var i = 0; i < 150; i++)
        {
            _host.Engine.Put(Somebody($"more{i}"));
        }

        using var reader = new SlowReader();
        var http = new DefaultHttpContext();
        (http.Request.Body, http.Request.ContentType, http.Request.Headers.Accept) = (new MemoryStream(Encoding.UTF8.GetBytes(Draft)), "application/json", Lines);
        var writing = (await LearnFromHistory.BacktestAsync(new Call(_host.Surface, http, "", _host.Clock.GetUtcNow()))).Write!(reader, default);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await _host.Engine.ListRegisterAsync(RegisterNames.Backtests, null, 1, default)).Count == 0)
        {
            await Task.Delay(5, patience.Token);
        }

        Assert.False(writing.IsCompleted);
        reader.Wake.SetResult();
        await writing;
        Assert.InRange(reader.Lines.Count, 2, 3);
        Assert.Contains("\"result\":", reader.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_breaks_on_the_way_ends_with_a_problem_and_lets_the_next_one_in()
    {
        _host.Engine.BeforeTimeline = _ => throw new StorageException("storage-fault");
        using var answer = await AskAsync();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        var problem = (await LastAsync(lines)).GetProperty("problem");

        Assert.Equal(("urn:leadfunctions:problem:storage-unavailable", 503), (problem.GetProperty("type").GetString(), problem.GetProperty("status").GetInt32()));
        _host.Engine.BeforeTimeline = null;
        using var next = await AskAsync("application/json");
        Assert.Equal(200, (int)next.StatusCode);
    }

    [Theory]
    [InlineData("""{"text":"name: ["}""", 400)]
    [InlineData("""{"text":"name: x","from":"yesterday"}""", 422)]
    [InlineData("""{"text":""}""", 422)]
    [InlineData("{", 400)]
    public async Task of_a_bad_draft_never_begins(string body, int status)
    {
        using var answer = await AskAsync(Lines, body);
        await answer.ShouldBeProblemAsync(status);
    }

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        foreach (var name in new[] { "ana", "ben", "chloe" })
        {
            _host.Engine.Put(Somebody(name));
        }
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private static Lead Somebody(string name) => new() { Id = "ld_" + name, Email = name + "@acme.example", CreatedAt = DateTimeOffset.UnixEpoch };

    private async Task<HttpResponseMessage> AskAsync(string accept = Lines, string? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/playbook/backtest") { Content = new StringContent(body ?? Draft, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", "key-manager");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return await _host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<JsonElement> LastAsync(StreamReader lines)
    {
        var all = (await lines.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return JsonDocument.Parse(all[^1]).RootElement;
    }

    /// <summary>Takes nothing at all until told to.</summary>
    private sealed class SlowReader : MemoryStream
    {
        public TaskCompletionSource Wake { get; } = new();

        public List<string> Lines { get; } = [];

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Wake.Task;
            Lines.Add(Encoding.UTF8.GetString(buffer.Span));
        }
    }
}
