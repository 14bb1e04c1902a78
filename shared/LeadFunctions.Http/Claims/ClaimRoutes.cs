using LeadFunctions.Http.Limits;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Claims;

/// <summary>
/// The link in a notification. Mail scanners open every link, so looking changes nothing; the button of the page accepts. Whoever made the token up gets
/// a 404 and uses up what wrong keys use up.
/// </summary>
public static class ClaimRoutes
{
    public static bool IsToken(string value) => value.Length <= ClaimTokens.MostCharacters && Reading.Inputs.IsName(value);

    public static Task<Answer> LookAsync(Call call) => RunAsync(call, claim => call.Surface.ClaimLead.LookAsync(claim, call.Aborted));

    public static Task<Answer> AcceptAsync(Call call) => RunAsync(call, claim => call.Surface.ClaimLead.RunAsync(claim, CancellationToken.None));

    private static async Task<Answer> RunAsync(Call call, Func<Claim, Task<ClaimState>> run)
    {
        if (call.Surface.ClaimTokens.Read(call.Value) is { } claim)
        {
            return ClaimPage.Of(await run(claim), HttpMethods.IsPost(call.Http.Request.Method), claim, call);
        }

        var wait = call.Surface.Rates.WrongKeyFrom(Peer.Of(call.Http, call.Limits), call.Now);
        return wait > TimeSpan.Zero ? Problem.TooMany(wait).ToAnswer() : PlainPage.NoSuchLink(call);
    }
}
