using LeadFunctions.Domain.Leads;
using LeadFunctions.Http.Reading;
using LeadFunctions.Http.Tracking;
using LeadFunctions.UseCases;

namespace LeadFunctions.Http.Forms;

/// <summary>A form post, understood: whose it is, the signal it makes (without its id), and where the browser asked to go next.</summary>
public sealed record FormPost(string Email, Signal Signal, string? Next)
{
    private static readonly string[] NextNames = ["_next", "redirect"];
    private static readonly string[] PageNames = ["pageUrl", "page_url"];

    // What form kits add for themselves (Formspree's names, browsers' _charset_).
    private static readonly string[] Ignored = ["_subject", "_replyto", "_cc", "_language", "_charset_", "pageTitle", "referrer", "visitorId"];

    /// <param name="referer">The Referer header: the page, when no input names it.</param>
    /// <returns>Or a 400 when a field that may be there once is there twice, or a 422 that names every wrong field.</returns>
    public static Read<FormPost> Read(SiteForm form, Inputs inputs, string? referer, DateTimeOffset now, LimitOptions limits)
    {
        var sorted = new FormFields(form, limits);
        foreach (var (name, value) in inputs.All)
        {
            if (value.Length > 0 && !IsControl(name) && sorted.Take(name, value) is { } repeated)
            {
                return repeated;
            }
        }

        if (sorted.Wrong() is { } wrong)
        {
            return wrong;
        }

        var url = WebUrl(First(inputs, PageNames) ?? referer, limits);
        var referrer = WebUrl(inputs.First("referrer"), limits);
        var isSpam = IsFilled(inputs, form.Form.Honeypot) || IsFilled(inputs, "_gotcha");
        var signal = new Signal("", form.Form.Signal, now, SignalSource.Form(form.Form.Id))
        {
            // A spammer's browser is nobody's.
            VisitorId = !isSpam && inputs.First("visitorId") is { } visitor && VisitorId.IsOne(visitor) ? visitor : null,
            Page = url is null ? null : new PageView(url, inputs.First("pageTitle") is { } title ? Tags.Cut(title, limits.Utm) : null, referrer),
            Attribution = sorted.Tags.On(url, referrer),
            Fields = sorted.Attributes.Count > 0 ? sorted.Attributes : null,
            Answers = sorted.Answers.Count > 0 ? sorted.Answers : null,
            Consent = sorted.Consent,
            Verdict = isSpam ? Verdict.Machine : Verdict.Unknown,
            VerdictReasons = isSpam ? ["honeypot"] : null,
        };
        return new FormPost(sorted.Email!, signal, First(inputs, NextNames));

        bool IsControl(string name) =>
            Has(NextNames, name) || Has(PageNames, name) || Has(Ignored, name) || name.StartsWith("_wpcf7", StringComparison.OrdinalIgnoreCase)
            || name.Equals(form.Form.Honeypot, StringComparison.OrdinalIgnoreCase) || name.Equals("_gotcha", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Has(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string? First(Inputs inputs, string[] names) => names.Select(inputs.First).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static bool IsFilled(Inputs inputs, string name) => !string.IsNullOrEmpty(inputs.First(name));

    // A page's address is told by a script, not typed: what is no web address is left out, what is too long is cut.
    private static string? WebUrl(string? url, LimitOptions limits) =>
        url is not null && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !Inputs.HasControl(url)
            ? Tags.Cut(url, limits.Url)
            : null;
}
