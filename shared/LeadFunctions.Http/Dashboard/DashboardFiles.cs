using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Dashboard;

/// <summary>
/// The dashboard as it was built: <c>index.html</c> and what it names under <c>assets/</c>. Read when first asked for and kept, compressed too.
/// Names under <c>assets/</c> hold a hash of the content and are kept by browsers for ever; the page itself is asked for every time.
/// </summary>
/// <param name="folder">What <c>npm run build</c> made; it need not be there.</param>
public sealed class DashboardFiles(string folder)
{
    /// <summary>Nothing inline, nothing from elsewhere, and no text ever becomes markup (Trusted Types without a policy).</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private readonly Lazy<IReadOnlyDictionary<string, BuiltFile>> _files = new(() => Read(folder));

    public bool Built => File.Exists(Path.Combine(folder, "index.html"));

    /// <summary>The answer to a path outside <c>/api</c>; null when it is not one of ours.</summary>
    public Answer? Find(HttpRequest request) => Find(request, request.Path.Value);

    /// <param name="at">The file's path, with a slash before it; empty for the page itself.</param>
    public Answer? Find(HttpRequest request, string? at)
    {
        var path = at is "/" or "" or null ? "/index.html" : at;
        if (!_files.Value.TryGetValue(path, out var file))
        {
            return path == "/index.html" ? NotBuilt.Page : null;
        }

        var zipped = request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var answer = Reading.Precondition.IsKnown(request, file.Tag) ? Answer.Empty(StatusCodes.Status304NotModified) : new Answer(StatusCodes.Status200OK, file.Type, zipped ? file.Zipped : file.Plain);
        answer = answer with { CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache" };
        answer = answer.With("ETag", file.Tag).With("Vary", "Accept-Encoding").With("Content-Security-Policy", Policy).With("Cross-Origin-Opener-Policy", "same-origin")
            .With("Cross-Origin-Resource-Policy", "same-origin").With("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        return zipped ? answer.With("Content-Encoding", "gzip") : answer;
    }

    private static Dictionary<string, BuiltFile> Read(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Types.ContainsKey(Path.GetExtension(file)))
            .ToDictionary(file => "/" + Path.GetRelativePath(folder, file).Replace('\\', '/'), BuiltFile.Read, StringComparer.Ordinal)
        : [];

    private sealed record BuiltFile(string Type, byte[] Plain, byte[] Zipped, string Tag)
    {
        public static BuiltFile Read(string path)
        {
            var plain = File.ReadAllBytes(path);
            using var zipped = new MemoryStream();
            using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize))
            {
                zip.Write(plain);
            }

            return new BuiltFile(Types[Path.GetExtension(path)], plain, zipped.ToArray(), "\"" + Convert.ToHexStringLower(SHA256.HashData(plain)[..8]) + "\"");
        }
    }
}
