using System.Text;
using LeadFunctions.Hosts.Tests.Support;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The H rows of the attack list, on raw sockets.</summary>
public sealed class hostile_bytes(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Post = "POST /api/track HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private const string Event = """{"visitorId":"visitor-1","url":"/x"}""";
    private readonly TestHost _host = shared.Host;

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var smuggled = $"{Post}Content-Length: {Event.Length}\r\n\r\n{Event}";
            return new TheoryData<string, string, string>
            {
                { "H-1 chunk extension with a bare LF", "400", Post + "Transfer-Encoding: chunked\r\n\r\n4;a\nABCD\r\n0\r\n\r\n" + smuggled },
                { "H-1 bare LF after the chunk size", "400", Post + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n" + smuggled },
                { "H-1 chunk size that is none", "400", Post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" + smuggled },
                { "H-2 two lengths", "400", Post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + smuggled },
                { "H-2 length and chunks", "400", Post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}" + smuggled },
                { "H-2 unknown coding", "400 501 411", Post + "Transfer-Encoding: xchunked\r\n\r\n{}" + smuggled },
                { "H-2 negative length", "400", Post + "Content-Length: -1\r\n\r\n" },
                { "H-3 request line of 9 kB", "414", "GET /" + new string('a', 9000) + " HTTP/1.1\r\nHost: a\r\n\r\n" },
                { "H-3 101 headers", "431", "GET /api/health/live HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(0, 101).Select(i => $"X-{i}: a\r\n")) + "\r\n" },
                { "H-3 header of 40 kB", "431", "GET /api/health/live HTTP/1.1\r\nHost: a\r\nX: " + new string('a', 40_000) + "\r\n\r\n" },
                { "H-9 zero byte in the path", "400 404", "GET /api/forms/%00/thanks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" },
                { "H-9 dots in the path", "404", "GET /api/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" },
                { "H-9 escaped dots in the path", "404", "GET /api/forms/%2e%2e%2f%2e%2e%2fetc%2fpasswd/thanks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" },
                { "H-9 bytes that are no UTF-8", "404 400", "GET /api/forms/%ff/thanks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" },
                { "H-9 overlong dots", "404 400", "GET /api/forms/%c0%ae%c0%ae/thanks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" },
                { "H-10 CONNECT", "404 405 400", "CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\nConnection: close\r\n\r\n" },
                { "H-10 TRACE", "405", "TRACE /api/track HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" },
                { "broken escape in a query", "400", "GET /api/leads?q=%zz HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-admin\r\nConnection: close\r\n\r\n" },
                { "broken escape in a query", "400", "GET /api/leads?q=%f HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-admin\r\nConnection: close\r\n\r\n" },
                { "key beyond ASCII", "400", "POST /api/forms/demo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nIdempotency-Key: \u00e9\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}" },
                { "two keys", "400", "POST /api/forms/demo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}" },
                { "two authorizations", "401", "GET /api/leads HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-admin\r\nAuthorization: Bearer key-rep\r\nConnection: close\r\n\r\n" },
                { "no host", "400", "GET /api/health/live HTTP/1.1\r\n\r\n" },
                { "no HTTP", "400", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task are_answered_with_a_refusal_and_the_connection_ends(string row, string statuses, string bytes)
    {
        var before = _host.Engine.StateHash;
        var (answer, closed) = await RawHttp.SendAsync(_host, bytes);

        Assert.True(closed, $"{row}: the connection stays open after {answer}");
        var seen = Assert.Single(RawHttp.Statuses(answer));
        Assert.Contains(seen.ToString(System.Globalization.CultureInfo.InvariantCulture), statuses.Split(' '));
        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task two_good_requests_on_one_connection_are_two_answers()
    {
        // The negative control of the smuggling rows: here the second one is meant to run.
        var good = $"{Post}Content-Length: {Event.Length}\r\n";
        var before = _host.Engine.Messages.Count;
        var (answer, _) = await RawHttp.SendAsync(_host, $"{good}\r\n{Event}{good}Connection: close\r\n\r\n{Event}");

        Assert.Equal([202, 202], RawHttp.Statuses(answer));
        Assert.Equal(before + 2, _host.Engine.Messages.Count);
    }

    [Fact]
    public async Task H_11_HTTP_2_is_off()
    {
        var (answer, closed) = await RawHttp.SendAsync(_host, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");

        Assert.True(closed);
        Assert.DoesNotContain("HTTP/1.1 2", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_hundred_thousand_keys_are_cut_short()
    {
        var body = string.Join('&', Enumerable.Range(0, 100_000).Select(i => $"k{i}=v"));
        var answer = await _host.PostAsync("api/forms/demo", Encoding.ASCII.GetBytes(body), "application/x-www-form-urlencoded");

        await answer.ShouldBeProblemAsync(413);
    }
}
