using System.Text;
using LeadFunctions.Http.Limits;
using LeadFunctions.Http.Tracking;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Mailing;

/// <summary>What the request for a link or picture itself says about who is there.</summary>
public static class HitEvidence
{
    private const int LongestUserAgent = 512;
    private const int ClientLength = 18;

    private static string? Of(HttpRequest request) => HttpMethods.IsHead(request.Method) ? "head" : BotEvidence.Of(request, webDriver: false)?[0];

    /// <summary>Who is there, so far as a link or picture learns of it.</summary>
    public static HitFrom From(Call call)
    {
        var (request, agent) = (call.Http.Request, UserAgent(call.Http.Request));
        var client = call.Surface.NewId.Of("h", Encoding.UTF8.GetBytes($"{Peer.Of(call.Http, call.Limits)}\n{agent}"));
        return new HitFrom(Of(request), agent, client[..ClientLength]);
    }

    private static string? UserAgent(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return agent.Length == 0 ? null : agent.Length <= LongestUserAgent ? agent : agent[..LongestUserAgent];
    }
}
