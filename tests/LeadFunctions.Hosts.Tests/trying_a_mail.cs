using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;
using LeadFunctions.Providers.Email;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Hosts.Tests;

/// <summary>Sequences, previews, test mails and the mailbox of the file provider.</summary>
public sealed class trying_a_mail
{
    private const string Manager = "Bearer key-manager";
    private static readonly string LeadId = "ld_" + new string('1', 32);

    [Fact]
    public async Task the_sequences_are_there_step_by_step()
    {
        await using var host = await TestHost.StartAsync();
        using var answer = await host.GetAsync("api/sequences", ("Authorization", "Bearer key-rep"));
        var sequence = (await answer.JsonAsync()).GetProperty("items")[0];

        Assert.Equal(("welcome", "send", "Hello"), (sequence.GetProperty("id").GetString(), sequence.GetProperty("steps")[0].GetProperty("kind").GetString(), sequence.GetProperty("steps")[0].GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task the_sequences_say_where_people_stand_to_whoever_sees_figures()
    {
        await using var host = await TestHost.StartAsync();
        var day = Families.Bucket(Families.Sequence, DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime).AddDays(-40));
        var counted = new Contribution(default)
        {
            Facts = [Run("at:first"), Run("at:first") with { Held = "outside sending hours" }, Run("completed"), Run("exited:replied"), Run("exited:replied"), Run("removed")],
        };
        var sums = Shares.Of(counted).Where(share => share.Bucket.StartsWith(Families.Sequence, StringComparison.Ordinal)).GroupBy(share => share.Measure).ToDictionary(one => one.Key, one => one.Sum(share => share.Amount));
        await host.Engine.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Figures, day, JsonSerializer.Serialize(sums), 0), await new ComplaintWatch(host.Engine).CountedAsync(3, host.Clock.GetUtcNow(), default)] }, default);

        var seen = await (await host.GetAsync("api/sequences", ("Authorization", Manager))).JsonAsync();
        var rep = await (await host.GetAsync("api/sequences", ("Authorization", "Bearer key-rep"))).JsonAsync();

        var item = seen.GetProperty("items")[0];
        Assert.Equal([6, 2, 1, 2, 1], new[] { "entered", "active", "completed", "exited", "removed" }.Select(name => item.GetProperty(name).GetInt32()));
        Assert.Equal("""[{"why":"replied","n":2}]""", item.GetProperty("exitedWhy").GetRawText());
        Assert.Equal((2, """[{"why":"outside sending hours","n":1}]"""), (item.GetProperty("steps")[0].GetProperty("at").GetInt32(), item.GetProperty("steps")[0].GetProperty("held").GetRawText()));
        Assert.Equal(host.Clock.GetUtcNow().AddDays(1), seen.GetProperty("pausedUntil").GetDateTimeOffset());
        Assert.False(rep.GetProperty("items")[0].TryGetProperty("active", out _));

        static Fact Run(string why) => new(FactKind.Run, "welcome", DateTimeOffset.UnixEpoch) { Why = why };
    }

    [Fact]
    public async Task a_preview_shows_a_lead_of_mine_or_somebody_invented_and_tracks_nobody()
    {
        await using var host = await TestHost.StartAsync();
        host.Engine.Put(Jane with { Owner = new Assignment("anna", DateTimeOffset.UnixEpoch, "r", "d") });
        var before = host.Engine.StateHash;

        using var mine = await host.GetAsync("api/sequences/welcome/preview?lead=" + LeadId, ("Authorization", "Bearer key-rep"));
        using var invented = await host.GetAsync("api/sequences/welcome/preview?step=first", ("Authorization", "Bearer key-rep"));
        using var others = await host.GetAsync("api/sequences/welcome/preview?lead=" + LeadId, ("Authorization", "Bearer key-other-rep"));
        using var none = await host.GetAsync("api/sequences/welcome/preview?step=nothing", ("Authorization", "Bearer key-rep"));

        Assert.Contains("Hi &lt;Jane&gt;,", (await mine.JsonAsync()).GetProperty("html").GetString(), StringComparison.Ordinal);
        var html = (await invented.JsonAsync()).GetProperty("html").GetString()!;
        Assert.Contains("Hi Jane,", html, StringComparison.Ordinal);
        Assert.DoesNotContain("api/", html, StringComparison.Ordinal);
        await others.ShouldBeProblemAsync(404);
        await none.ShouldBeProblemAsync(404);
        Assert.Equal(before, host.Engine.StateHash);
    }

    [Fact]
    public async Task a_test_goes_to_the_address_leaves_the_lead_alone_and_is_written_down()
    {
        var bag = new Bag();
        await using var host = await TestHost.StartAsync(mail: bag);
        host.Engine.Put(Jane);
        using var answer = await TestAsync(host, $$"""{"step":"first","to":" Me@Example.com ","lead":"{{LeadId}}"}""");

        Assert.Equal("sent", (await answer.JsonAsync()).GetProperty("status").GetString());
        var mail = Assert.Single(bag.Taken);
        Assert.Equal(("[Test] Hello", "me@example.com", "auto-generated"), (mail.Subject, mail.To.Address, mail.Headers["Auto-Submitted"]));
        Assert.Equal(Jane.Version, (await host.Engine.FindLeadAsync(LeadId, default))!.Version);
        Assert.Empty(host.Engine.Messages);
        var line = JsonSerializer.Deserialize((await host.Engine.ListRegisterAsync(RegisterNames.Audit, null, 10, default)).Single().Value.Value, WireJson.Default.AuditEntry)!;
        Assert.Equal(("mia", "test-send", LeadId), (line.By, line.What, line.LeadId));
        Assert.DoesNotContain("example.com", JsonSerializer.Serialize(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_test_to_a_suppressed_address_is_refused_and_too_many_are_too()
    {
        var bag = new Bag();
        await using var host = await TestHost.StartAsync(new LimitOptions().WithoutRates() with { TestSendsPerPerson = new Rate(2, TimeSpan.FromHours(1), 2) }, bag);
        var gone = new NewId([.. Enumerable.Repeat((byte)7, 32)]).LeadIdOf("gone@example.com");
        var complained = new Suppression().With(new SuppressionEntry(SuppressionReason.Complaint, DateTimeOffset.UnixEpoch, "webhook:x"));
        await host.Engine.CommitAsync(new Commit { Registers = [(await new Suppressions(host.Engine).FindAsync(gone, default)).Write(complained)] }, default);

        using var refused = await TestAsync(host, """{"step":"first","to":"gone@example.com"}""");
        using var second = await TestAsync(host, """{"step":"first","to":"me@example.com"}""");
        using var third = await TestAsync(host, """{"step":"first","to":"me@example.com"}""");

        await refused.ShouldBeProblemAsync(409);
        Assert.Single(bag.Taken);
        await third.ShouldBeProblemAsync(429);
    }

    [Theory]
    [InlineData("""{"step":"first","to":"nobody"}""", 422)]
    [InlineData("""{"step":"other","to":"me@example.com"}""", 422)]
    [InlineData("""{"step":"first","to":"me@example.com","cc":"x@example.com"}""", 422)]
    [InlineData("""{"to":""", 400)]
    public async Task what_makes_no_sense_is_said(string body, int status)
    {
        await using var host = await TestHost.StartAsync(mail: new Bag());
        using var answer = await TestAsync(host, body);
        await answer.ShouldBeProblemAsync(status);
    }

    [Fact]
    public async Task the_mailbox_shows_what_was_sent_newest_first_and_runs_none_of_it()
    {
        using var folder = new Folder();
        var files = new FileEmail(folder.Path, TimeProvider.System);
        await using var host = await TestHost.StartAsync(folder: files.Folder);
        foreach (var number in Enumerable.Range(1, 3))
        {
            var html = "<p onclick=alert(1)>Hi</p><script>alert(1)</script><img src=\"https://tracker.example/p\"><a href=\"https://api.example/c/1\">go</a>";
            await files.SendAsync(new EmailMessage($"mail:{LeadId}:new-lead:1:{number}", new Mailbox("us@example.com"), new Mailbox("jane@example.com"), $"Mail {number}", "Hi", html), default);
            await Task.Delay(20);
        }

        var first = await (await host.GetAsync("api/mailbox?limit=2", ("Authorization", Manager))).JsonAsync();
        var second = await (await host.GetAsync("api/mailbox?limit=2&cursor=" + first.GetProperty("next").GetString(), ("Authorization", Manager))).JsonAsync();
        Assert.Equal(["Mail 3", "Mail 2"], first.GetProperty("items").EnumerateArray().Select(mail => mail.GetProperty("subject").GetString()));
        Assert.Equal(["Mail 1"], second.GetProperty("items").EnumerateArray().Select(mail => mail.GetProperty("subject").GetString()));
        var one = first.GetProperty("items")[0];
        Assert.Equal((LeadId, "nurture"), (one.GetProperty("leadId").GetString(), one.GetProperty("kind").GetString()));

        using var shown = await host.GetAsync($"api/mailbox/{one.GetProperty("id").GetString()}/html", ("Authorization", Manager));
        var policy = shown.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox; default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" href=", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var text = await host.GetAsync("api/mailbox/" + one.GetProperty("id").GetString(), ("Authorization", Manager));
        Assert.Equal("Hi", (await text.JsonAsync()).GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("..%2f..%2fkeys")]
    [InlineData("2026-01-01-..")]
    [InlineData("2026-01-01-00000000000000000000000000000000")]
    [InlineData("2026-13-01-00000000000000000000000000000000")]
    public async Task no_id_is_a_path(string id)
    {
        using var folder = new Folder();
        await using var host = await TestHost.StartAsync(folder: new FileEmail(folder.Path, TimeProvider.System).Folder);
        using var answer = await host.GetAsync("api/mailbox/" + id, ("Authorization", Manager));

        await answer.ShouldBeProblemAsync(404);
        using var cursor = await host.GetAsync("api/mailbox?cursor=../../x", ("Authorization", Manager));
        await cursor.ShouldBeProblemAsync(400);
    }

    private static Lead Jane => new()
    {
        Id = LeadId,
        Email = "jane@example.com",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Version = 1,
        Attributes = new Dictionary<string, AttributeValue> { ["firstName"] = new("<Jane>", DateTimeOffset.UnixEpoch, AttributeSource.Form) },
    };

    private static Task<HttpResponseMessage> TestAsync(TestHost host, string body) => host.PostJsonAsync("api/sequences/welcome/test-send", body, ("Authorization", Manager));

    private sealed class Bag : IEmailSender
    {
        public string Name => "bag";

        public bool Deduplicates => false;

        public List<EmailMessage> Taken { get; } = [];

        public Task<EmailResult> SendAsync(EmailMessage mail, CancellationToken ct)
        {
            Taken.Add(mail);
            return Task.FromResult<EmailResult>(new EmailResult.Sent("m"));
        }
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("leadfunctions-test-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
