using System.Text.Json;
using System.Text.Json.Serialization;
using LeadFunctions.Domain;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.UseCases;

/// <summary>Points as their integer milli-points.</summary>
public sealed class PointsConverter : JsonConverter<Points>
{
    public override Points Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Points value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Milli);
}

/// <summary>Enums by their name in lower case; numbers are refused, so that reordering an enum changes nothing stored.</summary>
public sealed class WireEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>A ledger event as <c>[id, signal, unix ms]</c>: a lead has many, and they are read and written with it every time.</summary>
public sealed class LedgerEventConverter : JsonConverter<LedgerEvent>
{
    public override LedgerEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Read();
        var id = reader.GetString()!;
        reader.Read();
        var signal = reader.GetString()!;
        reader.Read();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());
        reader.Read();
        return new LedgerEvent(id, signal, at);
    }

    public override void Write(Utf8JsonWriter writer, LedgerEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Id);
        writer.WriteStringValue(value.Signal);
        writer.WriteNumberValue(value.At.ToUnixTimeMilliseconds());
        writer.WriteEndArray();
    }
}
