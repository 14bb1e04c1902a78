using System.Net;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.UseCases.Reports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>A report as a page that prints well: no script, nothing from elsewhere, and all that it says is escaped.</summary>
internal static class ReportPage
{
    private const string Style =
        "html{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:60rem;padding:1.5rem}h1{font-size:1.6rem}h2{font-size:1.1rem;margin-top:2rem}"
        + "h3{font-size:1rem;margin-bottom:0}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8884;vertical-align:top}"
        + "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.3rem 0}dt{font-weight:600}dd{margin:0}"
        + "@media print{body{max-width:none;padding:0;font-size:10pt}h2{break-after:avoid}tr,dl{break-inside:avoid}thead{display:table-header-group}}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Answer Of(Report report)
    {
        var body = new StringBuilder($"<h1>{Escape(report.Title)}</h1>\n").Append(List(report.Summary));
        foreach (var section in report.Sections)
        {
            body.Append($"<h2>{Escape(section.Heading)}</h2>\n").Append(section.Table is { } table ? Table(table) : "");
            foreach (var block in section.Blocks)
            {
                body.Append($"<h3>{Escape(block.Heading ?? "")}</h3>\n").Append(List(block.Lines));
            }

            body.Append(section.Steps.Count == 0 ? "" : $"<ol>{string.Concat(section.Steps.Select(step => $"<li>{Escape(step)}</li>"))}</ol>\n");
        }

        return new Answer(StatusCodes.Status200OK, "text/html; charset=utf-8", Encoding.UTF8.GetBytes($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Lead management strategy</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            {body}</main>
            </body>
            </html>
            """)).With("Content-Security-Policy", Policy);
    }

    private static string Table(ReportTable table) =>
        $"<table><thead><tr>{string.Concat(table.Columns.Select(column => $"<th scope=\"col\">{Escape(column)}</th>"))}</tr></thead><tbody>\n"
        + string.Concat(table.Rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{Escape(cell)}</td>"))}</tr>\n")) + "</tbody></table>\n";

    private static string List(IReadOnlyList<(string Label, string Text)> lines) =>
        $"<dl>{string.Concat(lines.Select(line => $"<dt>{Escape(line.Label)}</dt><dd>{Escape(line.Text)}</dd>"))}</dl>\n";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
