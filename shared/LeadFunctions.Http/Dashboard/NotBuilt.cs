using System.Text;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Dashboard;

/// <summary>What stands where the dashboard would be, while it is not built: everything else works without it.</summary>
internal static class NotBuilt
{
    public static readonly Answer Page = new Answer(StatusCodes.Status200OK, "text/html; charset=utf-8", Encoding.UTF8.GetBytes("""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>LeadFunctions</title></head>
        <body>
        <h1>LeadFunctions is running. Its dashboard is not built.</h1>
        <p>Forms, page views, routing, clocks and the API all work. To build the dashboard, with Node.js 20 or later:</p>
        <pre>cd functions/dashboard
        npm install
        npm run build</pre>
        <p>and start again with <code>dotnet run --project functions/LeadFunctions.Embedded</code>, which does this by itself when it finds Node.js.</p>
        <p>The API is described at <a href="/api/openapi.json">/api/openapi.json</a>.</p>
        </body></html>
        """)).With("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
}
