using System.Reflection;

namespace LeadFunctions.Embedded.Demo;

/// <summary>A small company's website with real forms, under <c>/site/</c>: what the <c>demo</c> verb shows.</summary>
public static class SampleSite
{
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static void Map(WebApplication app)
    {
        var html = Resource("site.html");
        var script = Resource("site.js");
        app.MapGet("/site/site.js", () => Results.Text(script, "text/javascript"));
        app.MapGet("/site/{**page}", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = Policy;
            return Results.Text(html, "text/html; charset=utf-8");
        });
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("demo/" + name)
            ?? throw new InvalidOperationException($"the build left out demo/{name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
