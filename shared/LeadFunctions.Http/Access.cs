using LeadFunctions.Http.Auth;

namespace LeadFunctions.Http;

/// <summary>Who may call a route.</summary>
[Flags]
public enum Access
{
    /// <summary>Anyone; hostile by assumption.</summary>
    Public = 0,
    Rep = 1,
    Manager = 2,
    Admin = 4,
    Service = 8,

    /// <summary>Whoever works leads; a rep sees only their own and their pools'.</summary>
    Team = Rep | Manager | Admin,
    Managers = Manager | Admin,
    SignedIn = Rep | Manager | Admin | Service,
}

public static class AccessExtensions
{
    public static bool Lets(this Access access, Role role) => (access & role switch
    {
        Role.Rep => Access.Rep,
        Role.Manager => Access.Manager,
        Role.Admin => Access.Admin,
        Role.Service => Access.Service,
        _ => Access.Public,
    }) != 0;
}
