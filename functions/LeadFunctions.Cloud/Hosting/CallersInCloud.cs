using System.Text;
using System.Text.Json;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>
/// Who calls, in the cloud: a person or program that the platform signed in with Entra ID (header <c>X-MS-CLIENT-PRINCIPAL</c>, app roles <c>admin</c>,
/// <c>manager</c>, <c>rep</c>, <c>service</c>), or whoever exchanged a function key for a token at <c>service-token</c>. Both are the roles of
/// <see cref="LeadFunctions.Http.Access"/>.
/// </summary>
/// <param name="platformSignsIn">The platform's sign-in is on, so that the header is its own.</param>
public sealed class CallersInCloud(PlaybookShelf playbooks, ServiceTokens tokens, TimeProvider clock, bool platformSignsIn)
{
    /// <summary>Who the platform has signed in. It takes the header away from whoever else sends it.</summary>
    public const string Principal = "X-MS-CLIENT-PRINCIPAL";

    private const string Scheme = "Bearer ";
    private const int LongestPrincipal = 16_384;

    private static readonly string[] Emails = ["preferred_username", "email", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "upn"];
    private static readonly string[] Apps = ["azp", "appid"];

    public Caller? Authenticate(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && tokens.Read(value[Scheme.Length..].Trim(), clock.GetUtcNow()) is { } service)
        {
            return service;
        }

        // Signed in by the platform's cookie, which a browser sends for anybody's page.
        return platformSignsIn && !(header.Count == 0 && IsFromElsewhere(http.Request)) ? OfPrincipal(http.Request.Headers[Principal].ToString()) : null;
    }

    private static bool IsFromElsewhere(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && SameOrigin.Of(request) != true;

    private Caller? OfPrincipal(string header)
    {
        if (header.Length is 0 or > LongestPrincipal || ClaimsIn(header) is not { } claims || RoleIn(claims) is not { } role)
        {
            return null;
        }

        if (Emails.Select(name => claims[name].FirstOrDefault()).FirstOrDefault(found => found is not null) is not { } email)
        {
            return role == Role.Service && Apps.Select(name => claims[name].FirstOrDefault()).FirstOrDefault(found => found is not null) is { } app ? new Caller(role, app) : null;
        }

        // Reps and managers act as the playbook's person; who is none there sees nothing.
        var person = playbooks.Current.Playbook.People.FirstOrDefault(person => person.Active && string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase));
        return person is not null ? new Caller(role, person.Id) : role is Role.Admin or Role.Service ? new Caller(role, email) : null;
    }

    /// <summary>Of several, the widest.</summary>
    private static Role? RoleIn(ILookup<string, string> claims)
    {
        var told = claims["roles"].Concat(claims["http://schemas.microsoft.com/ws/2008/06/identity/claims/role"]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return told.Contains("admin") ? Role.Admin
            : told.Contains("manager") ? Role.Manager
            : told.Contains("rep") ? Role.Rep
            : told.Contains("service") ? Role.Service
            : null;
    }

    private static ILookup<string, string>? ClaimsIn(string header)
    {
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header)));
            return json.RootElement.GetProperty("claims").EnumerateArray()
                .Select(claim => (Type: claim.GetProperty("typ").GetString() ?? "", Value: claim.GetProperty("val").GetString() ?? ""))
                .ToLookup(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);
        }
        catch (Exception bad) when (bad is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
