using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Playbooks;

/// <summary>How a lead goes from one team to the next (semantics 6).</summary>
/// <param name="Receivers">Roles that take it on; who has one already keeps the lead.</param>
/// <param name="Steps">The process in the company's words, for people to read.</param>
/// <param name="Routing">Who receives it, as in <see cref="Playbook.Routing"/>; empty when the lead has been routed already.</param>
/// <param name="Fields">What the packet says, in order.</param>
public sealed record HandoffPolicy(
    HandoffKind Kind, IReadOnlyList<string> Receivers, IReadOnlyList<string> Steps, IReadOnlyList<RoutingRule> Routing, IReadOnlyList<HandoffField> Fields);

/// <param name="Name">One of <see cref="PacketFields"/> of its kind, or an attribute of the lead.</param>
/// <param name="Required">Nothing is handed over without it.</param>
public sealed record HandoffField(string Name, string Label, bool Required);

/// <summary>What a packet can say beside the lead's attributes.</summary>
public static class PacketFields
{
    public const string Source = "source";
    public const string Campaign = "campaign";
    public const string Engagement = "engagement";
    public const string Fit = "fit";
    public const string Score = "score";
    public const string Qualification = "qualification";
    public const string Notes = "notes";
    public const string Stakeholders = "stakeholders";
    public const string Contract = "contract";
    public const string UseCase = "useCase";
    public const string Contacts = "contacts";
    public const string WhyBought = "whyBought";

    public static IReadOnlyList<string> Of(HandoffKind kind) => kind switch
    {
        HandoffKind.MarketingToSales => [Source, Campaign, Engagement, Fit, Score],
        HandoffKind.SdrToAe => [Qualification, Notes, Stakeholders, Source, Campaign, Engagement, Fit, Score],
        HandoffKind.SalesToCs => [Contract, UseCase, Contacts, WhyBought, Qualification, Notes, Stakeholders],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a handoff."),
    };
}
