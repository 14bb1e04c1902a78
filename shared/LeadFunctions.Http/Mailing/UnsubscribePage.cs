using System.Net;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.UseCases.Nurture;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Mailing;

/// <summary>
/// Stops marketing mail. A GET only shows a button, as link scanners follow every link; the POST acts, by that button or by a mail program's own (RFC 8058): without
/// a cookie, a login or an origin, whatever its body says.
/// </summary>
public static class UnsubscribePage
{
    private const string Style =
        "html{color-scheme:light dark;font:1.125rem/1.6 system-ui,sans-serif}body{margin:0;min-height:100vh;display:grid;place-items:center}main{max-width:32rem;padding:2rem}"
        + "h1{line-height:1.2}button{font:inherit;padding:.6rem 1.2rem;border:1px solid;border-radius:.4rem;cursor:pointer}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static Task<Answer> ShowAsync(Call call) => Task.FromResult(MailToken.Read(call.Value) is null
        ? Problem.NotFound.ToAnswer()
        : Page("Unsubscribe", $"""
            <p>Stop all marketing mail from {WebUtility.HtmlEncode(call.Site.Playbook.Mail?.Company ?? "us")} to this address?</p>
            <form method="post"><button>Unsubscribe</button></form>
            """));

    public static async Task<Answer> StopAsync(Call call) =>
        MailToken.Read(call.Value) is { } sendId && await call.Surface.Unsubscribe.RunAsync(sendId, CancellationToken.None)
            ? Page("Done", "<p>You will get no more marketing mail at this address. What is on its way already may still arrive.</p>")
            : Problem.NotFound.ToAnswer();

    private static Answer Page(string title, string body) => new Answer(StatusCodes.Status200OK, "text/html; charset=utf-8", Encoding.UTF8.GetBytes($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        {body}
        </main>
        </body>
        </html>
        """)).With("Content-Security-Policy", Policy);
}
