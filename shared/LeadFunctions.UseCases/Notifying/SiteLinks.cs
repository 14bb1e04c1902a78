namespace LeadFunctions.UseCases.Notifying;

/// <summary>Addresses of this installation as people outside reach it.</summary>
/// <param name="baseUrl">Asked when a link is made: a host may know its address only once it listens.</param>
public sealed class SiteLinks(Func<string> baseUrl, ClaimTokens tokens, string dashboard = "/")
{
    /// <summary>The lead in the dashboard.</summary>
    public string Lead(string leadId) => $"{Dashboard}#/leads/{leadId}";

    /// <summary>The page on which a person accepts the lead.</summary>
    public string? Claim(Claim claim) => tokens.Of(claim) is { } token ? $"{Base}/api/claim/{token}" : null;

    /// <summary>What stands before the routes of the API.</summary>
    public string Api => Base + "/api/";

    /// <summary>Where people look at leads; with a path behind <c>#</c>.</summary>
    public string Dashboard => Base + dashboard;

    private string Base => baseUrl().TrimEnd('/');
}
