namespace LeadFunctions.Http;

/// <summary>Who may call a route.</summary>
public enum Access
{
    /// <summary>Anyone; hostile by assumption.</summary>
    Public,
    SignedIn,
    Manager,
    Admin,
}
