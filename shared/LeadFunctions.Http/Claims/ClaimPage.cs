using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Claims;

/// <summary>The page behind a claim link: who the lead is and one button, or how it stands. Needs no script, loads nothing, goes light and dark.</summary>
internal static class ClaimPage
{
    private const string Style =
        "html{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}body{margin:0;min-height:100vh;display:grid;place-items:center}main{max-width:32rem;padding:2rem}"
        + "h1{line-height:1.2;overflow-wrap:anywhere}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{opacity:.7}dd{margin:0;overflow-wrap:anywhere}"
        + "button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#1a56db;color:#fff;cursor:pointer}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <param name="acted">The button was pressed: then "no" is a refusal and not just how it stands.</param>
    public static Answer Of(ClaimState state, bool acted, Claim claim, Call call) => state switch
    {
        ClaimState.Open { Lead: var lead } => Page(StatusCodes.Status200OK, Name(lead), Facts(lead, claim, call) + "<form method=\"post\"><button>Accept this lead</button></form>"),
        ClaimState.Yours { Lead: var lead } => Page(StatusCodes.Status200OK, "It is yours", $"<p>You have accepted <bdi>{Encode(Name(lead))}</bdi>.</p>" + Facts(lead, claim, call)),
        ClaimState.Elsewhere { Name: { } other } => Page(No(acted), "Somebody else has it", $"<p><bdi>{Encode(other)}</bdi> has this lead now.</p>"),
        ClaimState.Elsewhere => Page(No(acted), "It is no longer with you", "<p>Nobody has this lead at the moment; it may come to you again.</p>"),
        ClaimState.Expired => Page(StatusCodes.Status410Gone, "This link has expired", "<p>Open the lead to see how it stands.</p>"),
        _ => Page(StatusCodes.Status410Gone, "This lead is no longer here", "<p>There is nothing left to accept.</p>"),
    };

    private static int No(bool acted) => acted ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;

    private static string Facts(Lead lead, Claim claim, Call call)
    {
        var playbook = call.Site.Playbook;
        var due = Compose.DueBy(null, lead, playbook) is { } by && playbook.People.FirstOrDefault(one => one.Id == claim.PersonId) is { } person
            ? PersonClock.InWords(by, person, playbook, call.Now)
            : null;
        (string Label, string? Value)[] facts =
        [
            ("Title", lead.Attribute("title")), ("Company", lead.Attribute("company")), ("Email", lead.Email),
            ("Score", string.Create(CultureInfo.InvariantCulture, $"{lead.Score.Total.ToDecimal():0.#}, {playbook.Bands.FirstOrDefault(band => band.Id == lead.Score.Band)?.Name ?? lead.Score.Band}")),
            ("By", due),
        ];
        return "<dl>" + string.Concat(facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).Select(fact => $"<dt>{fact.Label}</dt><dd><bdi>{Encode(fact.Value!)}</bdi></dd>")) + "</dl>";
    }

    private static string Name(Lead lead) => LeadFacts.NameOf(lead) ?? lead.Email;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <param name="title">Plain text.</param>
    /// <param name="content">HTML.</param>
    private static Answer Page(int status, string title, string content)
    {
        var page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{Encode(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1><bdi>{Encode(title)}</bdi></h1>
            {content}
            </main>
            </body>
            </html>
            """;
        return new Answer(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page)).With("Content-Security-Policy", Policy);
    }
}
