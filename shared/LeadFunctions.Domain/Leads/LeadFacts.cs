using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Leads;

public static class LeadFacts
{
    public static Facts Of(Lead lead, DomainKnowledge knowledge, DateTimeOffset now) => new(lead.Attributes.ToDictionary(a => a.Key, a => a.Value.Value));
    public static string? NameOf(Lead lead) => lead.Attribute("name");
}
