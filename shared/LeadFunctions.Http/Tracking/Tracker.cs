using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Tracking;

/// <summary>The script that websites include (<c>t.js</c>): the file beside this one without its comments, packed once. Under 3 kB on the wire.</summary>
public static class Tracker
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(Source());
    private static readonly byte[] Packed = Gzip(Plain);
    private static readonly string Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Plain))[..16]}\"";

    public static Task<Answer> RunAsync(Call call)
    {
        var request = call.Http.Request;
        var packed = request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var answer = request.Headers.IfNoneMatch.ToString().Contains(Tag, StringComparison.Ordinal)
            ? Answer.Empty(StatusCodes.Status304NotModified)
            : new Answer(StatusCodes.Status200OK, "text/javascript; charset=utf-8", packed ? Packed : Plain);
        answer = answer with { CacheControl = "public, max-age=3600" };
        answer = answer.With("ETag", Tag).With("Vary", "Accept-Encoding").With("Cross-Origin-Resource-Policy", "cross-origin");
        return Task.FromResult(packed && answer.Status == StatusCodes.Status200OK ? answer.With("Content-Encoding", "gzip") : answer);
    }

    /// <summary>Whole lines only: nothing inside a line is touched, so no string or pattern can be hurt.</summary>
    private static string Source()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("t.js") ?? throw new InvalidOperationException("the build left out t.js");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var lines = text[(text.IndexOf("*/", StringComparison.Ordinal) + 2)..].Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
        return "/* LeadFunctions */\n" + string.Join('\n', lines) + "\n";
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
