using System.Globalization;
using LeadFunctions.Domain.Emails;

namespace LeadFunctions.UseCases.Nurture;

/// <summary>
/// What stands in the addresses of a mail: the send's id, 128 bits that only the deployment's key makes, without its prefix; of a link also its place. It says nothing, and what
/// it leads to is looked up.
/// </summary>
public static class MailToken
{
    private const string Prefix = "send_";

    public static string Of(string sendId) => sendId[Prefix.Length..];

    public static string Link(string sendId, int place) => Of(sendId) + "-" + place.ToString(CultureInfo.InvariantCulture);

    public static string Trap(string sendId) => Of(sendId) + "-x";

    /// <returns>The send's id; null when the text is no token.</returns>
    public static string? Read(string token) => SendMark.IsOne(Prefix + token) ? Prefix + token : null;

    /// <returns>The send's id and the link's place; null when the text is no link's token.</returns>
    public static (string SendId, int Place)? ReadLink(string token)
    {
        if (token.Length is < 34 or > 36 || token[32] != '-' || Read(token[..32]) is not { } sendId)
        {
            return null;
        }

        return token[33..] == "x" ? (sendId, MailHit.Trap)
            : int.TryParse(token.AsSpan(33), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? (sendId, place)
            : null;
    }
}
