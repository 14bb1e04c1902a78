using LeadFunctions.Domain.Emails;
using LeadFunctions.Http.Limits;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Mailing;

/// <summary>The picture in a mail: always the same 43 bytes, whatever the token, so nobody learns anything and no mail shows a broken image.</summary>
public static class OpenPixel
{
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAPAAAP///wAAACH5BAUAAAAALAAAAAABAAEAAAICRAEAOw==");

    public static async Task<Answer> RunAsync(Call call)
    {
        var request = call.Http.Request;
        if (MailToken.Read(call.Value) is { } sendId && !HttpMethods.IsHead(request.Method) && call.Surface.Rates.BeaconFrom(Peer.Of(call.Http, call.Limits), call.Now) <= TimeSpan.Zero)
        {
            try
            {
                await call.Surface.RecordHit.RunAsync(sendId, MailHit.Picture, HitEvidence.From(call), CancellationToken.None);
            }
            catch (Exception full) when (full is QueueFullException or StorageException)
            {
                // An open less is no harm; a broken picture is.
                HttpMeters.LostHits.Add(1);
            }
        }

        return new Answer(StatusCodes.Status200OK, "image/gif", Gif) { CacheControl = "no-store, no-cache, must-revalidate" };
    }
}
