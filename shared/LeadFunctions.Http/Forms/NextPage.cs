namespace LeadFunctions.Http.Forms;

/// <summary>Where a browser goes after a form: the page it asked for if its host is on the form's list, the form's own, or the hosted one. Never anywhere else.</summary>
public static class NextPage
{
    /// <param name="asked">As sent; null or empty when nothing was asked.</param>
    /// <returns>An ASCII URL or path fit for a Location header; a 422 when the form does not know the host.</returns>
    public static Read<string> Of(SiteForm form, string? asked) =>
        string.IsNullOrEmpty(asked) ? form.Form.ThankYou ?? $"{Route.Prefix}forms/{form.Form.Id}/thanks"
        : IsListed(form, asked) ? new Uri(asked).AbsoluteUri
        : Problem.Field("#/_next", "The form does not list this website.");

    // Visible ASCII without a backslash, so that browsers and Uri read the same host.
    private static bool IsListed(SiteForm form, string asked) =>
        asked.All(letter => letter is > ' ' and < '\x7f' and not '\\')
        && Uri.TryCreate(asked, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && asked.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase)
        && uri.UserInfo.Length == 0
        && (form.Form.RedirectHosts.Contains(uri.Authority, StringComparer.OrdinalIgnoreCase)
            || (form.Form.RedirectHosts.Count == 0 && form.Origins.Contains(uri.Scheme + "://" + uri.Authority)));
}
