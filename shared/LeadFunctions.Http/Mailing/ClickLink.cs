using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Nurture;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Mailing;

/// <summary>A link in a mail: on to where the mail's own record says it leads, and nowhere that the request names. Unknown tokens get a constant 404.</summary>
public static class ClickLink
{
    public static async Task<Answer> RunAsync(Call call)
    {
        if (MailToken.ReadLink(call.Value) is not { } link)
        {
            return Problem.NotFound.ToAnswer();
        }

        var sent = await call.Surface.RecordHit.RunAsync(link.SendId, link.Place, HitEvidence.From(call), CancellationToken.None);
        var target = link.Place == MailHit.Trap ? call.Site.Playbook.Mail?.Site : sent?.Links?.ElementAtOrDefault(link.Place);
        return sent is null || string.IsNullOrEmpty(target)
            ? Problem.NotFound.ToAnswer()
            : Answer.Empty(StatusCodes.Status302Found).With("Location", target);
    }
}
