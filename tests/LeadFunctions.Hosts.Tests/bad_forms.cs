using System.Net;
using System.Text;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The F rows of the attack list: the answer, and nothing kept.</summary>
public sealed class bad_forms(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Json = "application/json";
    private const string Url = "application/x-www-form-urlencoded";
    private const string Good = "email=a%40example.com";
    private static readonly LimitOptions Limits = new();
    private readonly TestHost _host = shared.Host;

    public static TheoryData<string, int, string, string> Bodies
    {
        get
        {
            var rows = new TheoryData<string, int, string, string>();
            void Row(string id, int status, string type, string body) => rows.Add(id, status, type, body);

            foreach (var body in new[] { "{", "", "null", "[]", "\"x\"", "NaN", "{\"email\":\"a@example.com\",}", "{/**/\"email\":\"a@example.com\"}", "{\"email\":\"a@example.com\"}{}", "{'email':1}" })
            {
                Row("F-1", 400, Json, body);
            }

            Row("F-2 depth 17", 400, Json, """{"email":"a@example.com","x":""" + new string('[', 16) + new string(']', 16) + "}");
            Row("F-2 depth 16 is no text", 422, Json, """{"email":"a@example.com","x":""" + new string('[', 15) + new string(']', 15) + "}");
            Row("F-2", 400, Json, new string('[', 60_000));
            Row("F-2", 413, Json, string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));
            Row("F-3", 400, Json, """{"email":"a@example.com","email":"b@example.com"}""");
            Row("F-3 folded", 400, Json, """{"email":"a@example.com","EMAIL":"b@example.com"}""");
            Row("F-3", 400, Url, "email=a%40example.com&Email=b%40example.com");
            foreach (var number in new[] { "1e400", "-0", "-0.0", new string('9', 400) })
            {
                Row("F-5", 422, Json, $$"""{"email":"a@example.com","n":{{number}}}""");
            }

            Row("F-5", 400, Json, """{"email":"a@example.com","n":01}""");
            Row("F-7", 422, Json, """{"email":"a@example.com","x":"a\u0000b"}""");
            Row("F-7", 422, Url, Good + "&x=a%00b");
            Row("F-7 lone surrogate", 400, Json, """{"email":"a@example.com","x":"\ud800"}""");
            Row("F-7 lone surrogate in a name", 400, Json, """{"email":"a@example.com","\udc00":"x"}""");
            Row("F-9 1,025 keys", 413, Url, Good + string.Concat(Enumerable.Range(0, 1024).Select(i => $"&k{i}=v")));
            Row("F-9 3 kB key", 413, Url, Good + "&" + new string('k', 3000) + "=v");
            Row("F-9 4 MB value", 413, Url, Good + "&k=" + new string('v', 900_000));
            Row("F-9", 400, Url, Good + "&k=%zz");
            Row("F-9", 400, Url, Good + "&k=%f");
            Row("F-9", 400, Url, Good + "&k=%ff");
            Row("F-9", 400, Url, Good + "&k=%c0%ae");
            Row("F-9 utf-7", 415, Url + "; charset=utf-7", Good);
            Row("F-9 unknown charset", 415, Url + "; charset=klingon", Good);
            Row("F-10", 415, "text/plain", "hello");
            Row("F-10", 415, "text/plain", Good);
            Row("F-10 charset", 415, Json + "; charset=utf-16", "{}");
            Row("F-10", 415, "text/html", "{}");
            Row("F-10", 415, "nonsense", "{}");
            Row("F-11 file", 415, "multipart/form-data; boundary=x", Part("email", "a@example.com") + "--x\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"a.php.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n<?php ?>\r\n--x--\r\n");
            Row("F-11 file", 415, "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"email\"; filename*=utf-8''a.svg\r\n\r\na@example.com\r\n--x--\r\n");
            Row("multipart without boundary", 400, "multipart/form-data", Part("email", "a@example.com") + "--x--\r\n");
            Row("multipart 200 letters of boundary", 400, "multipart/form-data; boundary=" + new string('x', 200), "");
            Row("multipart cut off", 400, "multipart/form-data; boundary=x", Part("email", "a@example.com"));
            Row("multipart cut off in a part", 400, "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@exa");
            Row("multipart without part headers", 400, "multipart/form-data; boundary=x", "--x\r\n\r\na\r\n--x--\r\n");
            Row("multipart without a name", 400, "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n");
            Row("F-15 in a name", 422, Json, """{"email":"a@example.com","answers[<script>]":"x"}""");
            Row("F-15 in a name", 422, Url, Good + "&answers%5B%3Cscript%3E%5D=x");
            Row("F-13 $type", 422, Json, """{"email":"a@example.com","$type":"System.Object"}""");
            foreach (var next in new[]
            {
                "//evil.com", "javascript:alert(1)", "https://evil.com", "https://www.example.com@evil.com/", "https://www.example.com.evil.com", "https:\\\\evil.com",
                "https://www.example.com\\@evil.com", "data:text/html,x", "file:///etc/passwd", "/relative", "https://www.example.com:444/", "https://www。example。com", "https://www.example.com/\t",
            })
            {
                Row("F-17", 422, Url, Good + "&_next=" + Uri.EscapeDataString(next));
                Row("F-17", 422, Json, $$"""{"email":"a@example.com","redirect":{{System.Text.Json.JsonSerializer.Serialize(next)}}}""");
            }

            foreach (var email in new[]
            {
                "a@x.co\r\nBcc: v@y.co", "\"a\r\nRCPT TO:<v>\"@x.co", "Evil <a@x.co>", "\"<script>\"@x.co", "a@[127.0.0.1]", "a\u202e@x.co", "\uff41@x.co\u3002", "a b@x.co", "a@b@x.co", "a", "@x.co",
                "a@", "a@x", "a@.co", "a@x..co", new string('a', 65) + "@x.co", "a@" + new string('x', 250) + ".co", "a@-x.co", "a@x.co\0",
            })
            {
                Row("F-18/19", 422, Json, $$"""{"email":{{System.Text.Json.JsonSerializer.Serialize(email)}}}""");
            }

            Row("no email", 422, Json, "{}");
            Row("empty email", 422, Url, "email=");
            Row("email is no text", 422, Json, """{"email":{"a":1}}""");
            Row("email is null", 422, Json, """{"email":null}""");
            Row("F-22 combining marks", 422, Json, $$"""{"email":"a@example.com","name":"e{{new string('\u0301', 1900)}}"}""");
            Row("F-33 company", 413, Json, $$"""{"email":"a@example.com","company":"{{new string('c', 10_000)}}"}""");
            Row("F-33 company", 422, Json, $$"""{"email":"a@example.com","company":"{{new string('c', 201)}}"}""");
            Row("F-33 name", 422, Json, $$"""{"email":"a@example.com","name":"{{new string('c', 101)}}"}""");
            Row("F-33 200 UTM fields", 413, Url, Good + string.Concat(Enumerable.Range(0, 200).Select(i => $"&utm_{i}=v")));
            Row("field name of 65", 413, Url, Good + "&" + new string('k', Limits.FieldName + 1) + "=v");
            Row("value of 4,097", 413, Url, Good + "&k=" + new string('v', Limits.FieldValue + 1));
            Row("65 fields", 413, Url, Good + string.Concat(Enumerable.Range(0, Limits.Fields).Select(i => $"&k{i}=v")));
            Row("total", 413, Url, Good + string.Concat(Enumerable.Range(0, 9).Select(i => $"&k{i}=" + new string('v', 4000))));
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task are_refused_and_leave_nothing_behind(string row, int status, string contentType, string body)
    {
        var before = _host.Engine.StateHash;
        var answer = await _host.PostAsync("api/forms/demo", body, contentType);
        var problem = await answer.ShouldBeProblemAsync(status);

        Assert.Equal(before, _host.Engine.StateHash);
        Assert.DoesNotContain("example.com", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("script", problem.GetRawText(), StringComparison.Ordinal);
        Assert.NotEqual("", row);
    }

    [Theory]
    [InlineData("64 fields")]
    [InlineData("name of 64")]
    [InlineData("value of 4,096")]
    [InlineData("company of 200")]
    [InlineData("body of 65,536")]
    public async Task at_the_limit_are_taken(string what)
    {
        var body = what switch
        {
            "64 fields" => Good + string.Concat(Enumerable.Range(0, Limits.Fields - 1).Select(i => $"&k{i}=v")),
            "name of 64" => Good + "&" + new string('k', Limits.FieldName) + "=v",
            "value of 4,096" => Good + "&k=" + new string('v', Limits.FieldValue),
            "company of 200" => Good + "&company=" + new string('c', Limits.Company),
            _ => Good + new string('&', Limits.FormBody - Good.Length),
        };

        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync("api/forms/demo", body, Url)).StatusCode);
        if (what[0] == 'b')
        {
            await (await _host.PostAsync("api/forms/demo", body + "&", Url)).ShouldBeProblemAsync(413);
            await (await _host.SendAsync("POST", "api/forms/demo", new StreamContent(new Unannounced(Encoding.ASCII.GetBytes(body + "&"))), Url)).ShouldBeProblemAsync(413);
        }
    }

    [Fact]
    public async Task that_are_no_UTF_8_are_refused()
    {
        var json = Encoding.UTF8.GetBytes("""{"email":"a@example.com","x":"?"}""");
        var broken = json.Select(letter => letter == '?' ? (byte)0xff : letter).ToArray();
        byte[][] bodies = [broken, [0xEF, 0xBB, 0xBF, .. json], Encoding.Unicode.GetBytes("""{"email":"a@example.com"}""")];
        var before = _host.Engine.StateHash;
        foreach (var body in bodies)
        {
            await (await _host.PostAsync("api/forms/demo", body, Json)).ShouldBeProblemAsync(400);
        }

        await (await _host.PostAsync("api/forms/demo", json, null)).ShouldBeProblemAsync(415);
        await (await _host.PostAsync("api/forms/demo", json, Json, ("X", "y"))).JsonAsync();
        using var compressed = new ByteArrayContent(json);
        compressed.Headers.ContentEncoding.Add("gzip");
        var half = _host.Engine.StateHash;
        await (await _host.SendAsync("POST", "api/forms/demo", compressed, Json)).ShouldBeProblemAsync(415);

        Assert.NotEqual(before, half);
        Assert.Equal(half, _host.Engine.StateHash);
    }

    [Fact]
    public async Task F_13_system_words_stay_free_answers()
    {
        var before = _host.Engine.Messages.Count;
        await _host.PostJsonAsync("api/forms/demo", """{"email":"f13@example.com","score":100,"ownerId":"ben","stage":"sql","_etag":"x","tenantId":"t","outbox":"o","__proto__":"p","consent":true}""");

        var signal = _host.Engine.Signals[before];
        Assert.Null(signal.Fields);
        Assert.Null(signal.Consent);
        Assert.Equal(8, signal.Answers!.Count);
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("'; DROP TABLE leads; --")]
    [InlineData("\" OR 1=1--")]
    [InlineData("=HYPERLINK(\"http://evil\")")]
    [InlineData("\u202eevil\u200b")]
    public async Task F_14_31_markup_and_SQL_are_only_text(string text)
    {
        var before = _host.Engine.Messages.Count;
        var json = System.Text.Json.JsonSerializer.Serialize(new { email = "f14@example.com", name = text, note = text, utm_source = text });
        var answer = await _host.PostJsonAsync("api/forms/demo", json);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var signal = _host.Engine.Signals[before];
        Assert.Equal((text, text, text), (signal.Fields!["name"], signal.Answers!["note"], signal.Attribution!.Source));
    }

    [Fact]
    public async Task F_29_an_unknown_and_a_disabled_form_are_the_same_nothing()
    {
        var unknown = await _host.PostJsonAsync("api/forms/nowhere", """{"email":"a@example.com"}""");
        var disabled = await _host.PostJsonAsync("api/forms/closed", """{"email":"a@example.com"}""");

        await unknown.ShouldBeProblemAsync(404);
        await disabled.ShouldBeProblemAsync(404);
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await disabled.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("256")]
    public async Task A_25_a_bad_idempotency_key_is_refused(string key)
    {
        var answer = await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com"}""", ("Idempotency-Key", key == "256" ? new string('k', 256) : key));

        await answer.ShouldBeProblemAsync(400);
    }

    private static string Part(string name, string value) => $"--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
}
