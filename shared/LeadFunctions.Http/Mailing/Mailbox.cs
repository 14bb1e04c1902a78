using System.Text;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Mailing;

/// <summary>What the file provider has taken on, newest first, for whoever sets mail up. Looking at a mail loads nothing and counts as nobody's open.</summary>
public static class Mailbox
{
    /// <summary>A frame of our own pages may show it; it may not run, fetch, send or lead anywhere.</summary>
    private const string Policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static async Task<Answer> ListAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "limit", "cursor");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (limit, cursor) = (query.Whole("limit", 1, call.Limits.PageSize) ?? 50, query.Text("cursor", 1024));
        return query.Problem is { } problem ? problem.ToAnswer()
            : call.Surface.MailFolder is { } folder ? MailJson.Mailbox(await folder.List(cursor, limit, call.Aborted))
            : Problem.NotFound.ToAnswer();
    }

    public static async Task<Answer> OneAsync(Call call) => await FindAsync(call) is { } mail ? MailJson.Mail(mail) : Problem.NotFound.ToAnswer();

    /// <summary>The mail's HTML, with its links dead: whoever looks at it is not who it was written to.</summary>
    public static async Task<Answer> HtmlAsync(Call call) => await FindAsync(call) is { } mail
        ? new Answer(StatusCodes.Status200OK, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(mail.Mail.Html.Replace(" href=\"", " data-href=\"", StringComparison.Ordinal)))
            .With("Content-Security-Policy", Policy)
        : Problem.NotFound.ToAnswer();

    private static async Task<KeptMail?> FindAsync(Call call) => call.Surface.MailFolder is { } folder ? await folder.Find(call.Value, call.Aborted) : null;
}
