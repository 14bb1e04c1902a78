using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Erasing;
using LeadFunctions.UseCases.Hygiene;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Playbooks.Publishing;

namespace LeadFunctions.UseCases;

/// <summary>
/// How leads, activities, messages and registers are written to stores and queues: camelCase, enums by name, nulls left out.
/// What is stored is a promise: add members, never rename them; golden files in tests/LeadFunctions.Flow.Tests guard it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(PointsConverter), typeof(LedgerEventConverter), typeof(WireEnum<Stage>), typeof(WireEnum<AttributeSource>), typeof(WireEnum<Verdict>),
        typeof(WireEnum<EmailEventKind>), typeof(WireEnum<SendStatus>), typeof(WireEnum<SuppressionReason>),
        typeof(WireEnum<HandoffKind>), typeof(WireEnum<HandoffState>), typeof(WireEnum<ClockOutcome>), typeof(WireEnum<EnrolmentState>),
        typeof(WireEnum<FactKind>),
    ])]
[JsonSerializable(typeof(Lead))]
[JsonSerializable(typeof(Visitor))]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Rotation))]
[JsonSerializable(typeof(Workload))]
[JsonSerializable(typeof(HeldLead))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(IReadOnlyList<PacketEntry>))]
[JsonSerializable(typeof(SentEmail))]
[JsonSerializable(typeof(Suppression))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Quarantined))]
[JsonSerializable(typeof(TellWindow))]
[JsonSerializable(typeof(Digest))]
[JsonSerializable(typeof(WebhookSwitch))]
[JsonSerializable(typeof(Contribution))]
[JsonSerializable(typeof(MailContribution))]
[JsonSerializable(typeof(Dictionary<string, long>))]
[JsonSerializable(typeof(TimerRun))]
[JsonSerializable(typeof(Link))]
[JsonSerializable(typeof(ErasedLead))]
[JsonSerializable(typeof(DuplicatePair))]
[JsonSerializable(typeof(HygieneReport))]
[JsonSerializable(typeof(AccountLink))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(ModelWindow))]
[JsonSerializable(typeof(PublishedText))]
[JsonSerializable(typeof(Backtested))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>A lead as stores keep it. It is written at every signal, and most of its lists are empty most of the time: those are left out.</summary>
    public static JsonTypeInfo<Lead> LeadDocument => LeadOnly.Document;

    // In a class of its own: here it might be made before Default is.
    private static class LeadOnly
    {
        public static readonly JsonTypeInfo<Lead> Document = (JsonTypeInfo<Lead>)new JsonSerializerOptions(Default.Options)
        {
            TypeInfoResolver = Default.WithAddedModifier(LeaveOutEmptyLists),
        }.GetTypeInfo(typeof(Lead));
    }

    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        if (type.Type != typeof(Lead))
        {
            return;
        }

        foreach (var list in type.Properties.Where(property => property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && property.PropertyType != typeof(string)))
        {
            list.ShouldSerialize = static (_, value) => value is not ICollection { Count: 0 } and not null;
        }
    }
}
