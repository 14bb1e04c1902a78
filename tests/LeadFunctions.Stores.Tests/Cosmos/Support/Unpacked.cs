using System.IO.Compression;
using System.Text.Json.Nodes;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>What is stored, as text that can be searched. Written here once more, and not with the code under test.</summary>
internal static class Unpacked
{
    public static string Document(JsonObject document) =>
        Flat($"{document.ToJsonString()}\n{Text((string?)document["cell"] ?? (string?)document["page"] ?? "")}");

    public static string Row(string partition, string row, IReadOnlyList<string> parts) => Flat($"{partition} {row} {Text(string.Concat(parts))}");

    private static string Text(string text)
    {
        if (text.Length == 0 || text.StartsWith('{'))
        {
            return text;
        }

        using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli);
        return reader.ReadToEnd();
    }

    /// <summary>JSON within JSON, as often as it goes.</summary>
    private static string Flat(string text) => text.Replace(@"\\", @"\", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);
}
