using LeadFunctions.Http.Tracking;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Mailing;

/// <summary>What the request for a link or picture itself says about who is there.</summary>
public static class HitEvidence
{
    private const int LongestUserAgent = 512;

    public static string? Of(HttpRequest request) => HttpMethods.IsHead(request.Method) ? "head" : BotEvidence.Of(request, webDriver: false)?[0];

    public static string? UserAgent(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return agent.Length == 0 ? null : agent.Length <= LongestUserAgent ? agent : agent[..LongestUserAgent];
    }
}
