using System.Net;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Hosts.Tests;

public sealed class submitting_a_form : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task G_6_who_is_known_already_gets_the_same_answer_as_who_is_not()
    {
        var known = new Lead { Id = new NewId([.. Enumerable.Repeat((byte)7, 32)]).LeadIdOf("known@example.com"), Email = "known@example.com", CreatedAt = DateTimeOffset.UnixEpoch, Version = 1 };
        _host.Engine.Put(known);
        var answers = new List<string>();
        foreach (var email in new[] { "known@example.com", "unknown@example.com" })
        {
            using var answer = await _host.PostJsonAsync("api/forms/demo", $$"""{"email":"{{email}}"}""");
            answers.Add($"{answer.StatusCode} {string.Join(",", (await answer.JsonAsync()).EnumerateObject().Select(member => $"{member.Name}:{member.Value.GetString()!.Length}"))} {string.Join(",", answer.Headers.Select(header => header.Key))}");
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Theory]
    [InlineData("application/json", """{"email":"Ann@Example.com","name":"Ann","company":"Acme","budget":500,"interests":["a","b"]}""")]
    [InlineData("text/plain;charset=UTF-8", """ {"email":"Ann@Example.com","name":"Ann","company":"Acme","budget":500,"interests":["a","b"]}""")]
    [InlineData("application/x-www-form-urlencoded", "email=Ann%40Example.com&NAME=Ann&company=Acme&budget=500&interests=a&interests=b&empty=")]
    [InlineData("multipart/form-data; boundary=xx", "--xx\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nAnn@Example.com\r\n--xx\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAnn\r\n--xx\r\nContent-Disposition: form-data; name=\"company\"\r\n\r\nAcme\r\n--xx\r\nContent-Disposition: form-data; name=\"budget\"\r\n\r\n500\r\n--xx\r\nContent-Disposition: form-data; name=\"interests\"\r\n\r\na\r\n--xx\r\nContent-Disposition: form-data; name=\"interests\"\r\n\r\nb\r\n--xx\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--xx--\r\n")]
    public async Task every_kind_of_body_gives_the_same_signal(string contentType, string body)
    {
        var answer = await _host.PostAsync("api/forms/demo", body, contentType);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = await answer.JsonAsync();
        Assert.Equal("accepted", json.GetProperty("status").GetString());
        var message = Assert.IsType<Message.SignalArrived>(Assert.Single(_host.Engine.Messages));
        var signal = Assert.Single(message.Signals);
        Assert.Equal(message.LeadId, json.GetProperty("id").GetString());
        Assert.Equal(signal.Id, json.GetProperty("submission").GetString());
        Assert.Equal("ann@example.com", message.Email);
        Assert.Equal(("demo-request", "form:demo", _host.Clock.Now), (signal.Name, signal.Source, signal.At));
        Assert.Equal(new Dictionary<string, string> { ["name"] = "Ann", ["company"] = "Acme" }, signal.Fields);
        Assert.Equal(new Dictionary<string, string> { ["budget"] = "500", ["interests"] = "a, b" }, signal.Answers);
        Assert.Null(signal.Consent);
        Assert.Equal(Verdict.Unknown, signal.Verdict);
    }

    [Theory]
    [InlineData(null, "/api/forms/demo/thanks")]
    [InlineData("https://www.example.com/done?x=1", "https://www.example.com/done?x=1")]
    public async Task a_browser_is_sent_on(string? next, string location)
    {
        var answer = await _host.PostAsync(
            "api/forms/demo", "email=a@example.com" + (next is null ? "" : "&_next=" + Uri.EscapeDataString(next)), "application/x-www-form-urlencoded", ("Accept", "text/html,*/*"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task a_filled_honeypot_looks_accepted_and_is_kept_as_a_machines()
    {
        var honest = await (await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com","visitorId":"visitor-1"}""")).JsonAsync();
        var spam = await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com","website":"http://spam","visitorId":"visitor-1"}""");

        Assert.Equal(HttpStatusCode.OK, spam.StatusCode);
        var json = await spam.JsonAsync();
        Assert.Equal(honest.EnumerateObject().Select(member => member.Name), json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(honest.GetProperty("id").GetString(), json.GetProperty("id").GetString());
        var signal = _host.Engine.Signals[^1];
        Assert.Equal(Verdict.Machine, signal.Verdict);
        Assert.Equal(["honeypot"], signal.VerdictReasons);
        Assert.Null(signal.VisitorId);
        Assert.Equal("visitor-1", _host.Engine.Signals[0].VisitorId);
    }

    [Fact]
    public async Task a_hundred_parallel_equal_submissions_are_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com"}""")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var texts = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.Single(texts.Distinct());
        Assert.Single(_host.Engine.Messages);
    }

    [Fact]
    public async Task the_same_content_is_one_submission_for_a_minute_over_minute_borders_too()
    {
        _host.Clock.Now = new DateTimeOffset(2026, 3, 2, 9, 0, 59, TimeSpan.Zero);
        var first = await (await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com"}""")).JsonAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(59.9));
        var again = await (await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com"}""")).JsonAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var later = await (await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com"}""")).JsonAsync();

        Assert.Equal(first.GetProperty("submission").GetString(), again.GetProperty("submission").GetString());
        Assert.NotEqual(first.GetProperty("submission").GetString(), later.GetProperty("submission").GetString());
        Assert.Equal(2, _host.Engine.Messages.Count);
    }

    [Theory]
    [InlineData("""{"email":"a@example.com"}""", """{"email":"b@example.com"}""")]
    [InlineData("""{"email":"a@example.com","name":"ab","x":"c"}""", """{"email":"a@example.com","name":"a","bx":"c"}""")]
    public async Task different_content_is_two_submissions(string one, string other)
    {
        await _host.PostJsonAsync("api/forms/demo", one);
        await _host.PostJsonAsync("api/forms/demo", other);

        Assert.Equal(2, _host.Engine.Signals.Select(signal => signal.Id).Distinct().Count());
    }

    [Fact]
    public async Task an_idempotency_key_answers_the_same_for_days_and_refuses_another_body()
    {
        var first = await (await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com"}""", ("Idempotency-Key", "abc"))).Content.ReadAsStringAsync();
        _host.Clock.Advance(TimeSpan.FromDays(7));
        var again = await (await _host.PostJsonAsync("api/forms/demo", """ {"email": "a@example.com"}""", ("Idempotency-Key", "\"abc\""))).Content.ReadAsStringAsync();
        var before = _host.Engine.StateHash;
        var other = await _host.PostJsonAsync("api/forms/demo", """{"email":"b@example.com"}""", ("Idempotency-Key", "abc"));

        Assert.Equal(first, again);
        await other.ShouldBeProblemAsync(422);
        Assert.Equal(before, _host.Engine.StateHash);
        Assert.Single(_host.Engine.Messages);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"yes\"", true)]
    [InlineData("\"on\"", true)]
    [InlineData("1", false)]
    [InlineData("\"1\"", false)]
    [InlineData("false", false)]
    [InlineData("\"false\"", false)]
    [InlineData("\"YES\"", false)]
    [InlineData("\"checked\"", false)]
    [InlineData("null", false)]
    public async Task only_an_explicit_yes_is_a_consent(string value, bool given)
    {
        await _host.PostJsonAsync("api/forms/demo", $$"""{"email":"a@example.com","newsletter":{{value}},"consent":true}""");

        Assert.Equal(given, Assert.Single(_host.Engine.Signals).Consent is { Granted: true, TextVersion.Length: 12 });
    }

    [Fact]
    public async Task campaign_page_and_referrer_come_along()
    {
        await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com","pageUrl":"https://www.example.com/demo?utm_source=News&utm_source=x&utm_campaign=spring%20sale&gclid=G1","pageTitle":"Demo","referrer":"https://search.example.org/"}""");

        var signal = Assert.Single(_host.Engine.Signals);
        Assert.Equal(new PageView("https://www.example.com/demo?utm_source=News&utm_source=x&utm_campaign=spring%20sale&gclid=G1", "Demo", "https://search.example.org/"), signal.Page);
        Assert.Equal(new Attribution { Source = "News", Campaign = "spring sale", ClickId = "gclid:G1", Referrer = "https://search.example.org/" }, signal.Attribution);
        Assert.Null(signal.Answers);
    }

    [Fact]
    public async Task global_privacy_control_leaves_the_visitor_out()
    {
        await _host.PostJsonAsync("api/forms/demo", """{"email":"a@example.com","visitorId":"visitor-1"}""", ("Sec-GPC", "1"));

        Assert.Null(Assert.Single(_host.Engine.Signals).VisitorId);
    }

    [Fact]
    public async Task the_hosted_page_is_plain_and_safe()
    {
        var page = await _host.GetAsync("api/forms/demo/thanks");

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("Title of demo", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await (await _host.GetAsync("api/forms/closed/thanks")).ShouldBeProblemAsync(404);
    }
}
