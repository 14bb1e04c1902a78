using System.Reflection;
using System.Text.Json.Serialization;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.UseCases;

/// <summary>
/// What outside systems call the entries of a timeline: <c>lead.</c> and the kind's name, and a lifecycle action by its past tense. A new kind of
/// activity is an event by itself. Signals, notifications and joined browsers are our own business. The names are a promise, like the kinds'.
/// </summary>
public static class CrmEventTypes
{
    public const string Created = "lead.created";

    private const string Prefix = "lead.";
    private const string Noted = "lead.noted";

    private static readonly Type[] Silent = [typeof(Activity.SignalReceived), typeof(Activity.Notified), typeof(Activity.VisitorJoined)];

    private static readonly Type[] Renamed = [typeof(Activity.RoutingDecided), typeof(Activity.Acted), typeof(Activity.Noted)];

    private static readonly Dictionary<string, string> Past = new(StringComparer.Ordinal)
    {
        ["accept"] = "accepted",
        ["reject"] = "rejected",
        ["contact"] = "contacted",
        ["qualify"] = "qualified",
        ["disqualify"] = "disqualified",
        ["recycle"] = "recycled",
        ["reactivate"] = "reactivated",
        ["convert"] = "converted",
        ["win"] = "won",
        ["lose"] = "lost",
        ["kickoff"] = "kicked_off",
    };

    private static readonly Dictionary<Type, string> ByKind = typeof(Activity).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .Where(kind => !Silent.Contains(kind.DerivedType))
        .ToDictionary(kind => kind.DerivedType, kind => Prefix + ((string)kind.TypeDiscriminator!).Replace('-', '_'));

    /// <summary>All there are, for a playbook's <c>events:</c>.</summary>
    public static readonly IReadOnlyCollection<string> All = new SortedSet<string>(
        [
            Created, Noted, "lead.assigned", "lead.held", .. Past.Values.Select(word => Prefix + word),
            .. ByKind.Where(kind => !Renamed.Contains(kind.Key)).Select(kind => kind.Value),
        ],
        StringComparer.Ordinal);

    /// <returns>Null when nobody outside is told.</returns>
    public static string? Of(Activity activity) => activity switch
    {
        Activity.Noted => Noted,
        Activity.RoutingDecided routed => routed.Decision.PersonId is null ? "lead.held" : "lead.assigned",
        Activity.Acted acted => Prefix + Past.GetValueOrDefault(acted.Action, acted.Action),
        _ => ByKind.GetValueOrDefault(activity.GetType()),
    };
}
