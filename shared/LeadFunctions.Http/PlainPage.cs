using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http;

/// <summary>A page for people who have no part in the dashboard: recipients of mail, visitors who sent a form, whoever follows a notification's link. No script, nothing loaded, light and dark, wide and narrow.</summary>
internal static class PlainPage
{
    private const string Style =
        ":root{color-scheme:light dark;--ink:#1b2430;--dim:#566577;--line:#d9e0e8;--paper:#fff;--back:#f3f6f9;--blue:#1757c2}"
        + "@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9aa7b4;--line:#2c3642;--paper:#151c24;--back:#0e141b;--blue:#6ea8ff}}"
        + "*{box-sizing:border-box}html{font:1.0625rem/1.6 system-ui,-apple-system,'Segoe UI',sans-serif}"
        + "body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--back);color:var(--ink)}"
        + "main{width:min(34rem,100%);padding:clamp(1.25rem,5vw,2.25rem);background:var(--paper);border:1px solid var(--line);border-radius:.75rem}"
        + "h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}p{margin:.5rem 0}.dim{color:var(--dim);font-size:.9375rem}a{color:var(--blue)}"
        + "fieldset{border:0;padding:0;margin:1rem 0}label{display:flex;gap:.75rem;align-items:start;padding:.75rem 0;border-top:1px solid var(--line);cursor:pointer}"
        + "label span{overflow-wrap:anywhere}input{width:1.25rem;height:1.25rem;margin:.2rem 0 0;flex:none;accent-color:var(--blue)}"
        + "button{font:inherit;font-weight:600;padding:.65rem 1.4rem;border:1px solid var(--blue);border-radius:.45rem;background:var(--blue);color:var(--paper);cursor:pointer}"
        + "button.quiet{background:none;color:var(--blue)}:focus-visible{outline:3px solid var(--blue);outline-offset:2px}"
        + ".said{padding:.6rem .9rem;border-left:4px solid var(--blue);background:var(--back)}form+form{margin-top:1rem}"
        + "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:1rem 0 1.25rem}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <param name="title">Plain text.</param>
    /// <param name="content">HTML.</param>
    public static Answer Of(string title, string content, int status = StatusCodes.Status200OK) => new Answer(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{E(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <h1><bdi>{E(title)}</bdi></h1>
        {content}
        </main>
        </body>
        </html>
        """)).With("Content-Security-Policy", Policy);

    /// <summary>A link that leads nowhere: a page for whoever followed it in a browser, a problem for everybody else. The same for every reason there may be.</summary>
    public static Answer NoSuchLink(Call call) => call.Http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        ? Of("This link leads nowhere", "<p>It may have been cut off on its way, or is too old. Look for it in the message once more, or simply answer that message.</p>", StatusCodes.Status404NotFound)
        : Problem.NotFound.ToAnswer();

    public static string E(string text) => WebUtility.HtmlEncode(text);
}
