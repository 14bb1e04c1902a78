namespace LeadFunctions.Domain.Lifecycle;

/// <summary>Who decides something about a lead.</summary>
/// <param name="Name">Of a person or manager their id in the playbook; it signs everything they do.</param>
public sealed record Actor(ActorKind Kind, string Name);

public enum ActorKind
{
    /// <summary>Works leads: their own and those that wait for their pools.</summary>
    Person,
    Manager,
    Admin,

    /// <summary>A CRM or another program through the API; acts for the lead's owner.</summary>
    Service,
}
