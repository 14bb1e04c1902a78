using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>
/// Cells and pages as text: JSON with the names and converters of <see cref="WireJson"/>, packed, because request units go by size.
/// </summary>
internal static class CellText
{
    private const int Quality = 5;
    private const int Window = 18;
    private const int LongestPlain = 8000;

    private static readonly JsonSerializerOptions Options = new(WireJson.Default.Options) { TypeInfoResolver = CellJson.Default };

    public static string Of(Cell cell) => Pack(JsonSerializer.SerializeToUtf8Bytes(cell, TypeOf<Cell>()));

    /// <summary>As it is while it is short, so that people can read rows; packed when it is long.</summary>
    public static string Readable(Cell cell) =>
        JsonSerializer.SerializeToUtf8Bytes(cell, TypeOf<Cell>()) is { Length: > LongestPlain } plain ? Pack(plain) : JsonSerializer.Serialize(cell, TypeOf<Cell>());

    public static string Of(IReadOnlyList<Activity> page) => Pack(JsonSerializer.SerializeToUtf8Bytes(page, TypeOf<IReadOnlyList<Activity>>()));

    public static Cell Cell(string text) => Read<Cell>(text);

    public static IReadOnlyList<Activity> Page(string text) => Read<IReadOnlyList<Activity>>(text);

    /// <summary>As plain JSON.</summary>
    public static string Plain<T>(T part) => JsonSerializer.Serialize(part, TypeOf<T>());

    public static T OfPlain<T>(string text) => JsonSerializer.Deserialize(text, TypeOf<T>())!;

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static T Read<T>(string text)
    {
        try
        {
            return text.StartsWith('{') ? JsonSerializer.Deserialize(text, TypeOf<T>())! : JsonSerializer.Deserialize(Unpack(text), TypeOf<T>())!;
        }
        catch (Exception cause) when (cause is JsonException or FormatException or InvalidDataException or NotSupportedException)
        {
            throw new CorruptStoreException($"A stored {typeof(T).Name} is damaged.", cause);
        }
    }

    private static string Pack(byte[] plain)
    {
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(plain.Length));
        try
        {
            return BrotliEncoder.TryCompress(plain, packed, out var length, Quality, Window)
                ? Convert.ToBase64String(packed, 0, length)
                : throw new InvalidOperationException("It cannot be packed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static byte[] Unpack(string text)
    {
        using var unpacked = new MemoryStream();
        using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        brotli.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Cell))]
[JsonSerializable(typeof(IReadOnlyList<Activity>))]
[JsonSerializable(typeof(IReadOnlyList<BusMessage>))]
internal sealed partial class CellJson : JsonSerializerContext;
