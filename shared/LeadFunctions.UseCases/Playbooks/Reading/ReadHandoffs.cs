using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>handoffs</c>: who receives a lead from whom, and what they must be told.</summary>
internal static class ReadHandoffs
{
    private static readonly Dictionary<string, HandoffKind> Kinds = Enum.GetValues<HandoffKind>().ToDictionary(Handoffs.NameOf);

    public static IReadOnlyList<HandoffPolicy> From(Section document, ReadCondition conditions, IReadOnlySet<string> facts) =>
        document.Each("handoffs", PlaybookKeys.Handoff, handoff => Policy(handoff, conditions, facts));

    private static HandoffPolicy Policy(Section handoff, ReadCondition conditions, IReadOnlySet<string> facts)
    {
        var kind = KindOf(handoff);
        var policy = new HandoffPolicy(
            kind,
            handoff.Texts("receivers"),
            handoff.Texts("steps"),
            ReadRouting.Rules(handoff, conditions),
            handoff.Each("fields", PlaybookKeys.HandoffField, field => Field(field, kind, facts)));
        if (kind != HandoffKind.MarketingToSales && (policy.Receivers.Count == 0 || policy.Routing.Count == 0))
        {
            handoff.Reader.Errors.Add(handoff.At, "say who takes it on: 'receivers' (roles) and 'routing' (rules, the last one for everybody)");
        }
        else if (kind == HandoffKind.MarketingToSales && policy.Routing.Count > 0)
        {
            handoff.Reader.Errors.Add(handoff.Find("routing")!, "an MQL is routed by the playbook's own 'routing'; remove it here");
        }

        return policy;
    }

    private static HandoffKind KindOf(Section handoff)
    {
        var name = handoff.Define("kind", "handoff");
        if (!Kinds.TryGetValue(name, out var kind) && name.Length > 0)
        {
            handoff.Reader.Errors.Add(handoff.Find("kind")!, $"there is no handoff '{name}'; {Nearest.Hint(name, Kinds.Keys)}");
        }

        return kind;
    }

    private static HandoffField Field(Section field, HandoffKind kind, IReadOnlySet<string> facts)
    {
        var (name, required) = (field.Text("name"), field.Flag("required"));
        IReadOnlyList<string> known = [.. PacketFields.Of(kind), .. facts];
        if (name.Length > 0 && !known.Contains(name))
        {
            field.Reader.Errors.Add(field.Find("name")!, $"there is no '{name}' to hand over; {Nearest.Hint(name, known)}");
        }

        if (required && kind == HandoffKind.MarketingToSales)
        {
            field.Reader.Errors.Add(field.Find("required")!, "nobody is there to fill it in: an MQL is handed over by the system");
        }

        return new HandoffField(name, field.Text("label"), required);
    }
}
