using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Forms;

/// <summary>The page a browser sees after a form that names none of its own.</summary>
public static class ThankYou
{
    private const string Style =
        "html{color-scheme:light dark;font:1.125rem/1.6 system-ui,sans-serif}body{margin:0;min-height:100vh;display:grid;place-items:center}main{max-width:32rem;padding:2rem}h1{line-height:1.2}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task<Answer> RunAsync(Call call)
    {
        if (call.Site.Form(call.Value) is not { } form)
        {
            return Task.FromResult(Problem.NotFound.ToAnswer());
        }

        var page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>Thank you</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>Thank you</h1>
            <p>We have received your message ({WebUtility.HtmlEncode(form.Form.Title)}). You can close this page.</p>
            </main>
            </body>
            </html>
            """;
        return Task.FromResult(new Answer(StatusCodes.Status200OK, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page)).With("Content-Security-Policy", Policy));
    }
}
