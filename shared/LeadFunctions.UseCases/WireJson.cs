using System.Text.Json;
using System.Text.Json.Serialization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases;

/// <summary>
/// How leads, activities, messages and registers are written to stores and queues: camelCase, enums by name, nulls left out.
/// What is stored is a promise: add members, never rename them; golden files in tests/LeadFunctions.Flow.Tests guard it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(PointsConverter)])]
[JsonSerializable(typeof(Lead))]
[JsonSerializable(typeof(Visitor))]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Rotation))]
[JsonSerializable(typeof(Workload))]
[JsonSerializable(typeof(HeldLead))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string))]
public sealed partial class WireJson : JsonSerializerContext;

/// <summary>Points as their integer milli-points.</summary>
public sealed class PointsConverter : JsonConverter<Domain.Points>
{
    public override Domain.Points Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Domain.Points value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Milli);
}
