using System.Net;
using System.Text;

namespace LeadFunctions.Providers.Notify;

/// <summary>A notification as the two bodies of a mail. The HTML has everything in it and loads nothing; each of a lead's words is encoded.</summary>
internal static class EmailText
{
    public static string Plain(Brief brief)
    {
        var text = new StringBuilder().Append(brief.Headline).Append("\n\n");
        foreach (var fact in brief.Facts)
        {
            text.Append(fact.Label).Append(": ").Append(fact.Value).Append('\n');
        }

        if (brief.WhyNow.Count > 0)
        {
            text.Append("\nWhy now\n").AppendJoin('\n', brief.WhyNow.Select(why => "  " + why)).Append('\n');
        }

        foreach (var item in brief.Items)
        {
            text.Append(item.Headline).Append('\n').Append(item.Detail.Length > 0 ? $"  {item.Detail}\n" : "").AppendJoin("", item.Links.Select(link => $"  {link.Label}: {link.Url}\n"));
        }

        text.Append(brief.More > 0 ? $"and {brief.More} more\n" : "");
        return text.AppendJoin("", brief.Links.Select(link => $"\n{link.Label}: {link.Url}\n")).ToString();
    }

    public static string Html(Brief brief) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(brief.Headline)}</title></head>
        <body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif">
        <h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">{Encode(brief.Headline)}</h1>
        {Facts(brief)}{WhyNow(brief)}{Items(brief)}<p>{string.Join(' ', brief.Links.Select(Button))}</p>
        </body>
        </html>
        """;

    private static string Facts(Brief brief) => brief.Facts.Count == 0 ? "" :
        "<table role=\"presentation\" style=\"border-collapse:collapse\">" + string.Concat(brief.Facts.Select(fact =>
            $"<tr><td style=\"padding:2px 16px 2px 0;color:#666\">{fact.Label}</td><td style=\"padding:2px 0\"><bdi>{Encode(fact.Value)}</bdi></td></tr>")) + "</table>\n";

    private static string WhyNow(Brief brief) => brief.WhyNow.Count == 0 ? "" :
        "<h2 style=\"font-size:16px;margin:16px 0 4px\">Why now</h2><ul style=\"margin:0;padding-left:20px\">" + string.Concat(brief.WhyNow.Select(why => $"<li>{Encode(why)}</li>")) + "</ul>\n";

    private static string Items(Brief brief) => brief.Items.Count == 0 ? "" :
        "<ul style=\"padding-left:20px\">" + string.Concat(brief.Items.Select(item =>
            $"<li style=\"margin-bottom:8px\"><bdi>{Encode(item.Headline)}</bdi><br><span style=\"color:#666\">{Encode(item.Detail)}</span> {string.Join(' ', item.Links.Select(Link))}</li>"))
        + (brief.More > 0 ? $"<li>and {brief.More} more</li>" : "") + "</ul>\n";

    private static string Button(BriefLink link) =>
        $"<a href=\"{Encode(link.Url)}\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;background:#1a56db;color:#ffffff;text-decoration:none\">{link.Label}</a>";

    private static string Link(BriefLink link) => $"<a href=\"{Encode(link.Url)}\">{link.Label}</a>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
