using System.Text.RegularExpressions;

namespace LeadFunctions.Providers.Inbound.Signing;

/// <summary>Which addresses in an SNS message may be called: those of SNS itself, to the letter. Everything else could lead anywhere.</summary>
internal static partial class SnsUrls
{
    /// <returns>Null when it is no address of an SNS certificate.</returns>
    public static Uri? Certificate(string? text) =>
        OfSns(text) is { Query: "" } uri && CertificatePath().IsMatch(uri.AbsolutePath) ? uri : null;

    /// <returns>Null when it is not the confirmation of a subscription to this topic.</returns>
    public static Uri? Subscription(string? text, string topic) =>
        OfSns(text) is { AbsolutePath: "/" } uri
        && Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(uri.Query) is var query
        && query["Action"] is ["ConfirmSubscription"] && query["TopicArn"] is [{ } named] && named == topic
            ? uri
            : null;

    // Visible ASCII without a backslash, so that Uri and whoever wrote it read the same host.
    private static Uri? OfSns(string? text) =>
        text is { Length: > 0 and < 2048 } && text.All(letter => letter is > ' ' and < '\x7f' and not '\\')
        && text.StartsWith("https://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https", IsDefaultPort: true, UserInfo: "", Fragment: "" } && Host().IsMatch(uri.Host)
            ? uri
            : null;

    [GeneratedRegex(@"\Asns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A/[A-Za-z0-9_-]+\.pem\z", RegexOptions.NonBacktracking)]
    private static partial Regex CertificatePath();
}
