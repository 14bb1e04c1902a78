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
            return PlainPage.NoSuchLink(call);
        }

        var from = HitEvidence.From(call);
        var taken = await call.Surface.RecordHit.RunAsync(link.SendId, link.Place, from, CancellationToken.None);
        var target = link.Place == MailHit.Trap ? call.Site.Playbook.Mail?.Site : taken?.Sent.Links?.ElementAtOrDefault(link.Place);
        if (taken is null || string.IsNullOrEmpty(target))
        {
            return PlainPage.NoSuchLink(call);
        }

        var followed = link.Place != MailHit.Trap && from.Evidence is null && IsOurs(call, target) ? taken.At : null;
        return Answer.Empty(StatusCodes.Status302Found).With("Location", followed is { } at ? call.Surface.ClickTokens.On(target, taken.Sent.LeadId, at) : target);
    }

    /// <summary>Only our own website learns whose link was followed.</summary>
    private static bool IsOurs(Call call, string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var uri) && call.Site.Origins.Contains(uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant());
}
