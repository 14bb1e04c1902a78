using System.IO.Compression;
using System.Net;
using LeadFunctions.Http.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The built dashboard as a browser gets it, and what stands there when it is not built.</summary>
public sealed class the_dashboards_files : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-").FullName;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false });
    private WebApplication _app = null!;
    private string _address = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        var (built, missing) = (new DashboardFiles(_folder), new DashboardFiles(Path.Combine(_folder, "nothing")));
        _app.Map("/missing", branch => branch.MapDashboard(missing));
        _app.MapDashboard(built);
        _app.Run(http =>
        {
            http.Response.StatusCode = 404;
            return http.Response.WriteAsync("outside");
        });
        Directory.CreateDirectory(Path.Combine(_folder, "assets"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "index.html"), "<!doctype html><p>page");
        await File.WriteAllTextAsync(Path.Combine(_folder, "assets/index-1a2b.js"), "console.log('" + new string('x', 5000) + "')");
        await File.WriteAllTextAsync(Path.Combine(_folder, "secret.key"), "secret");
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(_folder)!, Path.GetFileName(_folder) + ".html"), "outside");
        await _app.StartAsync();
        _address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public void Dispose() => _client.Dispose();

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        File.Delete(_folder + ".html");
    }

    [Fact]
    public async Task the_page_is_asked_for_every_time_and_what_it_names_is_kept_for_ever()
    {
        var index = await GetAsync("/");
        Assert.Equal("no-cache", index.Headers.CacheControl!.ToString());
        var policy = index.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        Assert.Equal(["default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "script-src 'self'", "style-src 'self'", "trusted-types 'none'"],
            policy.Where(part => !part.StartsWith("base-", StringComparison.Ordinal) && !part.EndsWith(" data:", StringComparison.Ordinal) && !part.StartsWith("form-", StringComparison.Ordinal)
                && !part.StartsWith("connect-", StringComparison.Ordinal) && !part.StartsWith("frame-src", StringComparison.Ordinal) && !part.StartsWith("manifest-", StringComparison.Ordinal)).Order());
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync("/", ("If-None-Match", index.Headers.ETag!.Tag))).StatusCode);

        var script = await GetAsync("/assets/index-1a2b.js");
        Assert.Equal("public, max-age=31536000, immutable", script.Headers.CacheControl!.ToString());
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", script.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task goes_out_compressed_to_whoever_takes_it()
    {
        var zipped = await GetAsync("/assets/index-1a2b.js", ("Accept-Encoding", "gzip, br"));
        Assert.Equal("gzip", zipped.Content.Headers.ContentEncoding.Single());
        await using var unzip = new GZipStream(await zipped.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        var text = await new StreamReader(unzip).ReadToEndAsync();

        Assert.Equal(await (await GetAsync("/assets/index-1a2b.js")).Content.ReadAsStringAsync(), text);
        Assert.True(zipped.Content.Headers.ContentLength < 200);
    }

    [Theory]
    [InlineData("/secret.key")]
    [InlineData("/assets/")]
    [InlineData("/assets/index-0000.js")]
    [InlineData("/../x.html")]
    [InlineData("/%2e%2e/x.html")]
    [InlineData("/assets/..%2fsecret.key")]
    [InlineData("/INDEX.HTML")]
    public async Task nothing_else_is_served(string path) => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path)).StatusCode);

    [Fact]
    public async Task not_built_it_says_what_to_do()
    {
        var answer = await GetAsync("/missing/");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("npm run build", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request);
    }
}
