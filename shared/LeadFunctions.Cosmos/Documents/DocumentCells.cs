using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadFunctions.Cosmos.Cells;

namespace LeadFunctions.Cosmos.Documents;

/// <summary>Cells of leads or visitors: a document each, alone in its partition but for a lead's pages.</summary>
/// <param name="id">The document's id within its partition.</param>
/// <param name="partitionName">The property that the container is partitioned by.</param>
/// <param name="fields">Writes what is indexed.</param>
internal sealed class DocumentCells(DocumentStore documents, string id, string partitionName, Action<Utf8JsonWriter, Cell> fields) : ICells
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<Held> ReadAsync(Address at, CancellationToken ct) =>
        await documents.ReadAsync(at.Key, id, ct).ConfigureAwait(false) is { } found ? new Held(at, CellOf(found.Bytes), found.ETag) : new Held(at, Cell.Absent, null);

    public Task<string?> WriteAsync(Address at, Cell cell, string? etag, CancellationToken ct)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString(partitionName, at.Key);
            fields(json, cell);
            json.WriteString("cell", CellText.Of(cell));
            json.WriteEndObject();
        }

        return documents.WriteAsync(at.Key, id, buffer.WrittenSpan.ToArray(), etag, ct);
    }

    private static Cell CellOf(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return CellText.Cell(document.RootElement.GetProperty("cell").GetString()!);
    }
}
