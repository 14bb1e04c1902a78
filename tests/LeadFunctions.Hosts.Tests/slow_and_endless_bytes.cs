using System.Net;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The H rows that take the server's patience: bodies without end, and senders that stop in the middle.</summary>
public sealed class slow_and_endless_bytes(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Post = "POST /api/track HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private readonly TestHost _host = shared.Host;

    private static readonly (string Row, string Bytes)[] TooLarge =
    [
        ("H-6 length over the limit", Post + "Content-Length: 500001\r\n\r\n"),
        ("H-6 length over every limit", Post + "Content-Length: 5000000000\r\n\r\n"),
        ("H-6 endless chunks", Post + "Transfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("2000\r\n" + new string(' ', 0x2000) + "\r\n", 100))),
        ("H-6 endless chunks to a form", Post.Replace("track", "forms/demo", StringComparison.Ordinal) + "Transfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("2000\r\n" + new string(' ', 0x2000) + "\r\n", 100))),
    ];

    [Fact]
    public async Task H_6_bodies_over_the_limit_are_refused_at_once_and_the_connection_ends()
    {
        var before = _host.Engine.StateHash;
        var answers = await Task.WhenAll(TooLarge.Select(row => RawHttp.SendAsync(_host, row.Bytes)));

        Assert.All(answers.Zip(TooLarge), pair =>
        {
            Assert.True(pair.First.Closed, pair.Second.Row);
            Assert.Equal([413], RawHttp.Statuses(pair.First.Answer));
        });
        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task H_7_a_body_that_drips_is_cut_off_and_others_do_not_notice()
    {
        // 240 bytes a second are asked of everybody after five seconds; this one sends nothing more.
        var dripping = RawHttp.SendAsync(_host, Post + "Content-Length: 100\r\n\r\n{");
        Assert.Equal(HttpStatusCode.Accepted, (await _host.PostJsonAsync("api/track", """{"url":"/x"}""")).StatusCode);
        var (answer, closed) = await dripping;

        Assert.True(closed);
        Assert.Equal([408], RawHttp.Statuses(answer));
    }

    [Fact]
    public async Task H_7_headers_that_do_not_end_are_cut_off()
    {
        var (answer, closed) = await RawHttp.SendAsync(_host, "GET /api/health/live HTTP/1.1\r\nHost: a\r\nX-");

        Assert.True(closed);
        Assert.Equal([408], RawHttp.Statuses(answer));
    }
}
