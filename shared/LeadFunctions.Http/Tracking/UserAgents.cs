namespace LeadFunctions.Http.Tracking;

internal static class UserAgents
{
    public static bool IsBot(string userAgent) => userAgent.Contains("bot", StringComparison.OrdinalIgnoreCase);
}
