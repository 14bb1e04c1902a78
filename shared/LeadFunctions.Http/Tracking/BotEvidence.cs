using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Lists;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Tracking;

/// <summary>What the headers say about who is at the other end (semantics 10). A machine's signals are kept and never scored.</summary>
public static class BotEvidence
{
    private static readonly string[] UserAgent = ["user-agent"];
    private static readonly string[] Prefetch = ["prefetch"];
    private static readonly string[] WebDriver = ["webdriver"];

    /// <param name="webDriver">The page's own <c>navigator.webdriver</c>.</param>
    /// <returns>Why it is a machine; null without evidence.</returns>
    public static IReadOnlyList<string>? Of(HttpRequest request, bool webDriver)
    {
        if (webDriver)
        {
            return WebDriver;
        }

        if (IsPrefetch(request.Headers["Sec-Purpose"].ToString()) || IsPrefetch(request.Headers["Purpose"].ToString()))
        {
            return Prefetch;
        }

        return Bots.IsBot(request.Headers.UserAgent) ? UserAgent : null;
    }

    /// <summary>Global Privacy Control: only the value 1 counts (w3c/gpc).</summary>
    public static bool RefusesTracking(HttpRequest request) => request.Headers["Sec-GPC"] is ["1"];

    public static Verdict VerdictOf(IReadOnlyList<string>? evidence) => evidence is null ? Verdict.Unknown : Verdict.Machine;

    private static bool IsPrefetch(string purpose) =>
        purpose.Length > 0 && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase));
}
