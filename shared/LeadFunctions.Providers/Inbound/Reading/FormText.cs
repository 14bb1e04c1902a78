using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LeadFunctions.Providers.Inbound.Reading;

/// <summary>
/// Names and values however a website sends them: a JSON object, urlencoded or multipart. Objects within become <c>a[b]</c> as PHP writes them, lists one text.
/// Files are left out.
/// </summary>
internal static class FormText
{
    private const int MostFields = 512;
    private const int LongestName = 512;
    private const int LongestValue = 256 * 1024;

    /// <returns>Null when it is none of these.</returns>
    public static async ValueTask<IReadOnlyList<KeyValuePair<string, string>>?> ReadAsync(ReadOnlyMemory<byte> body, string? contentType, CancellationToken ct)
    {
        var first = FirstByte(body.Span);
        if (first is (byte)'{' or (byte)'[')
        {
            // Some plug-ins send a list of one.
            return Payload.Parse(body) is { } json ? Flat(json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1 ? json[0] : json) : null;
        }

        try
        {
            return MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
                ? await MultipartAsync(body, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), ct)
                : UrlEncoded(body);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>Urlencoded; of a repeated name every value.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? UrlEncoded(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        using var reader = new FormReader(text) { ValueCountLimit = MostFields, KeyLengthLimit = LongestName, ValueLengthLimit = LongestValue };
        return [.. reader.ReadForm().SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? ""))];
    }

    /// <summary>Everything in an object as names and texts; null when it is no object.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Flat(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var flat = new List<KeyValuePair<string, string>>();
        AddMembers(flat, "", json);
        return flat;
    }

    private static void AddMembers(List<KeyValuePair<string, string>> flat, string under, JsonElement json)
    {
        foreach (var (member, value) in ((JsonElement?)json).Members())
        {
            var name = under.Length == 0 ? member : $"{under}[{member}]";
            if (flat.Count >= MostFields || name.Length > LongestName)
            {
                return;
            }

            if (value.ValueKind == JsonValueKind.Object)
            {
                AddMembers(flat, name, value);
            }
            else
            {
                flat.Add(new(name, string.Join(", ", ((JsonElement?)value).Items().Select(item => ((JsonElement?)item).Text()).OfType<string>())));
            }
        }
    }

    private static async ValueTask<IReadOnlyList<KeyValuePair<string, string>>?> MultipartAsync(ReadOnlyMemory<byte> body, string boundary, CancellationToken ct)
    {
        if (boundary.Length is 0 or > 70)
        {
            return null;
        }

        var fields = new List<KeyValuePair<string, string>>();
        var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray())) { BodyLengthLimit = LongestValue };
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            var part = section.GetContentDispositionHeader();
            if (part is null || part.FileName.HasValue || part.FileNameStar.HasValue)
            {
                continue;
            }

            if (fields.Count >= MostFields)
            {
                return null;
            }

            using var text = new StreamReader(section.Body, Encoding.UTF8);
            fields.Add(new(HeaderUtilities.RemoveQuotes(part.Name).ToString(), await text.ReadToEndAsync(ct)));
        }

        return fields;
    }

    private static byte FirstByte(ReadOnlySpan<byte> body)
    {
        var text = (body.StartsWith("\uFEFF"u8) ? body[3..] : body).TrimStart(" \t\r\n"u8);
        return text.IsEmpty ? (byte)0 : text[0];
    }
}
