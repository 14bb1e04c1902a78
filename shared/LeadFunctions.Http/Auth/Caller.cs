using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Auth;

public enum Role
{
    Rep,
    Manager,
    Admin,
    Service,
}

/// <summary>Who is signed in.</summary>
/// <param name="Name">Of a rep or manager the person's id in the playbook; it signs everything they do.</param>
public sealed record Caller(Role Role, string Name);

/// <summary>The host's way to know who calls: bearer keys here, Entra ID or function keys in the cloud.</summary>
/// <returns>Null when nobody is signed in.</returns>
public delegate Caller? Authenticate(HttpContext http);
