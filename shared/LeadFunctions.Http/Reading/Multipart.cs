using System.Text;

namespace LeadFunctions.Http.Reading;

/// <summary>multipart/form-data from a body already in memory. Text parts only: a part with a file in it is refused.</summary>
public static class Multipart
{
    private static readonly Problem Broken = new(ProblemKind.InvalidForm, "The multipart body is malformed.");
    private static readonly Problem File = new(ProblemKind.UnsupportedMediaType, "Files are not taken here.");

    /// <param name="boundary">From the Content-Type; null when it gave no usable one.</param>
    public static Read<Inputs> Read(ReadOnlySpan<byte> body, string? boundary, LimitOptions limits)
    {
        if (boundary is null)
        {
            return Broken;
        }

        ReadOnlySpan<byte> delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        if (!body.StartsWith(delimiter[2..]))
        {
            return Broken;
        }

        var inputs = new Inputs(limits);
        var rest = body[(delimiter.Length - 2)..];
        while (rest.StartsWith("\r\n"u8))
        {
            var end = rest.IndexOf(delimiter);
            var blank = rest.IndexOf("\r\n\r\n"u8);
            if (end < 0 || blank < 2 || blank > end)
            {
                return Broken;
            }

            if (AddPart(inputs, rest[2..blank], rest[(blank + 4)..Math.Max(end, blank + 4)]) is { } problem)
            {
                return problem;
            }

            rest = rest[(end + delimiter.Length)..];
        }

        return rest.StartsWith("--"u8) && rest[2..].Trim("\r\n"u8).IsEmpty ? inputs : Broken;
    }

    private static Problem? AddPart(Inputs inputs, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> content)
    {
        string? name = null;
        foreach (var line in Encoding.UTF8.GetString(headers).Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return Broken;
            }

            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].ToLowerInvariant())
            {
                case "content-disposition":
                    name = Parameter(value, "name");
                    // A file input left empty sends a part with an empty file name and nothing in it.
                    if (Parameter(value, "filename") is { } file || value.Contains("filename*", StringComparison.OrdinalIgnoreCase))
                    {
                        return content.IsEmpty && Parameter(value, "filename") is "" ? null : File;
                    }

                    break;
                case "content-type" when MediaType.Of(value).Kind != BodyKind.Text:
                    return new Problem(ProblemKind.UnsupportedMediaType, "A part is not UTF-8 text.");
            }
        }

        return name is null ? Broken : inputs.Add(name, Encoding.UTF8.GetString(content));
    }

    // form-data; name="email" - browsers always quote, and write a quote in a name as %22.
    private static string? Parameter(string disposition, string name)
    {
        foreach (var piece in disposition.Split(';').Skip(1))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && piece[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return piece[(equals + 1)..].Trim().Trim('"');
            }
        }

        return null;
    }
}
