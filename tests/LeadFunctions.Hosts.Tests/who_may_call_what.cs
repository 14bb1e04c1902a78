using LeadFunctions.Domain.Leads;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;

namespace LeadFunctions.Hosts.Tests;

/// <summary>Every route for every role. A route without a line here fails.</summary>
public sealed class who_may_call_what(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Everyone = "public";

    // Whoever knows the provider's secret; keys of people do not help.
    private const string Providers = "signed";
    private static readonly string LeadId = "ld_" + new string('a', 32);

    // Who gets past the door; the rest of the answer is the endpoint's business.
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["track"] = Everyone,
        ["tracker"] = Everyone,
        ["submit-form"] = Everyone,
        ["form-thanks"] = Everyone,
        ["email-webhook"] = Providers,
        ["email-webhook-handshake"] = Providers,
        ["form-webhook"] = Providers,
        ["form-webhook-handshake"] = Providers,
        ["list-quarantine"] = "admin",
        ["openapi"] = Everyone,
        ["health-live"] = Everyone,
        ["health-ready"] = Everyone,
        ["list-leads"] = "rep manager admin",
        ["save-lead"] = "manager admin service",
        ["get-lead"] = "rep manager admin",
        ["get-activities"] = "rep manager admin",
        ["get-score"] = "rep manager admin",
        ["note-lead"] = "rep manager admin",
        ["adjust-lead"] = "manager admin",
        ["assign-lead"] = "manager admin",
        ["accept-lead"] = "rep manager admin service",
        ["accept-opportunity-lead"] = "rep manager admin service",
        ["reject-lead"] = "rep manager admin service",
        ["contact-lead"] = "rep manager admin service",
        ["qualify-lead"] = "rep manager admin service",
        ["convert-lead"] = "rep manager admin service",
        ["win-lead"] = "rep manager admin service",
        ["lose-lead"] = "rep manager admin service",
        ["kickoff-lead"] = "rep manager admin service",
        ["recycle-lead"] = "rep manager admin service",
        ["disqualify-lead"] = "rep manager admin service",
        ["reactivate-lead"] = "rep manager admin service",
        ["export-leads"] = "manager admin",
        ["import-leads"] = "manager admin",
        ["export-lead"] = "manager admin",
        ["list-duplicates"] = "rep manager admin",
        ["dismiss-duplicate"] = "manager admin",
        ["get-account"] = "rep manager admin",
        ["list-accounts"] = "manager admin",
        ["merge-accounts"] = "manager admin",
        ["unmerge-accounts"] = "manager admin",
        ["list-hygiene"] = "manager admin",
        ["run-hygiene"] = "manager admin",
        ["erase-lead"] = "admin",
        ["merge-lead"] = "rep manager admin",
        ["unmerge-lead"] = "rep manager admin",
        ["open-pixel"] = Everyone,
        ["click"] = Everyone,
        ["unsubscribe-page"] = Everyone,
        ["unsubscribe"] = Everyone,
        ["preferences"] = Everyone,
        ["save-preferences"] = Everyone,
        ["list-sequences"] = "rep manager admin",
        ["preview-mail"] = "rep manager admin",
        ["test-send"] = "manager admin",
        ["list-mailbox"] = "manager admin",
        ["get-mail"] = "manager admin",
        ["get-mail-html"] = "manager admin",
        ["enroll-lead"] = "rep manager admin",
        ["exit-lead"] = "rep manager admin",
        ["get-clocks"] = "rep manager admin",
        ["pause-clock"] = "rep manager admin",
        ["resume-clock"] = "rep manager admin",
        ["publish-playbook"] = "admin",
        ["rollback-playbook"] = "admin",
        ["list-playbook-versions"] = "rep manager admin service",
        ["get-playbook-version"] = "rep manager admin service",
        ["diff-playbook"] = "rep manager admin service",
        ["sign-in"] = Everyone,
        ["sign-out"] = Everyone,
        ["get-me"] = "rep manager admin service",
        ["get-inbox"] = "rep manager admin",
        ["get-score-curve"] = "rep manager admin",
        ["backtest-playbook"] = "manager admin",
        ["suggest-points"] = "manager admin",
        ["get-rule-report"] = "manager admin",
        ["check-playbook"] = "manager admin",
        ["get-playbook"] = "rep manager admin service",
        ["claim-page"] = Everyone,
        ["claim"] = Everyone,
        ["list-webhooks"] = "manager admin",
        ["enable-webhook"] = "admin",
        ["get-audit"] = "manager admin",
        ["get-metrics"] = "rep manager admin",
        ["get-report"] = "manager admin",
        ["get-steps"] = "manager admin",
        ["get-queues"] = "manager admin",
        ["list-timers"] = "manager admin",
        ["list-dead-letters"] = "admin",
        ["replay-dead-letter"] = "admin",
    };

    private readonly TestHost _host = shared.Host;

    public static TheoryData<string, string?> Cases
    {
        get
        {
            var cases = new TheoryData<string, string?>();
            foreach (var route in Routes.All)
            {
                foreach (var role in new string?[] { null, "rep", "manager", "admin", "service" })
                {
                    cases.Add(route.Name, role);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task is_as_written_down(string name, string? role)
    {
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"Say here who may call {name}.");
        var route = Routes.All.Single(route => route.Name == name);
        var status = await CallAsync(route, role is null ? null : "key-" + role);

        if (allowed == Everyone || (role is not null && allowed!.Split(' ').Contains(role)))
        {
            Assert.DoesNotContain(status, new[] { 401, 403, 405, 500 });
        }
        else
        {
            Assert.Equal(role is null || allowed == Providers ? 401 : 403, status);
        }
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer key-admin2")]
    [InlineData("Bearer key-admi")]
    [InlineData("Basic key-admin")]
    [InlineData("key-admin")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.")]
    public async Task A_1_a_key_that_is_none_opens_nothing(string authorization)
    {
        var before = _host.Engine.StateHash;
        foreach (var route in Routes.All.Where(route => route.Access != Access.Public))
        {
            Assert.Equal(401, await SendAsync(route, ("Authorization", authorization)));
        }

        Assert.Equal(before, _host.Engine.StateHash);
    }

    [Fact]
    public async Task not_signed_in_is_said_properly()
    {
        var answer = await _host.GetAsync("api/leads");

        await answer.ShouldBeProblemAsync(401);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_2_a_rep_sees_own_and_pool_leads_and_no_others()
    {
        var at = DateTimeOffset.UnixEpoch;
        Lead Lead(char letter) => new() { Id = "ld_" + new string(letter, 32), Email = letter + "@example.com", CreatedAt = at, Version = 1 };
        await using var host = await TestHost.StartAsync();
        host.Engine.Put(Lead('1') with { Owner = new("anna", at, "r", "d") });
        host.Engine.Put(Lead('2') with { Owner = new("ben", at, "r", "d") });
        host.Engine.Put(Lead('3') with { Holding = new("nobody is in", "bdr", at) });
        host.Engine.Put(Lead('4') with { Holding = new("nobody is in", "ae", at) });
        host.Engine.Put(Lead('5'));
        host.Engine.Put(Lead('6') with { Owner = new("ben", at, "r", "d"), Holding = new("stale", "bdr", at) });

        var listed = (await (await host.GetAsync("api/leads", ("Authorization", "Bearer key-rep"))).JsonAsync()).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("email").GetString());
        Assert.Equal(["1@example.com", "3@example.com"], listed.Where(email => email != "6@example.com"));
        var before = host.Engine.StateHash;
        foreach (var (letter, mine) in new[] { ('1', true), ('2', false), ('3', true), ('4', false), ('5', false), ('6', false), ('0', false) })
        {
            foreach (var (method, tail) in new[] { ("GET", ""), ("GET", "/activities"), ("GET", "/score"), ("GET", "/clocks"), ("POST", "/note"), ("POST", "/pause-clock") })
            {
                var path = "api/leads/ld_" + new string(letter, 32) + tail;
                var absent = await (await host.GetAsync("api/leads/ld_" + new string('9', 32), ("Authorization", "Bearer key-rep"))).Content.ReadAsStringAsync();
                if (mine)
                {
                    Assert.Equal(200, method == "POST" ? 200 : (int)(await host.GetAsync(path, ("Authorization", "Bearer key-rep"))).StatusCode);
                    continue;
                }

                var answer = method == "GET"
                    ? await host.GetAsync(path, ("Authorization", "Bearer key-rep"))
                    : await host.PostJsonAsync(path, tail == "/note" ? """{"text":"mine now"}""" : """{"reason":"mine now"}""", ("Authorization", "Bearer key-rep"));
                await answer.ShouldBeProblemAsync(404);
                Assert.Equal(absent, await answer.Content.ReadAsStringAsync());
            }
        }

        Assert.Equal(before, host.Engine.StateHash);
        Assert.Equal(6, (await (await host.GetAsync("api/leads", ("Authorization", "Bearer key-manager"))).JsonAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await (await host.GetAsync("api/leads?owner=ben", ("Authorization", "Bearer key-rep"))).JsonAsync()).GetProperty("items").GetArrayLength());
    }

    private async Task<int> CallAsync(Route route, string? key) =>
        await SendAsync(route, key is null ? [] : [("Authorization", "Bearer " + key)]);

    private async Task<int> SendAsync(Route route, params (string, string)[] headers)
    {
        var path = "api/" + route.Pattern.Replace("{form}", "demo", StringComparison.Ordinal).Replace("{id}", LeadId, StringComparison.Ordinal)
            .Replace("{provider}", route.Name.StartsWith("email", StringComparison.Ordinal) ? "acs" : "meta", StringComparison.Ordinal);
        using var answer = route.Method == "POST" ? await _host.PostJsonAsync(path, "{}", headers) : await _host.SendAsync(route.Method, path, null, null, [.. headers, ("WebHook-Request-Origin", "eventgrid.azure.net")]);
        return (int)answer.StatusCode;
    }
}
