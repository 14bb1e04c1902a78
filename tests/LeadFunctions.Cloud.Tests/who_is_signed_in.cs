using System.Text.Json;
using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Cloud.Tests;

/// <summary>Entra ID's people and programs, and function keys' tokens -> a caller with a role.</summary>
#pragma warning disable CA1001 // The runner disposes of it.
public sealed class who_is_signed_in : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly CloudWorld _world = new();
    private readonly ServiceTokens _tokens = new(new byte[32], Role.Service);
    private PlaybookShelf _shelf = null!;

    public async Task InitializeAsync() => _shelf = (await _world.Host.OpenAsync(default)).Surface.Playbooks;

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public void a_person_of_the_playbook_is_that_person()
    {
        var person = _shelf.Current.Playbook.People.First(person => person.Active && person.Email is not null);

        Assert.Equal(new Caller(Role.Rep, person.Id), Of(Principal(("roles", "rep"), ("preferred_username", person.Email!.ToUpperInvariant()))));
        Assert.Equal(new Caller(Role.Manager, person.Id), Of(Principal(("roles", "rep"), ("roles", "manager"), ("preferred_username", person.Email))));
    }

    [Fact]
    public void a_rep_who_is_nobody_there_sees_nothing_and_an_admin_sees_all_the_same()
    {
        Assert.Null(Of(Principal(("roles", "rep"), ("preferred_username", "stranger@acme.example"))));
        Assert.Equal(new Caller(Role.Admin, "ops@acme.example"), Of(Principal(("roles", "admin"), ("email", "ops@acme.example"))));
    }

    [Fact]
    public void a_program_has_no_address_and_is_a_service_only_by_its_role()
    {
        Assert.Equal(new Caller(Role.Service, "11111111-2222"), Of(Principal(("roles", "service"), ("azp", "11111111-2222"))));
        Assert.Null(Of(Principal(("roles", "admin"), ("azp", "11111111-2222"))));
        Assert.Null(Of(Principal(("azp", "11111111-2222"))));
    }

    [Fact]
    public void nobody_is_believed_whom_the_platform_did_not_sign_in() =>
        Assert.Null(Of(Principal(("roles", "admin"), ("email", "ops@acme.example")), platform: false));

    [Theory]
    [InlineData("not base64!")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("e30=")]
    [InlineData("eyJjbGFpbXMiOjF9")]
    [InlineData("")]
    public void what_is_no_principal_is_nobody(string header) => Assert.Null(Of(header));

    [Theory]
    [InlineData("GET", "cross-site", true)]
    [InlineData("POST", "same-origin", true)]
    [InlineData("POST", "cross-site", false)]
    [InlineData("POST", null, false)]
    public void a_browsers_cookie_changes_something_only_from_a_page_of_ours(string method, string? site, bool isKnown) =>
        Assert.Equal(isKnown, Of(Principal(("roles", "admin"), ("email", "ops@acme.example")), method: method, site: site) is not null);

    [Fact]
    public void a_token_is_good_for_an_hour_and_only_as_it_was_given()
    {
        var now = _world.Clock.GetUtcNow();
        var token = _tokens.Issue("crm", now);

        Assert.Equal(new Caller(Role.Service, "crm"), _tokens.Read(token, now.AddMinutes(59)));
        Assert.Null(_tokens.Read(token, now.AddMinutes(61)));
        Assert.Null(new ServiceTokens([.. Enumerable.Repeat((byte)1, 32)], Role.Service).Read(token, now));
        for (var place = 0; place < token.Length; place++)
        {
            Assert.Null(_tokens.Read(token[..place] + (token[place] == 'A' ? 'B' : 'A') + token[(place + 1)..], now));
        }
    }

    private static string Principal(params (string Type, string Value)[] claims) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { auth_typ = "aad", claims = claims.Select(claim => new { typ = claim.Type, val = claim.Value }) }));

    private Caller? Of(string principal, bool platform = true, string method = "GET", string? site = null)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.Headers[CallersInCloud.Principal] = principal;
        if (site is not null)
        {
            http.Request.Headers["Sec-Fetch-Site"] = site;
        }

        return new CallersInCloud(_shelf, _tokens, _world.Clock, platform).Authenticate(http);
    }
}
