using System.Net;
using System.Text;

namespace LeadFunctions.UseCases.Mail;

/// <summary>
/// What every mail has around its words: paragraphs and lists as HTML, who sends and how to stop it, the open pixel, and a link that no person sees and that only
/// machines follow.
/// </summary>
public static class MailFrame
{
    private const string Style =
        "<style>:root{color-scheme:light dark}body{margin:0;padding:24px;font:16px/1.6 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1b2430;background:#fff}"
        + "main{max-width:560px;margin:0 auto}a{color:#1757c2}footer{margin-top:32px;padding-top:12px;border-top:1px solid #dfe5ec;font-size:13px;color:#5b6b7d}"
        + ".b{display:inline-block;padding:10px 18px;border-radius:6px;background:#1757c2;color:#fff!important;text-decoration:none;font-weight:600}"
        + "@media(prefers-color-scheme:dark){body{background:#0e141b;color:#e6edf3}a{color:#79b0ff}footer{color:#9aa7b4;border-color:#2c3642}}</style>";

    /// <param name="postal">The sender's address, which the law wants.</param>
    public static (string Html, string Text) Around(RenderedMail mail, string postal, MailLinks links) => (Html(mail, postal, links), Text(mail, postal, links));

    private static string Html(RenderedMail mail, string postal, MailLinks links) =>
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{E(mail.Subject)}</title>{Style}</head>
        <body><main>
        {Paragraphs(mail.Html)}
        <footer><p>{E(postal)}</p>{(links.Unsubscribe is null ? "" : $"<p><a href=\"{E(links.Unsubscribe)}\">Unsubscribe</a>{Preferences(links)}</p>")}</footer>
        {(links.Trap is null ? "" : $"<a href=\"{E(links.Trap)}\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\"></a>")}
        {(links.Pixel is null ? "" : $"<img src=\"{E(links.Pixel)}\" width=\"1\" height=\"1\" alt=\"\">")}
        </main></body></html>

        """;

    private static string Preferences(MailLinks links) => links.Preferences is null ? "" : $" · <a href=\"{E(links.Preferences)}\">Choose what you get</a>";

    private static string Text(RenderedMail mail, string postal, MailLinks links) =>
        mail.Text.ReplaceLineEndings("\n").Trim() + "\n\n-- \n" + postal + (links.Unsubscribe is null ? "\n" : $"\nUnsubscribe: {links.Unsubscribe}\n");

    /// <summary>Blank lines part paragraphs; lines with <c>- </c> are a list. A paragraph that is one link is a button.</summary>
    private static string Paragraphs(string body)
    {
        var html = new StringBuilder();
        foreach (var block in body.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var lines = block.Split('\n', StringSplitOptions.TrimEntries);
            html.AppendLine(
                lines.All(line => line.StartsWith("- ", StringComparison.Ordinal)) ? "<ul>" + string.Concat(lines.Select(line => $"<li>{line[2..]}</li>")) + "</ul>"
                : IsOneLink(block) ? "<p>" + block.Replace("<a ", "<a class=\"b\" ", StringComparison.Ordinal) + "</p>"
                : "<p>" + string.Join("<br>\n", lines) + "</p>");
        }

        return html.ToString();
    }

    private static bool IsOneLink(string block) =>
        block.StartsWith("<a ", StringComparison.Ordinal) && block.IndexOf("</a>", StringComparison.Ordinal) == block.Length - "</a>".Length;

    private static string E(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>The addresses that go into a mail's frame; null where it has none (a mail that is not marketing, a preview).</summary>
public sealed record MailLinks(string? Unsubscribe, string? Pixel, string? Trap)
{
    public string? Preferences { get; init; }
}
