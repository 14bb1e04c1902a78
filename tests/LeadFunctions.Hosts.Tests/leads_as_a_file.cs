using System.Net;
using System.Text;
using System.Text.Json;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases.Export;

namespace LeadFunctions.Hosts.Tests;

public sealed class leads_as_a_file(RealHost host) : IClassFixture<RealHost>
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("Ana", "Ana")]
    public void A_10_a_cell_is_never_a_formula(string text, string cell) => Assert.Equal(cell + "\r\n", CsvText.Row([text]));

    [Fact]
    public async Task goes_out_with_every_lead_and_comes_in_again_without_a_change()
    {
        await host.PostAsync("api/forms/newsletter", """{"email":"file@acme-corp.com","name":"=cmd|' /C calc'!A0","company":"Bücher, \"Söhne\""}""", "application/json");
        await host.QuietAsync();

        var answer = await host.GetAsync("api/leads/export.csv", Role.Admin);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.StartsWith("\ufeffid,email,name,company", lines[0], StringComparison.Ordinal);
        Assert.Contains("file@acme-corp.com,'=cmd|' /C calc'!A0,\"Bücher, \"\"Söhne\"\"\"", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.False((await (await host.GetAsync("api/leads/export.csv?bom=false", Role.Admin)).Content.ReadAsByteArrayAsync()).AsSpan().StartsWith("\ufeff"u8));
    }

    [Fact]
    public async Task comes_in_row_by_row_names_the_bad_ones_and_repeats_nothing()
    {
        const string Csv = "email,name,company\nrow1@import.example,Ada King,Acme\nnot an address,X,Y\n\"row2@import.example\",\"Quoted, Name\",\"two\nlines\"\n";

        var first = await ImportAsync(Csv);
        await host.QuietAsync();
        var second = await ImportAsync(Csv);

        Assert.Equal((2, 0, 1), (first.GetProperty("accepted").GetInt32(), first.GetProperty("skipped").GetInt32(), first.GetProperty("bad").GetInt32()));
        Assert.Equal(3, first.GetProperty("errors")[0].GetProperty("line").GetInt32());
        Assert.Equal((0, 2), (second.GetProperty("accepted").GetInt32(), second.GetProperty("skipped").GetInt32()));
        var lead = await (await host.GetAsync("api/leads/" + host.Ids.LeadIdOf("row2@import.example"), Role.Admin)).JsonAsync();
        Assert.Equal("Quoted, Name", lead.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("application/json", "{}", 415)]
    [InlineData("text/csv", "name,company\nAna,Acme\n", 422)]
    public async Task what_is_no_such_file_is_refused(string type, string body, int status) => Assert.Equal(status, (int)(await SendAsync(body, type)).StatusCode);

    [Fact]
    public async Task everything_about_one_person_is_theirs_to_have()
    {
        await host.PostAsync("api/forms/demo", """{"email":"mine@acme-corp.com","name":"My Own"}""", "application/json");
        await host.QuietAsync();

        var all = await (await host.GetAsync($"api/leads/{host.Ids.LeadIdOf("mine@acme-corp.com")}/export", Role.Admin)).JsonAsync();

        Assert.Equal("mine@acme-corp.com", all.GetProperty("lead").GetProperty("email").GetString());
        Assert.Contains(all.GetProperty("timeline").EnumerateArray(), one => one.GetProperty("kind").GetString() == "signal");
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync($"api/leads/{host.Ids.LeadIdOf("nobody@acme-corp.com")}/export", Role.Admin)).StatusCode);
    }

    [Fact]
    public async Task G_4_what_one_person_gets_has_nothing_of_who_was_merged_into_them()
    {
        var (own, other) = (host.Ids.LeadIdOf("own@acme-corp.com"), host.Ids.LeadIdOf("other-canary@acme-corp.com"));
        await host.PostAsync("api/forms/demo", """{"email":"own@acme-corp.com","name":"My Own"}""", "application/json");
        await host.PostAsync("api/forms/demo", """{"email":"other-canary@acme-corp.com","name":"Canary Bird","title":"Canary Keeper"}""", "application/json");
        await host.QuietAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await host.AdminAsync("POST", $"api/leads/{own}/merge", $$"""{"with":"{{other}}"}""")).StatusCode);
        await host.QuietAsync();
        await host.PostAsync("api/forms/contact", """{"email":"other-canary@acme-corp.com","name":"Canary Bird","message":"canary sings"}""", "application/json");
        await host.QuietAsync();

        var mine = await (await host.GetAsync($"api/leads/{own}/export", Role.Admin)).Content.ReadAsStringAsync();
        var theirs = await (await host.GetAsync($"api/leads/{other}/export", Role.Admin)).Content.ReadAsStringAsync();

        Assert.Contains("My Own", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", mine, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Canary Bird", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("own@acme-corp.com", theirs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_company_is_its_people()
    {
        await host.PostAsync("api/forms/newsletter", """{"email":"one@accounts-test.example","company":"Accounts"}""", "application/json");
        await host.PostAsync("api/forms/newsletter", """{"email":"two@accounts-test.example"}""", "application/json");
        await host.PostAsync("api/forms/newsletter", """{"email":"three@accounts-test.example.org"}""", "application/json");
        await host.PostAsync("api/forms/newsletter", """{"email":"someone@gmail.com"}""", "application/json");
        await host.QuietAsync();

        var account = await (await host.GetAsync("api/accounts/accounts-test.example", Role.Admin)).JsonAsync();

        Assert.Equal((2, "Accounts"), (account.GetProperty("people").GetInt32(), account.GetProperty("company").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("api/accounts/gmail.com", Role.Admin)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("api/accounts/nobody-there.example", Role.Admin)).StatusCode);
    }

    [Fact]
    public async Task hygiene_runs_when_asked_and_leaves_a_report()
    {
        var run = await host.PostAsync("api/hygiene/archive/run?dryRun=true", Role.Admin);
        Assert.Equal(HttpStatusCode.OK, run.StatusCode);
        var listed = await (await host.GetAsync("api/hygiene", Role.Admin)).JsonAsync();
        Assert.Contains(listed.GetProperty("items").EnumerateArray(), one => one.GetProperty("name").GetString() == "archive" && one.GetProperty("last").ValueKind == JsonValueKind.Object);
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostAsync("api/hygiene/nothing/run", Role.Admin)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("api/duplicates", Role.Admin)).StatusCode);
    }

    private async Task<JsonElement> ImportAsync(string csv) => await (await SendAsync(csv, "text/csv; charset=utf-8")).JsonAsync();

    private async Task<HttpResponseMessage> SendAsync(string body, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/leads/import");
        request.Headers.Authorization = new("Bearer", host.KeyOf(Role.Admin));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await host.Client.SendAsync(request);
    }
}
